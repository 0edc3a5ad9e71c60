#include "runtime/kernels/loops.hpp"

namespace descent::kernels {
namespace {

constexpr std::uint64_t kOffset = std::uint64_t{1} << 62;  ///< makes a sum positive
constexpr std::size_t kExact = 8;  ///< products of 15 and 13 bits that 32 bits hold the sum of
constexpr std::size_t kTile = 32;  ///< columns whose sums stay in registers

// ---- The loops ------------------------------------------------------------------------------

/// What `sum` shows of the bits it needs.
[[gnu::always_inline]] inline std::uint64_t magnitude(std::int64_t sum) {
  return static_cast<std::uint64_t>(sum ^ (sum >> 63));
}

[[gnu::always_inline]] inline std::int64_t lifted(std::int64_t sum, std::int64_t lift) {
  return static_cast<std::int64_t>(static_cast<std::uint64_t>(sum) << lift);
}

[[gnu::always_inline]] inline std::uint32_t greatest_of(const std::uint32_t* __restrict bits,
                                                        std::size_t n) {
  std::uint32_t greatest = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::uint32_t magnitude = bits[i] & 0x7fff'ffff;
    greatest = magnitude > greatest ? magnitude : greatest;
  }
  return greatest;
}

[[gnu::always_inline]] inline bool round_f32(const std::uint32_t* __restrict bits, std::size_t n,
                                             int exponent, std::int16_t* __restrict out) {
  std::uint32_t beyond = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const auto field = static_cast<std::int32_t>(bits[i] >> 23 & 0xff);
    const std::uint32_t g = (bits[i] & 0x7f'ffff) | (field != 0 ? 0x80'0000u : 0u);
    const std::int32_t wanted = exponent + 150 - (field != 0 ? field : 1);
    const std::int32_t shift = wanted < 31 ? wanted : 31;  // 24 bits are gone long before
    const std::uint32_t below_half = (std::uint32_t{1} << (shift - 1)) - 1;
    const std::uint32_t rounded = (g + below_half + (g >> shift & 1)) >> shift;
    const std::uint32_t sign = 0u - (bits[i] >> 31);
    out[i] = static_cast<std::int16_t>((rounded ^ sign) - sign);
    beyond |= rounded;
  }
  return beyond >> 15 == 0;
}

[[gnu::always_inline]] inline void cut(const std::int16_t* __restrict mantissas, std::size_t n,
                                       std::uint8_t* __restrict high,
                                       std::uint8_t* __restrict low) {
  for (std::size_t i = 0; i < n; ++i) {
    const auto biased = static_cast<std::uint16_t>(mantissas[i] ^ 0x8000);
    high[i] = static_cast<std::uint8_t>(biased >> 8);
    low[i] = static_cast<std::uint8_t>(biased);
  }
}

[[gnu::always_inline]] inline std::uint64_t combine_row(Partials partials,
                                                        const std::int64_t* __restrict lift,
                                                        const std::int64_t* __restrict offset,
                                                        std::size_t n,
                                                        std::int64_t* __restrict out) {
  const auto [hh, hl, lh, ll] = partials;
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < n; ++i) {
    const std::int64_t sum = std::int64_t{hh[i]} * 32'768 + std::int64_t{hl[i]} * 256 +
                             std::int64_t{lh[i]} * 128 + ll[i];
    out[i] = lifted(sum, lift[i]) + offset[i];
    bits |= magnitude(out[i]);
  }
  return bits;
}

/// `multiply_whole` for N columns of `n`, with the mantissas widened.
template <std::size_t N>
[[gnu::always_inline]] inline std::uint64_t multiply_tile(
    const std::int32_t* __restrict mantissas, Whole whole, const std::int64_t* __restrict lift,
    const std::int64_t* __restrict offset, std::size_t n, std::int64_t* __restrict out) {
  std::int64_t sums[N] = {};
  for (std::size_t first = 0; first < whole.inner; first += kExact) {
    const std::size_t end = first + kExact < whole.inner ? first + kExact : whole.inner;
    std::int32_t part[N] = {};
    for (std::size_t k = first; k < end; ++k)
      for (std::size_t i = 0; i < N; ++i) part[i] += mantissas[k] * whole.weights[k * n + i];
    for (std::size_t i = 0; i < N; ++i) sums[i] += part[i];
  }
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < N; ++i) {
    out[i] = lifted(sums[i], lift[i]) + offset[i];
    bits |= magnitude(out[i]);
  }
  return bits;
}

