#pragma once
// Why a graph, an update or numbers from outside were refused (docs/graph.md names each rule).
#include <cstdint>
#include <string>
#include <string_view>

namespace descent::graph {

enum class Error : std::uint8_t {
  TooLarge,            ///< more bytes than `kEncodedBytesMax`
  Malformed,           ///< not the SCALE layout of what it should be
  UnknownVersion,      ///< another layout than this code reads
  BadRank,             ///< a shape without dimensions
  BadDimension,        ///< a dimension of 0 or above `kDimensionMax`
  TooManyElements,     ///< of a value, of a tensor, or of all tensors
  ExponentOutOfRange,  ///< of a tensor, or of an update beside its tensor's
  CountMismatch,       ///< another number of values than the shape says
  ValueOutOfRange,     ///< -2^31
  NoOperators,         ///< nothing to compute
  NotAtOutput,         ///< Softmax or ArgMax before the last operator
  BadValueIndex,       ///< an operator reads what is not computed before it
  BadTensorIndex,      ///< no such tensor
  TensorOrder,         ///< tensors not in order of first use, or not ascending in an update
  ShapeMismatch,       ///< operands that do not fit each other
  TooManyMacs,         ///< above `kMacsMax`
  UnusedTensor,        ///< no operator uses it
  UnusedValue,         ///< no operator reads it and it is not the output
  TooMuchMemory,       ///< above `kMemoryBytesMax`
  WrongBase,           ///< an update of another graph
  EmptyUpdate,         ///< no tensor changes
  PositionOrder,       ///< sparse positions not ascending
  PositionOutOfRange,  ///< a sparse position behind the tensor's end
  ResultOutOfRange,    ///< a merged value beyond int32, or a tensor beyond f32
  NotFinite,           ///< NaN or infinity
  kCount
};

/// An error and the number of the operator, tensor or value where it arose.
struct Refusal {
  Error error{};
  std::uint32_t place{};
  friend bool operator==(const Refusal&, const Refusal&) = default;
};

/// Stable short name, such as "BadValueIndex".
std::string_view name(Error error);

/// A sentence that says what is wrong, where, and what to do.
std::string describe(const Refusal& refusal);

}  // namespace descent::graph
