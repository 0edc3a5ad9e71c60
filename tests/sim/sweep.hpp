#pragma once
// Many runs, one after the other, and what people want to know of them.
#include <string>

#include "tests/sim/cluster.hpp"

namespace descent::sim {

/// How far a sweep is: on a terminal a line that is rewritten, else a line each twentieth.
class Progress {
 public:
  Progress(std::uint64_t first, std::uint64_t runs, bool terminal);
  /// Another run is over. returns  what to print now, if anything
  std::string done(std::uint64_t failed);
  /// What takes the line away again, so that something else can be printed.
  std::string clear() const { return terminal_ ? "\r\x1b[K" : ""; }

 private:
  const std::uint64_t first_, runs_;
  const bool terminal_;
  std::uint64_t done_ = 0;
};

struct Sweep {
  std::uint64_t first{};
  std::uint64_t runs{};
  bool quiet{};  ///< no progress
};

/// Runs `options` with each seed and prints what failed as soon as it does.
/// returns  how many failed
std::uint64_t sweep(const Options& options, const Sweep& what);

/// The run of one seed, with its figures.
std::uint64_t replay(const Options& options);

}  // namespace descent::sim
