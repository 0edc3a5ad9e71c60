#pragma once
// A graph made ready to run: checked once, its weights cut and packed once.
#include "runtime/graph/validate.hpp"
#include "runtime/kernels/columns.hpp"

namespace descent::kernels {

/// A tensor that is added: a bias, or the constant operand of Add.
struct Addend {
  std::vector<std::int64_t> values;
  int exponent{};
  int bits{};  ///< of the greatest magnitude; 0 if all are zero
};

class Model {
 public:
  /// errors  those of graph::validate
  static Expected<Model, graph::Refusal> prepare(const graph::Graph& graph);

  const graph::Summary& summary() const { return summary_; }
  const std::vector<graph::Operator>& operators() const { return operators_; }
  /// Elements of one sample of a value.
  std::size_t elements(std::uint32_t value) const {
    return static_cast<std::size_t>(graph::elements(summary_.shapes[value]));
  }
  /// The columns of a weight; nullptr if it is all zero. REQUIRES: an operator multiplies by it.
  const Columns* columns(std::uint32_t tensor) const;
  /// [inner, columns] of a weight.
  const graph::Shape& weight_shape(std::uint32_t tensor) const { return weight_shapes_[tensor]; }
  /// REQUIRES: an operator adds it.
  const Addend& addend(std::uint32_t tensor) const;

 private:
  Model() = default;

  graph::Summary summary_;
  std::vector<graph::Operator> operators_;
  std::vector<graph::Shape> weight_shapes_;      ///< by tensor
  std::vector<std::optional<Columns>> columns_;  ///< by tensor
  std::vector<std::optional<Addend>> addends_;   ///< by tensor
};

}  // namespace descent::kernels
