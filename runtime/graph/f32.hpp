#pragma once
// f32 bit patterns to tensors and back, by integer arithmetic only (docs/arithmetic.md).
#include <span>

#include "runtime/graph/error.hpp"
#include "runtime/graph/graph.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::graph {

/// A finite f32 taken apart: `mantissa * 2^exponent`, |mantissa| < 2^24.
struct Parts {
  std::int32_t mantissa{};
  int exponent{};
};

/// errors  NotFinite
Expected<Parts, Error> parts_of(std::uint32_t bits);

/// Values of a tensor and their exponent.
struct Quantised {
  std::int16_t exponent{};
  std::vector<std::int32_t> values;
};

/// Rounds to at most 27 bits, so that 4 remain for training to grow into.
/// errors  NotFinite, with the element's number
Expected<Quantised, Refusal> quantise(std::span<const std::uint32_t> bits);

/// The f32 next to `value * 2^exponent`, half to even.
/// errors  ResultOutOfRange if it is beyond the greatest f32
/// REQUIRES: exponent >= kTensorExponentMin
Expected<std::uint32_t, Error> f32_bits(std::int32_t value, int exponent);

}  // namespace descent::graph
