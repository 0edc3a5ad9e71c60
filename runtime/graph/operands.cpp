#include "runtime/graph/operands.hpp"

#include <algorithm>

namespace descent::graph {
namespace {

template <class... F>
struct Overload : F... {
  using F::operator()...;
};
template <class... F>
Overload(F...) -> Overload<F...>;

/// True if `tail` equals the last dimensions of `shape`.
bool ends_with(const Shape& shape, const Shape& tail) {
  return tail.size() <= shape.size() && std::equal(tail.rbegin(), tail.rend(), shape.rbegin());
}

Expected<Shape, Error> multiplied(const Shape& x, const Shape& weight) {
  if (weight.size() != 2 || x.back() != weight[0]) return Error::ShapeMismatch;
  Shape out = x;
  out.back() = weight[1];
  return out;
}

Expected<Shape, Error> reshaped(const Shape& x, const Shape& wanted) {
  if (DESCENT_TRY(checked_elements(wanted)) != elements(x)) return Error::ShapeMismatch;
  return wanted;
}

Expected<Shape, Error> flattened(const Shape& x) {
  return Shape{std::vector<std::uint32_t>{static_cast<std::uint32_t>(elements(x))}};
}

/// The shape before the general limits are checked.
Expected<Shape, Error> raw_shape(const Operator& op, const Graph& graph,
                                 const std::vector<Shape>& shapes) {
  using Result = Expected<Shape, Error>;
  const auto rank_one = [&](std::uint32_t value, Shape made) -> Result {
    if (shapes[value].size() != 1) return Error::ShapeMismatch;
    return made;
  };
  return std::visit(
      Overload{
          [&](const Gemm& o) -> Result {
            const Shape& bias = graph.tensors[o.bias].shape;
            Shape out = DESCENT_TRY(multiplied(shapes[o.input], graph.tensors[o.weight].shape));
            if (out.size() != 1 || bias != out) return Error::ShapeMismatch;
            return out;
          },
          [&](const MatMul& o) -> Result {
            return multiplied(shapes[o.input], graph.tensors[o.weight].shape);
          },
          [&](const Add& o) -> Result {
            const Shape& left = shapes[o.left];
            const auto* value = std::get_if<ValueOperand>(&o.right);
            const auto* tensor = std::get_if<TensorOperand>(&o.right);
            if (value && shapes[value->value] != left) return Error::ShapeMismatch;
            if (tensor && !ends_with(left, graph.tensors[tensor->tensor].shape))
              return Error::ShapeMismatch;
            return left;
          },
          [&](const Relu& o) -> Result { return shapes[o.input]; },
          [&](const Flatten& o) -> Result { return flattened(shapes[o.input]); },
          [&](const Reshape& o) -> Result { return reshaped(shapes[o.input], o.shape); },
          [&](const Softmax& o) -> Result { return rank_one(o.input, shapes[o.input]); },
          [&](const ArgMax& o) -> Result { return rank_one(o.input, Shape{1u}); },
      },
      static_cast<const Operator::Cases&>(op));
}

ProductSize sized(const Shape& x, const Shape& weight) {
  return {.rows = elements(x) / x.back(), .inner = weight[0], .columns = weight[1]};
}

}  // namespace

Operands operands(const Operator& op) {
  return std::visit(Overload{
                        [](const Gemm& o) {
                          return Operands{{o.input}, {o.weight, o.bias}};
                        },
                        [](const MatMul& o) {
                          return Operands{{o.input}, {o.weight}};
                        },
                        [](const Add& o) {
                          if (const auto* value = std::get_if<ValueOperand>(&o.right))
                            return Operands{{o.left, value->value}, {}};
                          return Operands{{o.left}, {std::get_if<TensorOperand>(&o.right)->tensor}};
                        },
                        [](const auto& o) {
                          return Operands{{o.input}, {}};
                        },
                    },
                    static_cast<const Operator::Cases&>(op));
}

bool is_head(const Operator& op) {
  return std::holds_alternative<Softmax>(op) || std::holds_alternative<ArgMax>(op);
}

Expected<Shape, Error> result_shape(const Operator& op, const Graph& graph,
                                    const std::vector<Shape>& shapes) {
  Shape out = DESCENT_TRY(raw_shape(op, graph, shapes));
  DESCENT_TRY(checked_elements(out));
  return out;
}

std::optional<ProductSize> product_size(const Operator& op, const Graph& graph,
                                        const std::vector<Shape>& shapes) {
  if (const auto* o = std::get_if<Gemm>(&op))
    return sized(shapes[o->input], graph.tensors[o->weight].shape);
  if (const auto* o = std::get_if<MatMul>(&op))
    return sized(shapes[o->input], graph.tensors[o->weight].shape);
  return std::nullopt;
}

}  // namespace descent::graph
