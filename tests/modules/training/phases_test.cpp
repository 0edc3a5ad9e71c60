#include "tests/modules/training/story.hpp"

namespace descent::modules {
namespace {

using training::Outcome;
using training::Phase;
using training::Status;

TEST(Phases, a_task_nobody_joins_passes_its_rounds_and_returns_everything) {
  Story s;
  const Balance before = s.free(kAlice);
  s.open(s.terms(2));
  s.until(Phase::OpenLast);
  EXPECT_EQ(s.training().rounds.get(s.id, 0)->outcome, Outcome::NobodyRevealed);
  EXPECT_EQ(s.training().rounds.get(s.id, 1)->outcome, Outcome::NobodyRevealed);
  s.until(Phase::Closed);
  EXPECT_TRUE(s.free(kAlice) == before);
}

TEST(Phases, a_phase_lasts_its_blocks) {
  Story s;
  s.open(s.terms());
  const BlockNumber opened = s.frame().number;
  EXPECT_EQ(s.task().phase_ends, opened + 2);
  EXPECT_DONE(s.commit(0, s.seal(0, s.honest(100))));
  s.advance();
  EXPECT_EQ(s.task().phase, Phase::Commit);
  s.advance();
  EXPECT_EQ(s.task().phase, Phase::Reveal);
}

TEST(Phases, who_does_not_reveal_loses_the_rate_and_no_more) {
  Story s;
  s.open(s.terms());
  const Balance before = s.issuance();
  EXPECT_DONE(s.commit(0, s.seal(0, s.honest(100))));
  s.until(Phase::Reveal);
  s.until(Phase::Commit);
  EXPECT_TRUE(before - s.issuance() == kDeposit / 10);
  EXPECT_TRUE(s.free(party(0)) == kEndowment - kDeposit / 10);
  EXPECT_EQ(s.entry(0, 0).status, Status::Missing);
  EXPECT_TRUE(s.entry(0, 0).forfeit == kDeposit / 10);
}

/// Fills the normal share of this block by so many thousandths.
void fill(Story& s, std::uint64_t mille) {
  const auto share = *s.runtime().system.config.block_weights.per_class.normal.max_total;
  s.frame().meter.weight.normal = {share.ref_time.value / 1'000 * mille + 1'000, 0};
}

TEST(Phases, silence_is_excused_while_blocks_are_full) {
  for (const std::uint64_t mille : {899U, 950U}) {
    Story s;
    s.open(s.terms());
    EXPECT_DONE(s.commit(0, s.seal(0, s.honest(100))));
    s.until(Phase::Reveal);
    for (int i = 0; i < 2; ++i) {
      fill(s, mille);
      s.advance();
    }
    EXPECT_EQ(s.entry(0, 0).status, mille > 900 ? Status::Excused : Status::Missing);
    EXPECT_TRUE(s.free(party(0)) == kEndowment - (mille > 900 ? 0 : kDeposit / 10));
  }
}

TEST(Phases, a_withholding_sponsor_pays_those_who_revealed) {
  Story s;
  const Balance sponsor = s.wealth(kAlice);
  s.open(s.terms());
  const Balance before = s.issuance();
  s.play_until_open({{0, s.honest(100)},
                     {1, s.honest(90)},
                     {2, s.honest(80)},
                     {3, s.honest(70), kDeposit, false}});
  s.until(Phase::Closed);
  const Balance share = (kBond + kReward) / 3;
  for (const std::uint8_t n : {std::uint8_t{0}, std::uint8_t{1}, std::uint8_t{2}})
    EXPECT_TRUE(s.wealth(party(n)) == kEndowment + share);
  EXPECT_TRUE(s.free(party(3)) == kEndowment - kDeposit / 10);
  EXPECT_TRUE(s.wealth(kAlice) == sponsor - 3 * share);
  EXPECT_TRUE(before - s.issuance() == kDeposit / 10);
  EXPECT_EQ(s.round().outcome, Outcome::Withheld);
  EXPECT_EQ(s.entry(0, 0).status, Status::Withheld);
}

TEST(Phases, more_phases_than_a_block_may_end_wait_for_the_next) {
  Story s;
  auto terms = s.terms();
  for (std::uint32_t i = 1; i <= Training::kPhaseChangesMax; ++i)
    EXPECT_DONE(s.call(kAlice, s.runtime().models, Models::fork{0, "fork"}));
  std::vector<BlockNumber> ends;
  for (s.model = 0; s.model <= Training::kPhaseChangesMax; ++s.model) {
    s.open(terms);
    ends.push_back(s.task().phase_ends);
  }
  EXPECT_EQ(ends.front() + 1, ends.back());
  EXPECT_EQ(ends.front(), ends[Training::kPhaseChangesMax - 1]);
  s.advance(10);
}

}  // namespace
}  // namespace descent::modules
