#pragma once
// What a graph and an update may be at most (docs/graph.md, "Limits").
#include <cstddef>
#include <cstdint>

namespace descent::graph {

inline constexpr std::size_t kEncodedBytesMax = std::size_t{65} << 20;
inline constexpr std::size_t kOperatorsMax = 1'024;
inline constexpr std::size_t kTensorsMax = 1'024;
inline constexpr std::size_t kRankMax = 4;
inline constexpr std::uint32_t kDimensionMax = 65'536;
inline constexpr std::uint64_t kElementsMax = std::uint64_t{1} << 24;    ///< of a value or a tensor
inline constexpr std::uint64_t kParametersMax = std::uint64_t{1} << 24;  ///< of all tensors
inline constexpr std::int32_t kValueMax = INT32_MAX;  ///< and -kValueMax is the least
inline constexpr int kTensorExponentMin = -64;
inline constexpr int kTensorExponentMax = 101;  ///< of the greatest f32, with its headroom
inline constexpr std::uint64_t kMacsMax = std::uint64_t{1} << 32;         ///< per sample
inline constexpr std::uint64_t kMemoryBytesMax = std::uint64_t{1} << 26;  ///< per sample

/// An update's exponent lies in [tensor's - kFinerMax, tensor's + kCoarserMax].
inline constexpr int kFinerMax = 24;
inline constexpr int kCoarserMax = 24;

// Exact products of a 16-bit row with a 14-bit column fit 45 bits, aligned columns 57.
static_assert(kDimensionMax <= 1u << 16);
static_assert(kParametersMax * 4 + (1u << 20) <= kEncodedBytesMax);

}  // namespace descent::graph
