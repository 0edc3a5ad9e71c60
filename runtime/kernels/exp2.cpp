#include "runtime/kernels/exp2.hpp"

#include <bit>

#include "runtime/graph/rounding.hpp"

namespace descent::kernels {
namespace {

constexpr std::int64_t kOne = std::int64_t{1} << 31;
constexpr int kRoots = 16;

/// floor of the square root, bit by bit
constexpr std::uint64_t isqrt(u128 v) {
  std::uint64_t root = 0;
  for (int bit = 63; bit >= 0; --bit) {
    const std::uint64_t next = root | std::uint64_t{1} << bit;
    if (static_cast<u128>(next) * next <= v) root = next;
  }
  return root;
}

/// [i] 2^(-2^-i) in units of 2^-62
constexpr std::array<std::uint64_t, kRoots + 1> roots() {
  std::array<std::uint64_t, kRoots + 1> out{std::uint64_t{1} << 61};
  for (std::size_t i = 1; i < out.size(); ++i) out[i] = isqrt(static_cast<u128>(out[i - 1]) << 62);
  return out;
}

/// [k] the product of the roots that the bits of k name, from root `first` on
constexpr std::array<std::uint32_t, 256> table(std::size_t first) {
  constexpr auto kRootTable = roots();
  std::array<std::uint32_t, 256> out{};
  for (std::size_t k = 0; k < out.size(); ++k) {
    std::uint64_t p = std::uint64_t{1} << 62;
    for (std::size_t i = 0; i < 8; ++i)
      if (k >> (7 - i) & 1)
        p = static_cast<std::uint64_t>(static_cast<u128>(p) * kRootTable[first + i] >> 62);
    out[k] = static_cast<std::uint32_t>((p + (1u << 30)) >> 31);
  }
  return out;
}

std::int64_t multiply(std::int64_t a, std::int64_t b) {
  return (a * b + (std::int64_t{1} << 30)) >> 31;
}

}  // namespace

constinit const Exp2Tables kExp2{table(1), table(9)};

std::int64_t exp2_negative(std::int64_t u) {
  const std::int64_t whole = u >> 31;
  if (whole >= 32) return 0;
  const std::int64_t fraction = u & (kOne - 1);
  const auto coarse = static_cast<std::size_t>(fraction >> 23);
  const auto fine = static_cast<std::size_t>(fraction >> 15 & 0xff);
  std::int64_t p = multiply(kExp2.coarse[coarse], kExp2.fine[fine]);
  p = multiply(p, kOne - multiply(fraction & 0x7fff, kLn2));
  return graph::round_shift(p, static_cast<int>(whole));
}

std::int64_t log2(std::uint64_t z) {
  const int whole = static_cast<int>(std::bit_width(z)) - 32;
  std::uint64_t x = z >> whole;
  std::int64_t y = whole;
  for (int i = 0; i < 31; ++i) {
    x = x * x >> 31;
    y *= 2;
    if (x >= std::uint64_t{1} << 32) {
      x >>= 1;
      ++y;
    }
  }
  return y;
}

}  // namespace descent::kernels
