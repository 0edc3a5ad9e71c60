#include "consensus/bft/voice.hpp"

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

/// Authority 1 of four, in round 3 of number 7.
struct Voice : ::testing::Test {
  Voice() {
    state.number = 7;
    state.authorities = authorities({1, 1, 1, 1});
    state.self = AuthorityIndex{1};
    state.round = 3;
    state.step = Step::Propose;
  }
  Vote vote(VoteKind kind, std::optional<Hash> block, Round round = 3, std::size_t who = 1) {
    return {.number = 7, .round = round, .kind = kind, .block = block, .validator = person(who)};
  }
  Effects take() { return std::exchange(out, {}); }
  State state;
  Effects out;
};

TEST_F(Voice, a_vote_is_recorded_then_signed_then_sent) {
  const Vote prevote = vote(VoteKind::Prevote, kX);
  say(state, out, VoteKind::Prevote, kX);
  EXPECT_THAT(take(), ElementsAre(effect::Append{0, {prevote, {}}}));
  on_signed(state, out, signed_vote(prevote));
  EXPECT_THAT(take(), IsEmpty()) << "not durable yet";
  on_durable(state, out, 0);
  EXPECT_THAT(take(), ElementsAre(effect::Sign{prevote}));
  on_signed(state, out, signed_vote(prevote));
  EXPECT_THAT(take(), ElementsAre(effect::Broadcast{signed_vote(prevote)}));
  EXPECT_EQ(state.votes.power_for(state.authorities, 3, VoteKind::Prevote, kX), 1u);
  on_signed(state, out, signed_vote(prevote));
  EXPECT_THAT(take(), IsEmpty()) << "sent once";
}

TEST_F(Voice, an_answer_covers_every_record_before_it) {
  say(state, out, VoteKind::Prevote, kX);
  say(state, out, VoteKind::Precommit, std::nullopt);
  (void)take();
  on_durable(state, out, 1);
  EXPECT_THAT(take(), ElementsAre(effect::Sign{vote(VoteKind::Prevote, kX)},
                                  effect::Sign{vote(VoteKind::Precommit, std::nullopt)}));
  on_durable(state, out, 1);
  EXPECT_THAT(take(), IsEmpty());
}

TEST_F(Voice, a_record_covers_none_after_it) {
  say(state, out, VoteKind::Prevote, kX);
  say(state, out, VoteKind::Precommit, kX);
  (void)take();
  on_durable(state, out, 0);
  EXPECT_THAT(take(), ElementsAre(effect::Sign{vote(VoteKind::Prevote, kX)}));
}

TEST_F(Voice, speaks_once_in_a_place_and_never_in_an_earlier_one) {
  say(state, out, VoteKind::Prevote, kX);
  (void)take();
  say(state, out, VoteKind::Prevote, std::nullopt);
  say(state, out, VoteKind::Proposal, kX);
  state.round = 2;
  say(state, out, VoteKind::Precommit, kX);
  EXPECT_THAT(take(), IsEmpty());
}

TEST_F(Voice, who_is_no_authority_says_nothing) {
  state.self.reset();
  say(state, out, VoteKind::Prevote, kX);
  EXPECT_THAT(take(), IsEmpty());
}

TEST_F(Voice, falls_silent_when_the_disk_hangs) {
  for (state.round = 0; state.round < 2 * kUnsignedMax; ++state.round)
    say(state, out, VoteKind::Prevote, std::nullopt);
  EXPECT_EQ(take().size(), kUnsignedMax);
}

TEST_F(Voice, a_signature_nobody_asked_for_goes_nowhere) {
  say(state, out, VoteKind::Prevote, kX);
  on_durable(state, out, 0);
  (void)take();
  on_signed(state, out, signed_vote(vote(VoteKind::Prevote, std::nullopt)));
  EXPECT_THAT(take(), IsEmpty());
}

TEST_F(Voice, the_record_of_a_lock_has_the_quorum_behind_it) {
  Bounded<Vote, kAuthoritiesMax> quorum;
  for (const std::size_t who : {0u, 2u, 3u}) {
    quorum.push_back(signed_vote(vote(VoteKind::Prevote, kX, 3, who)));
    (void)state.votes.add(state.authorities, static_cast<AuthorityIndex>(who), quorum.back(), 3);
  }
  say(state, out, VoteKind::Precommit, kX);
  EXPECT_THAT(take(), ElementsAre(effect::Append{0, {vote(VoteKind::Precommit, kX), quorum}}));
}

TEST_F(Voice, says_again_its_own_votes_and_the_quorum_of_its_valid_value) {
  say(state, out, VoteKind::Prevote, std::nullopt);
  on_durable(state, out, 0);
  const Vote own = signed_vote(vote(VoteKind::Prevote, std::nullopt));
  on_signed(state, out, own);
  const Vote other = signed_vote(vote(VoteKind::Prevote, kX, 2, 0));
  (void)state.votes.add(state.authorities, 0, other, 3);
  (void)take();
  say_again(state, out);
  EXPECT_THAT(take(), ElementsAre(effect::Broadcast{own, true}));
  state.valid = Choice{kX, 2};
  say_again(state, out);
  EXPECT_THAT(take(), ElementsAre(effect::Broadcast{own, true}, effect::Broadcast{other, true}));
}

TEST_F(Voice, recalls_its_last_word_and_its_lock) {
  const Vote prevote = vote(VoteKind::Prevote, kX, 4);
  const Vote precommit = vote(VoteKind::Precommit, kX, 4);
  const Vote nil = vote(VoteKind::Prevote, std::nullopt, 5);
  const Vote other = signed_vote(vote(VoteKind::Prevote, kX, 4, 2));
  recall(state, out, {{prevote, {}}, {precommit, {other}}, {nil, {}}});
  EXPECT_THAT(take(),
              ElementsAre(effect::Sign{prevote}, effect::Sign{precommit}, effect::Sign{nil}));
  EXPECT_EQ(state.round, 5u);
  EXPECT_EQ(state.step, Step::Prevote);
  EXPECT_EQ(state.locked, (Choice{kX, 4}));
  EXPECT_EQ(state.valid, (Choice{kX, 4}));
  EXPECT_EQ(state.votes.power_for(state.authorities, 4, VoteKind::Prevote, kX), 1u);
  say(state, out, VoteKind::Prevote, kX);
  EXPECT_THAT(take(), IsEmpty());
}

TEST_F(Voice, recalls_nothing_of_other_heights_and_other_keys) {
  Vote old = vote(VoteKind::Precommit, kX, 9);
  old.number = 6;
  recall(state, out, {{old, {}}, {vote(VoteKind::Precommit, kX, 9, 2), {}}});
  EXPECT_THAT(take(), IsEmpty());
  EXPECT_EQ(state.round, 3u);
  EXPECT_EQ(state.locked, std::nullopt);
}

TEST_F(Voice, a_precommit_of_nothing_recalls_no_lock) {
  recall(state, out, {{vote(VoteKind::Precommit, std::nullopt, 4), {}}});
  EXPECT_EQ(state.step, Step::Precommit);
  EXPECT_EQ(state.locked, std::nullopt);
}

}  // namespace
}  // namespace descent::consensus::bft
