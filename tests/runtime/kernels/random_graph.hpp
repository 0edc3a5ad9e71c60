#pragma once
// Random valid graphs and samples for the oracle tests.
#include <random>

#include "runtime/graph/graph.hpp"

namespace descent::kernels {

class RandomGraph {
 public:
  explicit RandomGraph(std::uint64_t seed) : random_{seed} {}

  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }

  /// Mostly of one magnitude, some zeros, some columns far smaller, at times the greatest int32.
  graph::Tensor tensor(graph::Shape shape) {
    graph::Tensor out{.shape = shape,
                      .exponent = static_cast<std::int16_t>(-40 + static_cast<int>(below(24))),
                      .values = {}};
    std::uint64_t n = 1;
    for (const auto d : shape) n *= d;
    const std::uint32_t kind = below(8);
    for (std::uint64_t i = 0; i < n; ++i) {
      const auto shift = kind == 1 ? 4 + 2 * (i % shape.back()) % 26 : 4u;
      auto v = static_cast<std::int32_t>(static_cast<std::uint32_t>(random_()));
      v = v == INT32_MIN ? INT32_MAX : v;
      if (kind == 0 || below(16) == 0) v = 0;
      if (kind == 2) v = v < 0 ? -INT32_MAX : INT32_MAX;
      out.values.push_back(kind == 2 ? v : v >> shift);
    }
    return out;
  }

  /// Layers of every operator; the input is [features].
  graph::Graph graph() {
    using namespace graph;
    Graph g;
    const std::uint32_t features = 2 * (1 + below(24));
    g.input = {features};
    std::uint32_t width = features;
    std::uint32_t value = 0;
    const auto push = [&](Operator op) {
      g.operators.push_back(std::move(op));
      ++value;
    };
    const auto next = [&](Shape shape) {
      g.tensors.push_back(tensor(std::move(shape)));
      return static_cast<std::uint32_t>(g.tensors.size() - 1);
    };
    for (std::uint32_t layers = 1 + below(3); layers > 0; --layers) {
      const std::uint32_t out = 2 * (1 + below(20));
      if (below(2) == 0) {
        const auto w = next({width, out});
        push(Gemm{value, w, next({out})});
        width = out;
      } else {
        push(Reshape{value, {2, width / 2}});
        push(MatMul{value, next({width / 2, out})});
        push(Add{value, TensorOperand{next(below(2) ? Shape{out} : Shape{2, out})}});
        push(Flatten{value});
        width = 2 * out;
      }
      if (below(2) == 0) push(Relu{value});
      if (below(2) == 0) push(Add{value, ValueOperand{value}});
    }
    const auto w = next({width, 5});
    push(Gemm{value, w, next({5})});
    if (below(2) == 0) push(Softmax{value});
    return g;
  }

  /// f32 patterns: of many magnitudes, some rows of zeros, some of all ones.
  std::vector<std::uint32_t> samples(std::size_t count, std::size_t elements) {
    std::vector<std::uint32_t> out;
    for (std::size_t i = 0; i < count; ++i) {
      const std::uint32_t kind = below(8);
      const std::uint32_t exponent = kind == 1 ? 1 + below(250) : 120 + below(10);
      for (std::size_t j = 0; j < elements; ++j) {
        auto bits = static_cast<std::uint32_t>(random_()) & 0x807f'ffff;
        bits |= (exponent - std::min(exponent, below(6))) << 23;
        if (kind == 0) bits &= 0x8000'0000;
        if (kind == 2) bits |= 0x007f'ffff;
        out.push_back(bits);
      }
    }
    return out;
  }

 private:
  std::mt19937_64 random_;
};

}  // namespace descent::kernels
