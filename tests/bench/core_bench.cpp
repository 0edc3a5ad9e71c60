// The figures of `./dev bench core`: each is a ratio of two things run in turn in this process.
// The first argument is how often; the median is printed.
#include <cstdlib>

#include "tests/bench/commit_bench.hpp"
#include "tests/bench/import_bench.hpp"
#include "tests/bench/measure.hpp"

int main(int count, char** arguments) {
  const int runs = count > 1 ? std::max(1, std::atoi(arguments[1])) : descent::bench::kRuns;
  descent::bench::bench_import(runs);
  descent::bench::bench_commit(runs);
}
