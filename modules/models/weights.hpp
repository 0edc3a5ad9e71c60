#pragma once
// What descent_bench_weights measured in 2026-11 on an AMD EPYC (family 26, two cores at 2.6 GHz),
// one thread, 100,000 accounts, roots and database included; charged with a factor of 1.5 to 2.
// kRecord was raised by calculation after that and not measured again.
#include "runtime/graph/limits.hpp"
#include "runtime/primitives/weight.hpp"

namespace descent::modules::models_weights {

inline constexpr Weight kRecord{400 * kMicrosecond, 0};  ///< a model, its deposit and a version
inline constexpr Weight kOffer{100 * kMicrosecond, 0};
inline constexpr Weight kRelease{100 * kMicrosecond, 0};  ///< of one graph
inline constexpr Weight kInfer{2 * kMillisecond, 0};      ///< the library's set-up

/// Reading a graph of `bytes` bytes and decoding it.
constexpr Weight load(std::uint64_t bytes) { return {saturating_mul(bytes, 2 * kNanosecond), 0}; }
/// Checking a graph that is loaded: hashing it, and looking at its operators and tensors.
constexpr Weight check(std::uint64_t bytes, std::uint64_t parts) {
  return {saturating_add(saturating_mul(bytes, 2 * kNanosecond), parts * kMicrosecond), 0};
}
constexpr Weight registering(std::uint64_t bytes, std::uint64_t parts) {
  return kRecord + load(bytes) + check(bytes, parts);
}
/// Before it is known how many operators and tensors there are.
constexpr Weight registering_most(std::uint64_t bytes) {
  return registering(bytes, graph::kOperatorsMax + graph::kTensorsMax);
}

}  // namespace descent::modules::models_weights
