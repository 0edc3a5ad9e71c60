#pragma once
/// # The canonical graph
/// The chain's own model format: operators in topological order over int32 tensors, one input, one
/// output. Normative description: docs/graph.md.
#include "runtime/graph/limits.hpp"
#include "runtime/scale/codec.hpp"

namespace descent::graph {

/// Dimensions of one sample, outermost first; the batch dimension is never among them.
using Shape = Bounded<std::uint32_t, kRankMax>;

/// A constant of the model: element `i`, in row-major order, is `values[i] * 2^exponent`.
struct Tensor {
  Shape shape;
  std::int16_t exponent{};
  std::vector<std::int32_t> values;
  DESCENT_FIELDS(shape, exponent, values)
  friend bool operator==(const Tensor&, const Tensor&) = default;
};

// ---- Operators: `input` and `left` name values, `weight` and `bias` tensors -------------------

/// x [K] times weight [K, N] plus bias [N].
struct Gemm {
  std::uint32_t input{};
  std::uint32_t weight{};
  std::uint32_t bias{};
  DESCENT_FIELDS(input, weight, bias)
  friend bool operator==(const Gemm&, const Gemm&) = default;
};

/// x [..., K] times weight [K, N].
struct MatMul {
  std::uint32_t input{};
  std::uint32_t weight{};
  DESCENT_FIELDS(input, weight)
  friend bool operator==(const MatMul&, const MatMul&) = default;
};

struct ValueOperand {
  std::uint32_t value{};
  DESCENT_FIELDS(value)
  friend bool operator==(const ValueOperand&, const ValueOperand&) = default;
};
struct TensorOperand {
  std::uint32_t tensor{};
  DESCENT_FIELDS(tensor)
  friend bool operator==(const TensorOperand&, const TensorOperand&) = default;
};
struct Operand : std::variant<ValueOperand, TensorOperand> {
  using Cases = variant;
  using variant::variant;
};

/// A value of the same shape is added, or a tensor that repeats along the leading dimensions.
struct Add {
  std::uint32_t left{};
  Operand right;
  DESCENT_FIELDS(left, right)
  friend bool operator==(const Add&, const Add&) = default;
};

struct Relu {
  std::uint32_t input{};
  DESCENT_FIELDS(input)
  friend bool operator==(const Relu&, const Relu&) = default;
};

struct Flatten {
  std::uint32_t input{};
  DESCENT_FIELDS(input)
  friend bool operator==(const Flatten&, const Flatten&) = default;
};

struct Reshape {
  std::uint32_t input{};
  Shape shape;
  DESCENT_FIELDS(input, shape)
  friend bool operator==(const Reshape&, const Reshape&) = default;
};

struct Softmax {
  std::uint32_t input{};
  DESCENT_FIELDS(input)
  friend bool operator==(const Softmax&, const Softmax&) = default;
};

struct ArgMax {
  std::uint32_t input{};
  DESCENT_FIELDS(input)
  friend bool operator==(const ArgMax&, const ArgMax&) = default;
};

struct Operator : std::variant<Gemm, MatMul, Add, Relu, Flatten, Reshape, Softmax, ArgMax> {
  using Cases = variant;
  using variant::variant;
};

/// Value 0 is the input; operator `k` makes value `k + 1`; the last one is the output.
struct Graph {
  static constexpr std::uint8_t kVersion = 1;
  std::uint8_t version = kVersion;
  Shape input;
  Bounded<Tensor, kTensorsMax> tensors;
  Bounded<Operator, kOperatorsMax> operators;
  DESCENT_FIELDS(version, input, tensors, operators)
  friend bool operator==(const Graph&, const Graph&) = default;
};

}  // namespace descent::graph
