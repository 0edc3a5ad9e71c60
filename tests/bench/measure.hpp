#pragma once
// How the benchmarks measure: wall time, in turn with what it is compared to, and the median.
#include <algorithm>
#include <chrono>
#include <ctime>
#include <functional>
#include <vector>

namespace descent::bench {

inline constexpr int kRuns = 20;

/// Processor time of this process in seconds, all threads: what else runs on the machine does not
/// count.
inline double processor_seconds() {
  timespec now{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + 1e-9 * static_cast<double>(now.tv_nsec);
}

/// How long `work` takes.
template <class Work>
double seconds(Work&& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// REQUIRES: there is a value
inline double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

/// What two things took in the same runs.
struct Pair {
  double ours{};    ///< median, seconds
  double theirs{};  ///< median, seconds
  double ratio{};   ///< median of theirs / ours: how fast ours is beside theirs
};

/// Each returns the seconds it took, so that what prepares it is not measured.
inline Pair interleaved(int runs, const std::function<double()>& ours,
                        const std::function<double()>& theirs) {
  std::vector<double> a, b, ratios;
  for (int run = 0; run < runs; ++run) {
    b.push_back(theirs());
    a.push_back(ours());
    ratios.push_back(b.back() / a.back());
  }
  return {median(a), median(b), median(ratios)};
}

}  // namespace descent::bench