[[gnu::always_inline]] inline std::uint64_t multiply_row(Whole whole,
                                                         const std::int64_t* __restrict lift,
                                                         const std::int64_t* __restrict offset,
                                                         std::size_t n,
                                                         std::int64_t* __restrict out) {
  std::int32_t mantissas[kWholeInnerMax];
  for (std::size_t k = 0; k < whole.inner; ++k) mantissas[k] = whole.mantissas[k];
  std::uint64_t bits = 0;
  std::size_t i = 0;
  for (; i + kTile <= n; i += kTile, whole.weights += kTile)
    bits |= multiply_tile<kTile>(mantissas, whole, lift + i, offset + i, n, out + i);
  for (; i + kTile / 4 <= n; i += kTile / 4, whole.weights += kTile / 4)
    bits |= multiply_tile<kTile / 4>(mantissas, whole, lift + i, offset + i, n, out + i);
  for (; i < n; ++i, ++whole.weights)
    bits |= multiply_tile<1>(mantissas, whole, lift + i, offset + i, n, out + i);
  return bits;
}

[[gnu::always_inline]] inline std::uint64_t or_all(const std::int64_t* __restrict sums,
                                                   std::size_t n) {
  std::uint64_t bits = 0;
  for (std::size_t i = 0; i < n; ++i) bits |= magnitude(sums[i]);
  return bits;
}

[[gnu::always_inline]] inline bool round_row(const std::int64_t* __restrict sums, std::size_t n,
                                             int shift, std::int16_t* __restrict out) {
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

[[gnu::always_inline]] inline void lift_row(const std::int64_t* __restrict sums, std::size_t n,
                                            int shift, std::int16_t* __restrict out) {
  for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<std::int16_t>(lifted(sums[i], shift));
}

[[gnu::always_inline]] inline std::int16_t rectify_row(const std::int16_t* __restrict in,
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

// ---- Their versions -------------------------------------------------------------------------

/// A loop, compiled for each unit.
template <auto Loop, class... A>
struct Versions {
  static auto plain(A... a) { return Loop(a...); }
  [[gnu::target("avx2")]] static auto avx2(A... a) { return Loop(a...); }
  [[gnu::target("avx512bw,avx512dq,avx512vl")]] static auto avx512(A... a) { return Loop(a...); }
};

template <auto Loop, class... A>
auto run(Unit unit, A... a) {
  using Version = Versions<Loop, A...>;
  if (unit == Unit::Avx512) return Version::avx512(a...);
  if (unit == Unit::Avx2) return Version::avx2(a...);
  return Version::plain(a...);
}

Unit detect() {
  __builtin_cpu_init();
  if (__builtin_cpu_supports("avx512bw") != 0 && __builtin_cpu_supports("avx512dq") != 0 &&
      __builtin_cpu_supports("avx512vl") != 0)
    return Unit::Avx512;
  return __builtin_cpu_supports("avx2") != 0 ? Unit::Avx2 : Unit::Plain;
}

const Unit kBest = detect();

}  // namespace

Unit best_unit() { return kBest; }

std::uint32_t greatest_pattern(const std::uint32_t* bits, std::size_t n, Unit unit) {
  return run<greatest_of>(unit, bits, n);
}

bool round_patterns(const std::uint32_t* bits, std::size_t n, int exponent, std::int16_t* out,
                    Unit unit) {
  return run<round_f32>(unit, bits, n, exponent, out);
}

void cut_bytes(const std::int16_t* mantissas, std::size_t n, std::uint8_t* high, std::uint8_t* low,
               Unit unit) {
  run<cut>(unit, mantissas, n, high, low);
}

std::uint64_t combine(const Partials& partials, const std::int64_t* lift,
                      const std::int64_t* offset, std::size_t n, std::int64_t* out, Unit unit) {
  return run<combine_row>(unit, partials, lift, offset, n, out);
}

std::uint64_t multiply_whole(const Whole& whole, const std::int64_t* lift,
                             const std::int64_t* offset, std::size_t n, std::int64_t* out,
                             Unit unit) {
  return run<multiply_row>(unit, whole, lift, offset, n, out);
}

std::uint64_t bits_in_use(const std::int64_t* sums, std::size_t n, Unit unit) {
  return run<or_all>(unit, sums, n);
}

bool round_to_16(const std::int64_t* sums, std::size_t n, int shift, std::int16_t* out, Unit unit) {
  return run<round_row>(unit, sums, n, shift, out);
}

void lift_to_16(const std::int64_t* sums, std::size_t n, int shift, std::int16_t* out, Unit unit) {
  run<lift_row>(unit, sums, n, shift, out);
}

std::int16_t rectify(const std::int16_t* in, std::size_t n, std::int16_t* out, Unit unit) {
  return run<rectify_row>(unit, in, n, out);
}

}  // namespace descent::kernels
