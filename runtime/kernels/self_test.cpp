#include "runtime/kernels/self_test.hpp"

#include "runtime/crypto/hash.hpp"
#include "runtime/kernels/evaluate.hpp"
#include "runtime/kernels/loss.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::kernels {
namespace {

using graph::Graph;
using graph::Tensor;

constexpr std::size_t kSamples = 37;
constexpr std::uint32_t kFeatures = 45;
constexpr std::uint32_t kHidden = 30;
constexpr std::uint32_t kClasses = 7;

/// Fixed numbers that look random.
/// source  Steele, Lea, Flood, "Fast splittable pseudorandom number generators" (SplitMix64)
class Numbers {
 public:
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e37'79b9'7f4a'7c15;
    z = (z ^ (z >> 30)) * 0xbf58'476d'1ce4'e5b9;
    z = (z ^ (z >> 27)) * 0x94d0'49bb'1331'11eb;
    return z ^ (z >> 31);
  }
  /// An f32 pattern of a magnitude between 2^-8 and 2^8.
  std::uint32_t pattern() {
    const std::uint64_t bits = next();
    const auto exponent = static_cast<std::uint32_t>(119 + (bits >> 40) % 16);
    return static_cast<std::uint32_t>(bits & 0x807f'ffff) | exponent << 23;
  }
  Tensor tensor(graph::Shape shape, std::int16_t exponent) {
    Tensor out{.shape = std::move(shape), .exponent = exponent, .values = {}};
    for (std::uint64_t i = graph::elements(out.shape); i > 0; --i)
      out.values.push_back(static_cast<std::int32_t>(next() >> 36) - (1 << 27));
    return out;
  }

 private:
  std::uint64_t state_ = 1;
};

/// Every operator but ArgMax, whose work `arg_max` does for accuracy.
Graph sample_graph(Numbers& numbers) {
  using namespace graph;
  Graph g;
  g.input = {kFeatures};
  g.tensors = std::vector<Tensor>{
      numbers.tensor({kFeatures, kHidden}, -30),
      numbers.tensor({kHidden}, -26),
      numbers.tensor({3, 3}, -24),
      numbers.tensor({3}, -20),
      numbers.tensor({kHidden, kClasses}, -29),
  };
  g.operators = std::vector<Operator>{
      Gemm{0, 0, 1},
      Relu{1},
      Reshape{2, {2, 5, 3}},
      MatMul{3, 2},
      Add{4, TensorOperand{3}},
      Add{5, ValueOperand{3}},
      Flatten{6},
      MatMul{7, 4},
      Softmax{8},
  };
  return g;
}

/// Sums of greatest magnitude, of both signs, and odd ones beyond 2^24.
Bytes extreme_products(Workspace& workspace) {
  constexpr std::int64_t kInner = 4'609;
  constexpr std::int64_t kRows = 6;
  constexpr std::int64_t kColumns = 10;
  std::vector<std::uint8_t> activations(kRows * kInner, 255);
  std::vector<std::int8_t> weights(kInner * kColumns);
  for (std::size_t i = 0; i < weights.size(); ++i)
    weights[i] = static_cast<std::int8_t>(i % 2 == 0 ? kLimbMax : -kLimbMax);
  for (std::size_t i = 0; i < activations.size(); i += 7) activations[i] = 251;
  for (std::size_t i = 0; i < weights.size(); i += 11) weights[i] = 63;
  const auto limbs = Limbs::make(kInner, kColumns, std::move(weights));
  std::vector<std::int32_t> out(kRows * kColumns);
  workspace.products.multiply(kRows, activations, *limbs, out);
  return scale::encoded(out);
}

}  // namespace

Hash self_test(Workspace& workspace) {
  Numbers numbers;
  const auto model = Model::prepare(sample_graph(numbers));
  DESCENT_ASSERT(model);
  std::vector<std::uint32_t> samples(kSamples * kFeatures);
  for (auto& s : samples) s = numbers.pattern();
  std::vector<std::uint32_t> labels(kSamples);
  for (auto& l : labels) l = static_cast<std::uint32_t>(numbers.next() % kClasses);
  const auto rows = evaluate(workspace, *model, samples);
  const auto scored = score(workspace, *model, samples, labels, Loss::CrossEntropy);
  const auto output = infer(workspace, *model, samples);
  DESCENT_ASSERT(rows && scored && output);
  crypto::Blake2b256 hash;
  hash.update(extreme_products(workspace));
  hash.update(scale::encoded(rows->mantissas));
  hash.update(scale::encoded(rows->exponents));
  hash.update(scale::encoded(scored->losses));
  hash.update(scale::encoded(scored->correct));
  hash.update(scale::encoded(output->values));
  return hash.finish();
}

}  // namespace descent::kernels
