// Models and updates made to overflow: refused or scored as the worst there is, never wrapped.
#include "runtime/kernels/loss.hpp"
#include "tests/modules/training/conserve.hpp"

namespace descent::modules {
namespace {

using training::Outcome;
using training::Status;

constexpr int kDoublings = 101;  ///< of each layer but the first
constexpr std::uint32_t kLayers = 10;

/// Decides by the second feature, and multiplies by 2^1010 on the way: just within the range of an
/// activation.
graph::Graph at_the_edge() {
  graph::Graph out;
  out.input = {2};
  out.tensors = {graph::Tensor{{2, 2}, -20, {0, 0, 1 << 20, -(1 << 20)}},
                 graph::Tensor{{2, 2}, kDoublings, {1, 0, 0, 1}}};
  out.operators = {graph::MatMul{0, 0}};
  for (std::uint32_t i = 1; i <= kLayers; ++i) out.operators.push_back(graph::MatMul{i, 1});
  out.operators.push_back(graph::Softmax{kLayers + 1});
  return out;
}

Bytes change(const Hash& base, std::uint32_t tensor, std::int16_t exponent,
             std::vector<std::int16_t> values) {
  graph::Update out{.base = base, .tensors = {}};
  out.tensors = {
      graph::TensorUpdate{tensor, exponent, graph::Dense<std::int16_t>{std::move(values)}}};
  return scale::encoded(out);
}

/// Samples of slice 0 whose second feature is not zero.
std::uint32_t decided() {
  std::uint32_t out = 0;
  for (std::uint32_t k = 0; k < kSamples; ++k) out += k * 7 % 5 != 2 ? 1 : 0;
  return out;
}

struct Edge : Story {
  Edge() {
    const Hash blob = upload(kAlice, scale::encoded(at_the_edge()));
    EXPECT_DONE(call(kAlice, runtime().models, Models::register_model{blob, "edge", "", {}}));
    model = 1;
    open(terms());
  }
  Bytes cure() { return change(base(), 0, -10, {8'192, -8'192, 0, 0}); }
  Bytes burst() { return change(base(), 1, kDoublings + 24, {4, 0, 0, 4}); }
};

TEST(OverflowAttacks, scores_that_overflow_have_the_greatest_loss_and_forfeit) {
  Edge s;
  conserve(s, {{0, s.cure()}, {1, s.burst()}});
  EXPECT_EQ(s.entry(1, 0).status, Status::Scored);
  // Rows of zeros overflow nowhere: their loss is that of a guess.
  EXPECT_EQ(s.entry(1, 0).score->measure.loss / kernels::kLossMax, decided());
  EXPECT_LE(s.entry(1, 0).score->measure.correct, kSamples - decided());
  EXPECT_LT(s.entry(1, 0).score->gain.sum, 0);
  EXPECT_TRUE(s.entry(1, 0).forfeit == kDeposit);
  EXPECT_TRUE(s.entry(0, 0).accepted);
  EXPECT_EQ(s.entry(0, 0).score->measure.correct, kSamples);
  EXPECT_EQ(s.round().outcome, Outcome::Merged);
}

TEST(OverflowAttacks, gains_of_the_greatest_losses_pay_the_reward_and_no_more) {
  Edge s;
  conserve(s, {{0, s.cure()}, {1, s.cure()}});
  EXPECT_GT(s.round().merged->gain.sum, static_cast<std::int64_t>(kernels::kLossMax));
  EXPECT_TRUE(s.round().payable == kReward);
  EXPECT_TRUE(s.round().paid <= kReward && s.round().paid + 2 > kReward);
}

TEST(OverflowAttacks, a_round_in_which_everything_overflows_changes_and_pays_nothing) {
  Edge s;
  conserve(s, {{0, s.burst()}, {1, s.burst()}});
  EXPECT_EQ(s.round().outcome, Outcome::Unchanged);
  EXPECT_TRUE(s.round().paid == 0);
  EXPECT_TRUE(s.entry(0, 0).forfeit == 0);  // nobody showed that a gain was possible
}

}  // namespace
}  // namespace descent::modules
