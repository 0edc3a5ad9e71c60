#pragma once
// The random cases that the child processes of instruction_sets_test.cpp and their oracle hash.
#include "runtime/kernels/evaluate.hpp"
#include "tests/runtime/kernels/random_graph.hpp"

namespace descent::kernels {

inline constexpr std::uint64_t kCaseSeeds = 24;
inline constexpr std::size_t kCaseSamples = 40;

/// Calls `use(graph, samples)` for each case.
template <class Use>
void for_each_case(Use use) {
  for (std::uint64_t seed = 1'000; seed < 1'000 + kCaseSeeds; ++seed) {
    RandomGraph random{seed};
    const auto graph = random.graph();
    use(graph, random.samples(kCaseSamples, graph.input[0]));
  }
}

}  // namespace descent::kernels
