#include "consensus/bft/intake.hpp"

#include <gmock/gmock.h>

#include "tests/consensus/bft/people.hpp"

namespace descent::consensus::bft {
namespace {

using testing::authorities;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::person;
using testing::signed_vote;

constexpr Hash kX{{1}};
constexpr Hash kY{{2}};

/// Four authorities of power 1 at the start of a window: they propose in order. In round 0.
struct Intake : ::testing::Test {
  Intake() {
    state.number = kRotationWindow;
    state.authorities = authorities({1, 1, 1, 1});
    seek(state.proposers, state.authorities, state.number);
    state.step = Step::Propose;
  }
  Vote vote(std::size_t who, Round round, std::optional<Hash> block,
            VoteKind kind = VoteKind::Prevote, BlockNumber later = 0) {
    return signed_vote({.number = kRotationWindow + later,
                        .round = round,
                        .kind = kind,
                        .block = block,
                        .validator = person(who)});
  }
  Effects take() { return std::exchange(out, {}); }
  Effects receive(const Vote& v) {
    on_vote(state, out, v);
    return take();
  }
  void check_batch(std::vector<bool> valid) {
    on_signatures(state, out, {*state.batch, std::move(valid)});
  }
  /// Receives and checks.
  void hear_all(const std::vector<Vote>& votes) {
    for (const auto& v : votes) {
      on_vote(state, out, v);
      if (state.batch) check_batch(std::vector<bool>(state.in_batch.size(), true));
    }
  }
  CommitCertificate certificate(const std::vector<AuthorityIndex>& signers) {
    CommitCertificate c{.number = state.number, .round = 2, .block = kX};
    for (const auto signer : signers)
      c.signatures.push_back({signer, vote(signer, 2, kX, VoteKind::Precommit).signature});
    return c;
  }
  State state;
  Effects out;
};

TEST_F(Intake, a_vote_is_heard_once_its_signature_was_checked) {
  const Vote v = vote(0, 0, kX);
  EXPECT_THAT(receive(v), ElementsAre(effect::VerifyBatch{0, {v}}));
  EXPECT_EQ(state.votes.power_of_round(state.authorities, 0), 0u);
  check_batch({true});
  EXPECT_EQ(state.votes.power_of_round(state.authorities, 0), 1u);
}

TEST_F(Intake, a_forged_vote_is_not_heard_and_does_not_keep_out_the_true_one) {
  Vote forged = vote(0, 0, kX);
  forged.signature[0] ^= 1;
  (void)receive(forged);
  EXPECT_THAT(receive(vote(0, 0, kX)), IsEmpty()) << "waits for the batch before it";
  check_batch({false});
  EXPECT_EQ(state.votes.power_of_round(state.authorities, 0), 0u);
  EXPECT_THAT(take(), ElementsAre(effect::VerifyBatch{1, {vote(0, 0, kX)}}));
  check_batch({true});
  EXPECT_EQ(state.votes.power_of_round(state.authorities, 0), 1u);
}

TEST_F(Intake, votes_gather_while_a_batch_is_checked) {
  (void)receive(vote(0, 0, kX));
  (void)receive(vote(1, 0, kX));
  (void)receive(vote(2, 0, kX));
  check_batch({true});
  EXPECT_THAT(take(), ElementsAre(effect::VerifyBatch{1, {vote(1, 0, kX), vote(2, 0, kX)}}));
  check_batch({true, false});
  EXPECT_EQ(state.votes.power_of_round(state.authorities, 0), 2u);
  EXPECT_THAT(take(), IsEmpty());
}

TEST_F(Intake, what_waits_or_was_heard_is_not_checked_again) {
  (void)receive(vote(0, 0, kX));
  (void)receive(vote(0, 0, kX));
  (void)receive(vote(1, 0, kX));
  (void)receive(vote(1, 0, kX));
  EXPECT_EQ(state.unchecked.size(), 1u);
  check_batch({true});
  check_batch({true});
  (void)take();
  EXPECT_THAT(receive(vote(0, 0, kX)), IsEmpty());
}

TEST_F(Intake, an_answer_to_another_batch_is_no_answer) {
  (void)receive(vote(0, 0, kX));
  on_signatures(state, out, {9, {true}});
  EXPECT_EQ(state.votes.power_of_round(state.authorities, 0), 0u);
  EXPECT_TRUE(state.batch);
}

TEST_F(Intake, strangers_are_dropped_before_their_signature) {
  EXPECT_THAT(receive(vote(4, 0, kX)), IsEmpty());
  state.authorities.clear();
  EXPECT_THAT(receive(vote(0, 0, kX)), IsEmpty());
}

TEST_F(Intake, what_no_honest_validator_says_is_dropped) {
  EXPECT_THAT(receive(vote(0, 0, std::nullopt, VoteKind::Proposal)), IsEmpty());
  Vote odd = vote(0, 3, kX);
  odd.valid_round = 1;
  EXPECT_THAT(receive(odd), IsEmpty());
}

TEST_F(Intake, proposals_out_of_turn_or_far_ahead_are_dropped) {
  EXPECT_THAT(receive(vote(1, 0, kX, VoteKind::Proposal)), IsEmpty());
  EXPECT_THAT(receive(vote(0, 4 * kProposalsAheadMax, kX, VoteKind::Proposal)), IsEmpty());
  EXPECT_THAT(receive(vote(0, UINT32_MAX, kX, VoteKind::Proposal)), IsEmpty());
  EXPECT_LE(state.proposers.by_round.size(), kProposalsAheadMax + 1);
  EXPECT_EQ(receive(vote(1, 1, kX, VoteKind::Proposal)).size(), 1u);
}

TEST_F(Intake, rounds_long_past_are_dropped_unless_appealed_to) {
  state.round = 100;
  EXPECT_THAT(receive(vote(0, 3, kX)), IsEmpty());
  state.valid = Choice{kX, 3};
  EXPECT_EQ(receive(vote(0, 3, kX)).size(), 1u);
}

TEST_F(Intake, heights_that_are_over_are_dropped) {
  state.number = kRotationWindow + 1;
  EXPECT_THAT(receive(vote(0, 0, kX)), IsEmpty());
  state.number = kRotationWindow;
  state.step = Step::Decided;
  EXPECT_THAT(receive(vote(0, 0, kX)), IsEmpty());
}

TEST_F(Intake, contradictions_are_reported_once_with_both_signatures) {
  hear_all({vote(2, 0, kX), vote(2, 0, kY)});
  EXPECT_THAT(take(), ElementsAre(effect::VerifyBatch{0, {vote(2, 0, kX)}},
                                  effect::VerifyBatch{1, {vote(2, 0, kY)}},
                                  effect::ReportEvidence{{vote(2, 0, kX), vote(2, 0, kY)}}));
  hear_all({vote(2, 0, kX), vote(2, 0, kY), vote(2, 0, std::nullopt)});
  EXPECT_THAT(take(), IsEmpty());
}

TEST_F(Intake, waiting_votes_have_a_limit) {
  for (std::size_t i = 0; i < 3 * kUncheckedMax; ++i) {
    Vote forged = vote(0, 0, kX);
    forged.signature[40] = static_cast<std::uint8_t>(i);
    forged.signature[41] = static_cast<std::uint8_t>(i >> 8);
    on_vote(state, out, forged);
  }
  EXPECT_EQ(state.unchecked.size(), kUncheckedMax);
}

TEST_F(Intake, votes_of_the_next_height_are_kept_within_a_limit) {
  for (Round round = 0; round < 50; ++round) hear_all({vote(0, round, kX, VoteKind::Prevote, 1)});
  EXPECT_EQ(state.next_height[0].size(), kNextHeightMax);
  EXPECT_EQ(state.ahead[0], kRotationWindow + 1);
  EXPECT_TRUE(state.votes.rounds.empty());
}

TEST_F(Intake, of_heights_beyond_it_is_known_only_that_they_are) {
  hear_all({vote(0, 0, kX, VoteKind::Prevote, 5), vote(0, 0, kX, VoteKind::Prevote, 3)});
  EXPECT_TRUE(state.next_height.empty());
  EXPECT_EQ(state.ahead[0], kRotationWindow + 5);
  (void)take();
  EXPECT_THAT(receive(vote(0, 1, kX, VoteKind::Prevote, 4)), IsEmpty()) << "no news";
}

TEST_F(Intake, blocks_are_asked_for_when_more_than_a_third_is_beyond_the_next_height) {
  hear_all({vote(0, 0, kX, VoteKind::Prevote, 2), vote(1, 0, kX, VoteKind::Prevote, 1)});
  (void)take();
  sync_if_left_behind(state, out);
  EXPECT_THAT(take(), IsEmpty());
  hear_all({vote(1, 0, kX, VoteKind::Prevote, 2)});
  (void)take();
  sync_if_left_behind(state, out);
  EXPECT_THAT(take(), ElementsAre(effect::RequestSync{kRotationWindow}));
  sync_if_left_behind(state, out);
  EXPECT_THAT(take(), IsEmpty()) << "asked already";
}

TEST_F(Intake, now_and_then_they_are_asked_for_if_anybody_is_ahead) {
  sync_if_anybody_is_ahead(state, out);
  EXPECT_THAT(take(), IsEmpty());
  hear_all({vote(3, 0, kX, VoteKind::Precommit, 1)});
  (void)take();
  sync_if_anybody_is_ahead(state, out);
  EXPECT_THAT(take(), ElementsAre(effect::RequestSync{kRotationWindow}));
}

TEST_F(Intake, a_certificate_is_believed_when_every_signature_is_good) {
  const auto c = certificate({0, 1, 3});
  on_certificate(state, out, c);
  EXPECT_THAT(take(), ElementsAre(effect::VerifyBatch{0, precommits(c, state.authorities)}));
  on_signatures(state, out, {0, {true, false, true}});
  EXPECT_EQ(state.proof, std::nullopt);
  on_certificate(state, out, c);
  on_signatures(state, out, {1, {true, true, true}});
  EXPECT_EQ(state.proof, c);
}

TEST_F(Intake, a_certificate_without_power_is_dropped_before_its_signatures) {
  on_certificate(state, out, certificate({0, 1}));
  auto twice = certificate({0, 1, 3});
  twice.signatures[1] = twice.signatures[0];
  on_certificate(state, out, twice);
  EXPECT_THAT(take(), IsEmpty());
}

TEST_F(Intake, a_certificate_of_another_height_is_dropped) {
  auto c = certificate({0, 1, 3});
  c.number = state.number - 1;
  on_certificate(state, out, c);
  c.number = state.number + 1;
  on_certificate(state, out, c);
  EXPECT_THAT(take(), IsEmpty());
  state.step = Step::Decided;
  on_certificate(state, out, certificate({0, 1, 3}));
  EXPECT_THAT(take(), IsEmpty());
}

TEST_F(Intake, votes_and_a_certificate_are_checked_side_by_side) {
  (void)receive(vote(0, 0, kX));
  on_certificate(state, out, certificate({0, 1, 3}));
  on_signatures(state, out, {1, {true, true, true}});
  EXPECT_TRUE(state.proof);
  check_batch({true});
  EXPECT_EQ(state.votes.power_of_round(state.authorities, 0), 1u);
}

}  // namespace
}  // namespace descent::consensus::bft
