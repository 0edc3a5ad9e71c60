#include "tests/modules/training/whole_task.hpp"

#include "runtime/graph/f32.hpp"
#include "runtime/trie/build.hpp"
#include "tests/modules/training/story.hpp"

namespace descent::modules {
namespace {

constexpr std::uint32_t kInput = 96;
constexpr std::uint32_t kHidden = 64;
constexpr std::uint32_t kClasses = 4;
constexpr std::uint32_t kRounds = 2;

class Random {
 public:
  std::uint32_t bits() {  // xorshift64
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return static_cast<std::uint32_t>(state_ >> 32);
  }
  /// In [-bound, bound].
  std::int32_t within(std::int32_t bound) {
    return static_cast<std::int32_t>(bits() % (2 * static_cast<std::uint32_t>(bound) + 1)) - bound;
  }

 private:
  std::uint64_t state_ = 0x9E3779B97F4A7C15;
};

std::vector<std::int32_t> values(std::size_t n, std::int32_t bound, Random& random) {
  std::vector<std::int32_t> out;
  for (std::size_t i = 0; i < n; ++i) out.push_back(random.within(bound));
  return out;
}

graph::Graph network(Random& random) {
  graph::Graph out;
  out.input = {kInput};
  out.tensors = {
      graph::Tensor{{kInput, kHidden}, -24, values(kInput * kHidden, 1 << 22, random)},
      graph::Tensor{{kHidden}, -24, values(kHidden, 1 << 22, random)},
      graph::Tensor{{kHidden, kClasses}, -24, values(kHidden * kClasses, 1 << 22, random)},
      graph::Tensor{{kClasses}, -24, values(kClasses, 1 << 22, random)}};
  out.operators = {graph::Gemm{0, 0, 1}, graph::Relu{1}, graph::Gemm{2, 2, 3}};
  return out;
}

Bytes opening(std::uint32_t slice, Random& random) {
  Bytes out(32, static_cast<std::uint8_t>(slice));
  for (std::uint32_t k = 0; k < kSamples; ++k) {
    for (std::uint32_t i = 0; i < kInput; ++i)
      scale::encode(out, *graph::f32_bits(random.within(1 << 20), -20));
    scale::encode(out, random.bits() % kClasses);
  }
  return out;
}

Bytes update(const Hash& base, Random& random) {
  graph::Dense<std::int16_t> first;
  for (std::uint32_t i = 0; i < kInput * kHidden; ++i)
    first.values.push_back(static_cast<std::int16_t>(random.within(INT16_MAX)));
  graph::Sparse<std::int8_t> last;
  for (std::uint32_t i = 0; i < kHidden; ++i) {
    last.positions.push_back(i * kClasses + random.bits() % kClasses);
    last.values.push_back(static_cast<std::int8_t>(random.within(INT8_MAX)));
  }
  graph::Update out{.base = base, .tensors = {}};
  out.tensors = {graph::TensorUpdate{0, -19, std::move(first)},
                 graph::TensorUpdate{2, -10, std::move(last)}};
  return scale::encoded(out);
}

void open_task(Story& s, Random& random) {
  const Hash blob = s.upload(kAlice, scale::encoded(network(random)));
  EXPECT_DONE(s.call(kAlice, s.runtime().models, Models::register_model{blob, "net", "", {}}));
  s.model = 1;
  auto terms = s.terms(kRounds);
  std::vector<Bytes> slices;
  for (std::uint32_t i = 0; i <= kRounds; ++i) slices.push_back(opening(i, random));
  s.validation.emplace(training::SetShape{kRounds + 1, kSamples, kInput, terms.loss},
                       std::move(slices));
  terms.set_root = s.validation->root;
  s.open(terms);
}

Hash state_root(Story& s) {
  KeyValues out;
  for (const auto& [key, value] : s.frame().state.changes())
    if (value) out.emplace(key, *value);
  return trie::root_of(out, trie::Layout::V1);
}

}  // namespace

Hash play_whole_task(frame::Memo* memo) {
  Story s;
  s.frame().memo = memo;
  Random random;
  open_task(s, random);
  for (std::uint32_t r = 0; r < kRounds; ++r) {
    std::vector<Story::Move> moves;
    for (std::uint8_t n = 0; n < 6; ++n) moves.push_back({n, update(s.base(), random)});
    s.play(moves);
  }
  EXPECT_DONE(s.show(kRounds));
  s.until(training::Phase::Closed);
  return state_root(s);
}

}  // namespace descent::modules
