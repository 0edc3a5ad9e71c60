#include "runtime/kernels/loops.hpp"

// Each loop is compiled twice and the loader picks what the machine has. They compute with integers
// only, so both give the same bits.

namespace descent::kernels {
namespace {

constexpr std::uint64_t kOffset = std::uint64_t{1} << 62;  ///< makes a sum positive

}  // namespace

[[gnu::target_clones("avx2", "default")]] void cut_bytes(const std::int16_t* __restrict mantissas,
                                                         std::size_t n,
                                                         std::uint8_t* __restrict high,
                                                         std::uint8_t* __restrict low) {
  for (std::size_t i = 0; i < n; ++i) {
    const auto biased = static_cast<std::uint16_t>(mantissas[i] ^ 0x8000);
    high[i] = static_cast<std::uint8_t>(biased >> 8);
    low[i] = static_cast<std::uint8_t>(biased);
  }
}

[[gnu::target_clones("avx2", "default")]] std::uint64_t combine(
    const Partials& partials, const std::int64_t* __restrict lift,
    const std::int64_t* __restrict offset, std::size_t n, std::int64_t* __restrict out) {
  const auto [hh, hl, lh, ll] = partials;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::int64_t sum = std::int64_t{hh[i]} * 32'768 + std::int64_t{hl[i]} * 256 +
                             std::int64_t{lh[i]} * 128 + ll[i];
    const std::int64_t aligned =
        static_cast<std::int64_t>(static_cast<std::uint64_t>(sum) << lift[i]) + offset[i];
    out[i] = aligned;
    bits |= static_cast<std::uint64_t>(aligned ^ (aligned >> 63));
  }
  return bits;
}

[[gnu::target_clones("avx2", "default")]] std::uint64_t bits_in_use(
    const std::int64_t* __restrict sums, std::size_t n) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < n; ++i) bits |= static_cast<std::uint64_t>(sums[i] ^ (sums[i] >> 63));
  return bits;
}

[[gnu::target_clones("avx2", "default")]] bool round_to_16(const std::int64_t* __restrict sums,
                                                           std::size_t n, int shift,
                                                           std::int16_t* __restrict out) {
  const std::uint64_t below_half = (std::uint64_t{1} << (shift - 1)) - 1;
  std::int16_t least = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint64_t u = static_cast<std::uint64_t>(sums[i]) + kOffset;
    const auto rounded = static_cast<std::int16_t>((u + below_half + (u >> shift & 1)) >> shift);
    out[i] = rounded;
    least = rounded < least ? rounded : least;
  }
  return least != INT16_MIN;  // 2^15 wraps to it, too
}

[[gnu::target_clones("avx2", "default")]] void lift_to_16(const std::int64_t* __restrict sums,
                                                          std::size_t n, int shift,
                                                          std::int16_t* __restrict out) {
  for (std::size_t i = 0; i < n; ++i)
    out[i] = static_cast<std::int16_t>(static_cast<std::uint64_t>(sums[i]) << shift);
}

[[gnu::target_clones("avx2", "default")]] std::int16_t rectify(const std::int16_t* __restrict in,
                                                               std::size_t n,
                                                               std::int16_t* __restrict out) {
  std::int16_t greatest = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::int16_t v = in[i] > 0 ? in[i] : std::int16_t{0};
    out[i] = v;
    greatest = v > greatest ? v : greatest;
  }
  return greatest;
}

}  // namespace descent::kernels
