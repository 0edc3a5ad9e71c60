#pragma once
// How many requests one connection may send: a bucket that fills at a steady rate.
#include <chrono>
#include <cstdint>

namespace descent::rpc {

class Allowance {
 public:
  using Moment = std::chrono::steady_clock::time_point;

  /// per_second  requests added each second, 1 or more
  /// burst       the most that can be saved up; there at the start
  Allowance(std::uint32_t per_second, std::uint32_t burst, Moment now)
      : per_second_{per_second}, full_{burst * kSecond}, left_{full_}, filled_{now} {}

  /// True, and one request less, if one is left.
  bool take(Moment now);

 private:
  static constexpr std::uint64_t kSecond = 1'000'000'000;  ///< one request, in parts

  std::uint64_t per_second_, full_, left_;
  Moment filled_;
};

}  // namespace descent::rpc
