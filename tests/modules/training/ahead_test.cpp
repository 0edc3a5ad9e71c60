#include "tests/modules/training/map_memo.hpp"
#include "tests/modules/training/story.hpp"

namespace descent::modules {
namespace {

using training::Phase;
using training::Step;

/// A round with three candidates, up to the opened slice, cut into units of four samples.
struct Queued : testing::Test {
  static constexpr std::uint32_t kUnit = 4;
  static constexpr std::size_t kUnits = kSamples / kUnit;  ///< of one subject

  Story s;
  MapMemo memo;

  Queued() {
    s.frame().memo = &memo;
    s.open(s.terms());
    auto task = s.task();
    task.rates.unit_samples = kUnit;
    s.training().tasks.insert(s.id, task);
    s.play_until_open({{0, s.honest(900, 20)}, {1, s.honest(800, -30)}, {2, s.honest(-700)}});
    EXPECT_DONE(s.show(0));
  }

  std::uint64_t unit() {
    const auto rates = s.task().rates;
    return rates.unit_fixed + kUnit * rates.unit_per_sample;
  }
  /// Puts what can be known into the memo, as a node's second thread does.
  void work_ahead() {
    for (const auto& work : s.training().ahead()) memo.put(work.inputs, work.compute());
  }
};

TEST_F(Queued, base_and_candidates_are_foreseen_unit_by_unit) {
  EXPECT_EQ(s.training().ahead().size(), 4 * kUnits);
}

TEST_F(Queued, what_was_computed_ahead_is_what_execution_computes) {
  const auto foreseen = s.training().ahead();
  s.until(Phase::Commit);
  for (const auto& work : foreseen) EXPECT_EQ(memo.find(work.inputs), work.compute());
}

TEST_F(Queued, execution_finds_all_of_it) {
  work_ahead();
  const int before = memo.found;
  for (std::size_t i = 0; i < 4 * kUnits; ++i)
    EXPECT_TRUE((s.training().on_idle(s.frame().number, {unit(), 0}) == Weight{unit(), 0}));
  EXPECT_EQ(memo.found - before, static_cast<int>(4 * kUnits));
  EXPECT_EQ(s.training().work.get(s.id)->step, Step::Merge);
}

TEST_F(Queued, what_the_memo_knows_is_not_foreseen_again) {
  const auto all = s.training().ahead();
  memo.put(all.front().inputs, all.front().compute());
  EXPECT_EQ(s.training().ahead().size(), all.size() - 1);
  work_ahead();
  EXPECT_TRUE(s.training().ahead().empty());
}

TEST_F(Queued, a_subject_that_is_begun_is_foreseen_from_where_it_stands) {
  s.frame().memo = nullptr;  // so that what is done is not known
  s.training().on_idle(s.frame().number, {(kUnits + 1) * unit(), 0});
  ASSERT_EQ(s.training().work.get(s.id)->step, Step::Candidate);
  ASSERT_EQ(s.training().work.get(s.id)->next, kUnit);
  EXPECT_EQ(s.training().ahead().size(), 3 * kUnits - 1);
}

TEST_F(Queued, nothing_is_foreseen_of_what_waits_for_a_merge) {
  s.training().on_idle(s.frame().number, {4 * kUnits * unit(), 0});
  ASSERT_EQ(s.training().work.get(s.id)->step, Step::Merge);
  EXPECT_TRUE(s.training().ahead().empty());
}

TEST_F(Queued, the_work_owns_what_it_reads) {
  const auto foreseen = s.training().ahead();
  const auto expected = foreseen.back().compute();
  s.until(Phase::Commit);
  s.advance(50);
  EXPECT_EQ(foreseen.back().compute(), expected);
}

}  // namespace
}  // namespace descent::modules
