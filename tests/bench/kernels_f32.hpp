#pragma once
// oneDNN's own f32 product, the yardstick of kernels_bench.cpp. Nothing in the chain uses it.
#include <cstdint>
#include <memory>
#include <vector>

namespace descent::bench {

/// [rows, inner] x [inner, columns] with weights reordered once into the layout oneDNN prefers.
class FloatProduct {
 public:
  FloatProduct(std::int64_t rows, std::int64_t inner, std::int64_t columns,
               const std::vector<float>& weights);
  ~FloatProduct();
  FloatProduct(const FloatProduct&) = delete;
  FloatProduct& operator=(const FloatProduct&) = delete;

  void run(std::vector<float>& activations, std::vector<float>& out);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace descent::bench
