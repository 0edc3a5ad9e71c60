#include "modules/offences/offences.hpp"

#include "tests/modules/staking/validators.hpp"

namespace descent::modules {
namespace {

using consensus::Equivocation;

class OffencesTest : public testing::Test {
 protected:
  ValidatorChain chain{6};
  Offences& offences = chain.offences();
  const Hash block{{1}};

  DispatchError error(Offences::Error e) { return error_of(offences, e); }
  std::size_t waiting() {
    std::size_t out = 0;
    for (const auto& [era, slashes] : chain.staking().unapplied_slashes.entries())
      out += slashes.size();
    return out;
  }
};

TEST_F(OffencesTest, two_votes_that_contradict_each_other_are_punished) {
  chain.pass(5);
  EXPECT_DONE(chain.report(kBob, chain.lie(3, 4)));
  EXPECT_TRUE(chain.emitted(
      offences, Offences::Offence{offences::kEquivocation, scale::encoded(std::uint32_t{0})}));
  EXPECT_TRUE(chain.emitted(chain.staking(), staking::SlashReported{stash(3), {250'000'000}, 0}));
  const auto all = offences.reports.entries();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(all[0].second.offender, stash(3));
  EXPECT_EQ(all[0].second.reporters, std::vector{kBob});
  EXPECT_EQ(waiting(), 1u);
}

TEST_F(OffencesTest, a_proposer_shows_them_as_an_inherent) {
  const Offences::report_equivocation_unsigned call{chain.lie(3, 1)};
  EXPECT_REFUSED(chain.call(kBob, offences, call), DispatchError::bad_origin());
  EXPECT_DONE(chain.call(frame::Origin{frame::origin::None{}}, offences, call));
  EXPECT_EQ(waiting(), 1u);
  EXPECT_REFUSED(chain.call(frame::Origin{frame::origin::None{}}, offences,
                            Offences::report_equivocation{chain.lie(4, 1)}),
                 DispatchError::bad_origin());
}

TEST_F(OffencesTest, a_validator_is_punished_once_for_an_era_whatever_else_it_said) {
  chain.pass(5);
  EXPECT_DONE(chain.report(kBob, chain.lie(3, 4)));
  const auto twice = error(Offences::Error::DuplicateOffenceReport);
  EXPECT_REFUSED(chain.report(kBob, chain.lie(3, 4)), twice);
  EXPECT_REFUSED(chain.report(kAlice, chain.lie(3, 5, 2)), twice);
  EXPECT_EQ(waiting(), 1u);
  EXPECT_DONE(chain.report(kBob, chain.lie(4, 4)));
  EXPECT_EQ(waiting(), 2u);
}

TEST_F(OffencesTest, nothing_is_believed_without_both_signatures) {
  const auto invalid = error(Offences::Error::InvalidEquivocationProof);
  Equivocation forged = chain.lie(3, 1);
  forged.first.signature[5] ^= 1;
  EXPECT_REFUSED(chain.report(kBob, forged), invalid);
  forged = chain.lie(3, 1);
  forged.second.signature = forged.first.signature;
  EXPECT_REFUSED(chain.report(kBob, forged), invalid);
  forged = chain.lie(3, 1);
  forged.second.block->bytes[0] ^= 2;
  EXPECT_REFUSED(chain.report(kBob, forged), invalid);
  EXPECT_EQ(waiting(), 0u);
}

TEST_F(OffencesTest, votes_that_do_not_contradict_each_other_are_no_evidence) {
  const auto invalid = error(Offences::Error::InvalidEquivocationProof);
  const auto none = chain.vote(3, 1, std::nullopt);
  const auto some = chain.vote(3, 1, block);
  EXPECT_REFUSED(chain.report(kBob, {none, none}), invalid);
  EXPECT_REFUSED(chain.report(kBob, {some, none}), invalid);  // one order counts
  EXPECT_REFUSED(chain.report(kBob, {none, chain.vote(3, 1, block, 1)}), invalid);
  EXPECT_REFUSED(chain.report(kBob, {none, chain.vote(3, 2, block)}), invalid);
  EXPECT_REFUSED(chain.report(kBob, {none, chain.vote(4, 1, block)}), invalid);
}

TEST_F(OffencesTest, votes_of_another_chain_are_no_evidence) {
  chain.runtime().system.block_hash.insert(0, Hash{{9}});
  const auto evidence = chain.lie(3, 1);
  chain.runtime().system.block_hash.insert(0, Hash{});
  EXPECT_REFUSED(chain.report(kBob, evidence), error(Offences::Error::InvalidEquivocationProof));
}

TEST_F(OffencesTest, only_an_authority_of_the_block_can_offend) {
  EXPECT_REFUSED(chain.report(kBob, chain.lie(9, 1)), error(Offences::Error::NotAnAuthority));
}

TEST_F(OffencesTest, who_left_the_set_answers_for_what_it_said_in_it) {
  EXPECT_DONE(chain.call(stash(3), chain.staking(), Staking::chill{}));
  chain.until_era(1);
  const BlockNumber began = chain.frame().number;
  chain.pass(4);
  EXPECT_REFUSED(chain.report(kBob, chain.lie(3, began + 2)),
                 error(Offences::Error::NotAnAuthority));
  EXPECT_DONE(chain.report(kBob, chain.lie(3, began + 1)));
  EXPECT_TRUE(chain.emitted(chain.staking(), staking::SlashReported{stash(3), {250'000'000}, 0}));
}

TEST_F(OffencesTest, a_key_that_was_replaced_still_leads_to_its_owner) {
  const auto proof = session_pair(30).sign(Session::possession_message(stash(3), Hash{}));
  const auto& bytes = std::get<multi_signature::Ed25519>(proof).value;
  EXPECT_DONE(chain.call(stash(3), chain.session(),
                         Session::set_keys{{session_key(30)}, {bytes.begin(), bytes.end()}}));
  chain.until_session(3);
  EXPECT_REFUSED(chain.report(kBob, chain.lie(3, chain.frame().number)),
                 error(Offences::Error::NotAnAuthority));
  EXPECT_DONE(chain.report(kBob, chain.lie(3, 2)));
  EXPECT_TRUE(chain.staking().slash_in_era.contains(0, stash(3)));
}

TEST_F(OffencesTest, evidence_counts_for_so_many_eras) {
  const auto age = chain.staking().config.evidence_age;
  chain.until_era(age);
  EXPECT_DONE(chain.report(kBob, chain.lie(3, 1)));
  chain.until_era(age + 1);
  EXPECT_REFUSED(chain.report(kBob, chain.lie(4, 1)), error(Offences::Error::TooOld));
}

TEST_F(OffencesTest, no_block_is_voted_on_before_its_time) {
  EXPECT_REFUSED(chain.report(kBob, chain.lie(3, chain.frame().number + 1)),
                 error(Offences::Error::NotYet));
  EXPECT_DONE(chain.report(kBob, chain.lie(3, chain.frame().number)));
}

TEST_F(OffencesTest, a_node_may_ask_before_it_reports) {
  const Equivocation evidence = chain.lie(3, 1);
  EXPECT_TRUE(offences.query(Offences::Api::check_equivocation{evidence}));
  EXPECT_DONE(chain.report(kBob, evidence));
  EXPECT_REFUSED(offences.query(Offences::Api::check_equivocation{evidence}),
                 error(Offences::Error::DuplicateOffenceReport));
}

TEST_F(OffencesTest, reports_are_forgotten_when_evidence_no_longer_counts) {
  EXPECT_DONE(chain.report(kBob, chain.lie(3, 1)));
  const auto age = chain.staking().config.evidence_age;
  chain.until_era(age);
  EXPECT_EQ(offences.reports.entries().size(), 1u);
  chain.until_era(age + 1);
  EXPECT_TRUE(offences.reports.entries().empty());
  EXPECT_TRUE(offences.concurrent.entries().empty());
}

TEST_F(OffencesTest, a_cancelled_offence_is_not_reported_again) {
  EXPECT_DONE(chain.report(kBob, chain.lie(3, 1)));
  const auto due = chain.staking().config.slash_defer_duration;
  EXPECT_DONE(chain.call(frame::Origin{frame::origin::Root{}}, chain.staking(),
                         Staking::cancel_deferred_slash{due, {0}}));
  EXPECT_REFUSED(chain.report(kBob, chain.lie(3, 1)),
                 error(Offences::Error::DuplicateOffenceReport));
}

}  // namespace
}  // namespace descent::modules
