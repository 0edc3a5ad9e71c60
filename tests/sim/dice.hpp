#pragma once
#include <cstdint>

namespace descent::sim {

/// Everything random in a run comes from one of these, so a seed is a run.
/// source  Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (SplitMix64)
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_{seed} {}

  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e37'79b9'7f4a'7c15;
    z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9;
    z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11eb;
    return z ^ (z >> 31);
  }
  /// REQUIRES n > 0.
  std::uint64_t below(std::uint64_t n) { return next() % n; }
  /// Probabilities are ratios.
  bool one_in(std::uint64_t n) { return n != 0 && below(n) == 0; }

 private:
  std::uint64_t state_;
};

}  // namespace descent::sim
