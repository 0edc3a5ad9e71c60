// A task with the loss mse through all its phases.
#include "runtime/graph/f32.hpp"
#include "runtime/kernels/loss.hpp"
#include "tests/modules/training/conserve.hpp"

namespace descent::modules {
namespace {

using training::Outcome;
using training::Phase;

/// One number from two features; it begins with zeros. The target is the first feature.
graph::Graph line() {
  graph::Graph out;
  out.input = {2};
  out.tensors = {graph::Tensor{{2, 1}, -20, {0, 0}}, graph::Tensor{{1}, -20, {0}}};
  out.operators = {graph::Gemm{0, 0, 1}};
  return out;
}

std::uint32_t halves(int n) { return *graph::f32_bits(n, -1); }

Bytes opening(std::uint32_t slice) {
  Bytes out(32, static_cast<std::uint8_t>(slice + 1));
  for (std::uint32_t k = 0; k < kSamples; ++k) {
    const int x = (k % 2 == 0 ? 1 : -1) * static_cast<int>(1 + (k / 2 + slice) % 3);
    scale::encode(out, halves(x));
    scale::encode(out, halves(static_cast<int>((k * 7 + slice) % 5) - 2));
    scale::encode(out, halves(x));
  }
  return out;
}

/// A chain with a task on the line.
struct Regression : Story {
  Regression() {
    const Hash blob = upload(kAlice, scale::encoded(line()));
    EXPECT_DONE(call(kAlice, runtime().models, Models::register_model{blob, "line", "", {}}));
    model = 1;
    auto t = terms(2);
    t.loss = kernels::Loss::MeanSquaredError;
    validation.emplace(training::SetShape{3, kSamples, 2, t.loss},
                       std::vector<Bytes>{opening(0), opening(1), opening(2)});
    t.set_root = validation->root;
    open(t);
  }

  Bytes step(std::int16_t good, std::int16_t noise) {
    graph::Update out{.base = base(), .tensors = {}};
    out.tensors = {graph::TensorUpdate{0, -13, graph::Dense<std::int16_t>{{good, noise}}}};
    return scale::encoded(out);
  }

  /// The head over a slice, by the kernels alone.
  kernels::Scored score_of_head(std::uint32_t slice) {
    kernels::Workspace work;
    const auto read = training::read_slice(validation->openings[slice], 2, 0, kSamples);
    return *kernels::score(work, *kernels::Model::prepare(head()), read.samples, read.targets,
                           kernels::Loss::MeanSquaredError);
  }
};

TEST(Regression, plays_all_phases_pays_by_gain_and_reports_the_last_slice) {
  Regression s;
  const Balance sponsor = s.wealth(kAlice);
  const Balance price = s.task().rates.evaluation_price;
  Balance paid = 0;
  for (std::uint32_t r = 0; r < 2; ++r) {
    conserve(s, {{0, s.step(3'000, 40)},
                 {1, s.step(2'900, -60)},
                 {2, s.step(3'100, 20)},
                 {3, s.step(-3'000, 0)}});
    EXPECT_EQ(s.round().outcome, Outcome::Merged);
    EXPECT_TRUE(s.entry(3, r).forfeit == kDeposit);
    for (std::uint8_t n = 0; n < 3; ++n) EXPECT_TRUE(s.entry(n, r).payout > 0);
    EXPECT_EQ(s.round().base_measure.correct, 0u);  // classes are nothing to a squared error
    paid += s.round().paid;
  }
  EXPECT_EQ(s.task().phase, Phase::OpenLast);
  EXPECT_DONE(s.show(2));
  std::uint64_t loss = 0;
  for (const auto l : s.score_of_head(2).losses) loss += l;
  s.training().on_idle(s.frame().number, s.runtime().system.config.idle_share);
  EXPECT_TRUE(s.emitted(s.training(), training::LastSliceScored{s.id, {loss, 0}, kSamples}));
  EXPECT_EQ(s.task().phase, Phase::Closed);
  EXPECT_TRUE(s.wealth(kAlice) == sponsor - paid - 5 * price);
  EXPECT_EQ(s.reserved(kAlice), s.runtime().balances.on_hold({30, 0}, kAlice) +
                                    s.runtime().balances.on_hold({31, 0}, kAlice));
  EXPECT_EQ(s.problems(), "");
}

TEST(Regression, the_base_is_measured_by_its_squared_error) {
  Regression s;
  s.play({{0, s.step(3'000, 0)}});
  std::uint64_t expected = 0;  // of zeros: the mean square of the targets, in quarters
  for (std::uint32_t k = 0; k < kSamples; ++k) {
    const std::uint64_t size = 1 + k / 2 % 3;
    expected += size * size << (kernels::kLossBits - 2);
  }
  EXPECT_EQ(s.round().base_measure.loss, expected);
}

TEST(Regression, a_target_that_is_no_number_cannot_be_opened) {
  Regression s;
  auto openings = s.validation->openings;
  for (int i = 0; i < 4; ++i) openings[0][32 + 8 + static_cast<std::size_t>(i)] = 0xFF;  // NaN
  const training::SetShape shape{3, kSamples, 2, kernels::Loss::MeanSquaredError};
  s.validation.emplace(shape, openings);
  auto task = s.task();
  task.terms.set_root = s.validation->root;
  s.training().tasks.insert(s.id, task);
  s.play_until_open({{0, s.step(3'000, 0)}});
  EXPECT_REFUSED(s.show(0), error_of(s.training(), training::Error::OpeningNotFinite));
}

}  // namespace
}  // namespace descent::modules
