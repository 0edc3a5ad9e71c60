#pragma once
// The example of docs/graph.md.
#include "runtime/graph/graph.hpp"

namespace descent::graph {

inline constexpr const char* kExampleHex =
    "01040300000008080300000002000000e6ff1800000002000000ff0000000400008000000000032506010004020000"
    "00e5ff08cdcccc00666666fe08000000000000000000010000000601000000";

inline Graph example() {
  Graph g;
  g.input = {3};
  g.tensors =
      std::vector<Tensor>{{{3, 2}, -26, {33554432, -16777216, 67108864, 8388608, 50331648, 67109}},
                          {{2}, -27, {13421773, -26843546}}};
  g.operators = std::vector<Operator>{Gemm{0, 0, 1}, Softmax{1}};
  return g;
}

}  // namespace descent::graph
