#include "modules/training/score.hpp"

#include <gtest/gtest.h>

#include "runtime/graph/merge.hpp"
#include "tests/modules/training/golden.hpp"

namespace descent::modules::training {
namespace {

using boost::json::value;

std::optional<kernels::Gain> gain(const value& v, std::uint32_t samples) {
  if (v.is_null()) return std::nullopt;
  return kernels::Gain{samples, v.at("gain").to_number<std::int64_t>(), number(v.at("squares"))};
}

/// The example of docs/scoring.md: a and d are paid, b is accepted only, c forfeits.
Scores example() {
  const Balance deposit = 1'000'000'000'000'000;
  const auto of = [&](std::array<std::int64_t, 4> gains) {
    kernels::Gain out;
    for (const auto g : gains) out.add(static_cast<std::uint64_t>(10'000'000 + g), 10'000'000);
    return Candidate{deposit, out};
  };
  return {.candidates = {of({3'000'000, 2'000'000, 1'000'000, 2'000'000}),
                         of({500'000, -400'000, 300'000, -100'000}),
                         of({-5'000'000, -5'100'000, -4'900'000, -5'200'000}),
                         of({1'000'000, 1'000'000, 0, 2'000'000})},
          .merged = kernels::Gain{4, 6'000'000, 0},
          .full = std::nullopt,
          .samples = 4};
}
constexpr PayTerms kTerms{
    .reward = 1'000'000, .target = 2'097'152, .harm = 4'194'304, .harm_forfeit = 1'000'000};

TEST(Score, the_example_of_the_page_is_paid_to_the_unit) {
  const auto out = settle(kTerms, example());
  EXPECT_EQ(out.version.outcome, Outcome::Merged);
  EXPECT_TRUE(out.payable == 715'255);
  EXPECT_TRUE(out.paid == 715'254);
  EXPECT_EQ(out.verdicts[0], (Verdict{true, true, 476'836, 0}));
  EXPECT_EQ(out.verdicts[1], (Verdict{true, false, 0, 0}));
  EXPECT_EQ(out.verdicts[2], (Verdict{false, false, 0, 1'000'000'000'000'000}));
  EXPECT_EQ(out.verdicts[3], (Verdict{true, true, 238'418, 0}));
}

TEST(Score, harm_is_forfeited_only_beside_an_accepted_update) {
  auto scores = example();
  scores.candidates = {scores.candidates[2]};
  scores.merged.reset();
  EXPECT_TRUE(settle(kTerms, scores).verdicts[0].forfeit == 0);
}

TEST(Score, the_best_takes_a_full_step_when_the_merged_model_is_no_better) {
  auto scores = example();
  scores.merged = kernels::Gain{4, 0, 0};
  scores.full = kernels::Gain{4, 5'000'000, 0};
  const auto out = settle(kTerms, scores);
  EXPECT_EQ(out.version.outcome, Outcome::FullStep);
  EXPECT_EQ(out.version.contributors, std::vector<std::size_t>{0});
  EXPECT_TRUE(out.verdicts[3].payout == 0);
  EXPECT_TRUE(out.verdicts[0].payout == out.payable);
}

TEST(Score, of_equal_gains_the_earlier_is_the_best) {
  auto scores = example();
  scores.candidates[3] = scores.candidates[0];
  EXPECT_EQ(best(scores.candidates), 0u);
}

TEST(Score, a_full_step_is_not_counted_where_only_one_was_accepted) {
  auto scores = example();
  scores.candidates = {scores.candidates[0]};
  scores.merged.reset();
  scores.full = kernels::Gain{4, 5'000'000, 0};
  EXPECT_EQ(settle(kTerms, scores).version.outcome, Outcome::Unchanged);
}

TEST(Score, a_candidate_without_a_score_is_neither_paid_nor_harmful) {
  auto scores = example();
  scores.candidates[2].score.reset();
  EXPECT_EQ(settle(kTerms, scores).verdicts[2], Verdict{});
}

TEST(Score, what_a_sponsor_loses_is_shared_with_the_floor) {
  EXPECT_TRUE(withheld_share(10, 7, 3) == 5);
  EXPECT_TRUE(forfeit(999, 500'000) == 499);
}

TEST(Score, settlements_equal_the_python_reference_to_the_unit) {
  const auto& cases = golden().at("settlements").as_array();
  ASSERT_GE(cases.size(), 100u);
  for (const auto& c : cases) {
    const auto n = c.at("n").to_number<std::uint32_t>();
    const auto& terms = c.at("terms");
    Scores scores{.candidates = {},
                  .merged = gain(c.at("merged"), n),
                  .full = gain(c.at("full_step"), n),
                  .samples = n};
    std::vector<u128> deposits;
    for (const auto& d : c.at("deposits").as_array()) deposits.push_back(number(d));
    const auto& shown = c.at("scores").as_array();
    for (std::size_t i = 0; i < shown.size(); ++i)
      scores.candidates.push_back({deposits[i], gain(shown[i], n)});
    const auto out =
        settle({number(terms.at("reward")), terms.at("target").to_number<std::uint64_t>(),
                terms.at("harm").to_number<std::uint64_t>(),
                terms.at("harm_forfeit").to_number<std::uint32_t>()},
               scores);
    const auto& want = c.at("settlement");
    const std::string kind = want.at("version").as_string().c_str();
    EXPECT_EQ(out.version.outcome, kind == "merged"      ? Outcome::Merged
                                   : kind == "full step" ? Outcome::FullStep
                                                         : Outcome::Unchanged);
    EXPECT_EQ(out.version.gain, want.at("gain").to_number<std::uint64_t>());
    EXPECT_TRUE(out.payable == number(want.at("payable")));
    EXPECT_TRUE(number(terms.at("reward")) - out.paid == number(want.at("unpaid")));
    const auto& verdicts = want.at("verdicts").as_array();
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      const Verdict verdict{verdicts[i].at("accepted").as_bool(), verdicts[i].at("paid").as_bool(),
                            number(verdicts[i].at("payout")), number(verdicts[i].at("forfeit"))};
      EXPECT_EQ(out.verdicts[i], verdict);
    }
    const auto weights = graph::merge_weights(deposits);
    for (std::size_t i = 0; i < weights.size(); ++i)
      EXPECT_EQ(weights[i], c.at("weights").at(i).to_number<std::uint32_t>());
  }
}

}  // namespace
}  // namespace descent::modules::training
