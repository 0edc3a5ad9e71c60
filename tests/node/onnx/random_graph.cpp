#include "tests/node/onnx/random_graph.hpp"

#include <algorithm>

#include "runtime/graph/f32.hpp"
#include "runtime/graph/operands.hpp"

namespace descent::onnx {
namespace {

class Grower {
 public:
  explicit Grower(std::mt19937_64& random) : random_{random} {
    graph_.input = random_shape(1 + below(4));
    shapes_.push_back(graph_.input);
  }

  graph::Graph grow() {
    const auto steps = 1 + below(8);
    for (std::uint32_t i = 0; i < steps; ++i) add_some();
    if (top().size() == 1 && below(2) == 0) add_head();
    return std::move(graph_);
  }

 private:
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  std::uint32_t last() const { return static_cast<std::uint32_t>(graph_.operators.size()); }
  const graph::Shape& top() const { return shapes_.back(); }

  graph::Shape random_shape(std::uint32_t rank) {
    graph::Shape out;
    for (std::uint32_t i = 0; i < rank; ++i) out.push_back(1 + below(5));
    return out;
  }

  /// A finite f32, of a usual size more often than not.
  std::uint32_t random_bits() {
    if (below(8) == 0) return 0;
    const std::uint32_t exponent = below(4) == 0 ? below(255) : 110 + below(25);
    return (below(2) << 31) | (exponent << 23) | below(1u << 23);
  }

  std::uint32_t tensor(const graph::Shape& shape) {
    std::vector<std::uint32_t> bits(static_cast<std::size_t>(graph::elements(shape)));
    for (auto& b : bits) b = random_bits();
    auto made = *graph::quantise(bits);
    graph_.tensors.push_back({shape, made.exponent, std::move(made.values)});
    return static_cast<std::uint32_t>(graph_.tensors.size() - 1);
  }

  void push(const graph::Operator& op) {
    shapes_.push_back(*graph::result_shape(op, graph_, shapes_));
    graph_.operators.push_back(op);
  }

  void add_head() {
    if (below(2) == 0)
      push(graph::Softmax{last()});
    else
      push(graph::ArgMax{last()});
  }

  void add_product() {
    const std::uint32_t inner = top().back();
    const std::uint32_t columns = 1 + below(5);
    const std::uint32_t weight = tensor({inner, columns});
    if (top().size() == 1 && below(2) == 0)
      push(graph::Gemm{last(), weight, tensor({columns})});
    else
      push(graph::MatMul{last(), weight});
  }

  /// The tail of the value's shape, of any rank.
  void add_addend() {
    const graph::Shape& shape = top();
    const auto rank = 1 + below(static_cast<std::uint32_t>(shape.size()));
    const graph::Shape tail{std::vector<std::uint32_t>{shape.end() - rank, shape.end()}};
    push(graph::Add{last(), graph::TensorOperand{tensor(tail)}});
  }

  void add_value() {
    std::uint32_t other = below(last() + 1);
    while (shapes_[other] != top()) other = below(last() + 1);
    push(graph::Add{last(), graph::ValueOperand{other}});
  }

  void add_reshape() {
    graph::Shape shape = top();
    std::shuffle(shape.begin(), shape.end(), random_);
    if (shape.size() < graph::kRankMax) shape.push_back(1);
    push(graph::Reshape{last(), shape});
  }

  void add_some() {
    switch (below(6)) {
      case 0: return push(graph::Relu{last()});
      case 1: return push(graph::Flatten{last()});
      case 2: return add_reshape();
      case 3: return add_addend();
      case 4: return add_value();
      default: return add_product();
    }
  }

  std::mt19937_64& random_;
  graph::Graph graph_;
  std::vector<graph::Shape> shapes_;
};

}  // namespace

graph::Graph random_graph(std::mt19937_64& random) { return Grower{random}.grow(); }

}  // namespace descent::onnx
