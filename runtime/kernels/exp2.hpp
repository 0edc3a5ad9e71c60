#pragma once
// Powers and logarithms of two in Q31: integers in units of 2^-31 (docs/arithmetic.md, "exp2 and
// log2").
#include <array>
#include <cstdint>

namespace descent::kernels {

inline constexpr std::int64_t kLog2E = 3'098'164'009;  ///< log2 of e, Q31
inline constexpr std::int64_t kLn2 = 1'488'522'236;    ///< natural logarithm of 2, Q31

struct Exp2Tables {
  std::array<std::uint32_t, 256> coarse{};  ///< 2^(-k / 2^8), Q31
  std::array<std::uint32_t, 256> fine{};    ///< 2^(-k / 2^16), Q31
};
extern const Exp2Tables kExp2;

/// 2^-u in Q31. u  >= 0, Q31
std::int64_t exp2_negative(std::int64_t u);

/// log2 of z in Q31. z  Q31, in [1, 2^17)
std::int64_t log2(std::uint64_t z);

}  // namespace descent::kernels
