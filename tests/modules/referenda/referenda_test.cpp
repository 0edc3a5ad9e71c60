#include "tests/modules/referenda/assembly.hpp"

namespace descent::modules {
namespace {

class ReferendaTest : public AssemblyTest {
 protected:
  Result<> set_metadata(std::uint8_t n, ReferendumIndex of, const std::optional<Hash>& hash) {
    return chain.call(account(n), referenda, Referenda::set_metadata{of, hash});
  }
  Hash note(const Bytes& bytes) {
    EXPECT_DONE(chain.call(account(6), chain.runtime().preimage, Preimage::note_preimage{bytes}));
    return crypto::blake2b_256(bytes);
  }
  referenda::BoundedCall lookup(const frame::RuntimeCall& call) {
    return preimage::bounded_call::Lookup{crypto::blake2b_256(call.bytes),
                                          static_cast<std::uint32_t>(call.bytes.size())};
  }
};

// polkadot-sdk, frame/referenda/src/tests.rs: tracks_are_distinguished
TEST_F(ReferendaTest, the_origin_of_a_proposal_names_its_track) {
  EXPECT_DONE(submit(1));
  EXPECT_DONE(submit(2, origins::Custom::Models, at::At{20}));
  EXPECT_TRUE(emitted(referenda::Submitted{1, 1, status(1).proposal}));
  EXPECT_DONE(place(3, 0));
  EXPECT_DONE(place(4, 1));
  EXPECT_TRUE(emitted(referenda::DecisionDepositPlaced{1, account(4), kGrad}));
  EXPECT_EQ(status(0).track, 0);
  EXPECT_EQ(status(0).submission_deposit, (referenda::Deposit{account(1), 2 * kGrad}));
  EXPECT_EQ(status(0).decision_deposit, (referenda::Deposit{account(3), 10 * kGrad}));
  EXPECT_EQ(status(0).alarm, (referenda::Alarm{5, {5, 0}}));
  EXPECT_EQ(status(1).track, 1);
  EXPECT_EQ(status(1).origin, referenda::OriginCaller{origins::Custom::Models});
  EXPECT_EQ(status(1).decision_deposit, (referenda::Deposit{account(4), kGrad}));
  EXPECT_EQ(status(1).alarm, (referenda::Alarm{3, {3, 0}}));
}

// polkadot-sdk: submit_errors_work
TEST_F(ReferendaTest, a_submission_without_a_track_or_a_deposit_is_refused) {
  EXPECT_REFUSED(submit(1, origins::signed_caller(account(2))), error(Error::NoTrack));
  EXPECT_REFUSED(submit(1, origins::Custom::BigSpender), error(Error::NoTrack));
  EXPECT_REFUSED(submit(10), TokenError::FundsUnavailable);
}

// polkadot-sdk: decision_deposit_errors_work
TEST_F(ReferendaTest, a_decision_deposit_is_placed_once) {
  EXPECT_REFUSED(place(2, 0), error(Error::NotOngoing));
  EXPECT_DONE(submit(1));
  EXPECT_REFUSED(place(10, 0), TokenError::FundsUnavailable);
  EXPECT_DONE(place(2, 0));
  EXPECT_REFUSED(place(2, 0), error(Error::HasDeposit));
}

// polkadot-sdk: refund_deposit_works
TEST_F(ReferendaTest, a_decision_deposit_goes_back_when_it_is_over) {
  EXPECT_REFUSED(refund_decision(1, 0), error(Error::BadReferendum));
  EXPECT_DONE(submit(1));
  EXPECT_REFUSED(refund_decision(2, 0), error(Error::NoDeposit));
  EXPECT_DONE(place(2, 0));
  EXPECT_REFUSED(refund_decision(3, 0), error(Error::Unfinished));
  chain.run_to(11);
  EXPECT_DONE(refund_decision(3, 0));
  EXPECT_TRUE(emitted(referenda::DecisionDepositRefunded{0, account(2), 10 * kGrad}));
  EXPECT_EQ(chain.data(account(2)).reserved, 0u);
  EXPECT_REFUSED(refund_decision(3, 0), error(Error::NoDeposit));
}

// polkadot-sdk: refund_submission_deposit_works
TEST_F(ReferendaTest, a_submission_deposit_goes_back_unless_the_referendum_failed) {
  EXPECT_REFUSED(refund_submission(1, 0), error(Error::BadReferendum));
  EXPECT_DONE(submit(1));
  EXPECT_REFUSED(refund_submission(3, 0), error(Error::BadStatus));
  EXPECT_DONE(cancel(0));
  EXPECT_DONE(refund_submission(3, 0));
  EXPECT_TRUE(emitted(referenda::SubmissionDepositRefunded{0, account(1), 2 * kGrad}));
  EXPECT_EQ(chain.data(account(1)).reserved, 0u);
  EXPECT_REFUSED(refund_submission(2, 0), error(Error::NoDeposit));
  EXPECT_DONE(submit(1));
  EXPECT_DONE(kill(1));
  EXPECT_REFUSED(refund_submission(2, 1), error(Error::NoDeposit));
  EXPECT_DONE(submit(1));
  EXPECT_DONE(place(1, 2));
  chain.run_to(30);
  EXPECT_NE(since<info::Rejected>(2), 0u);
  EXPECT_REFUSED(refund_submission(2, 2), error(Error::BadStatus));
}

TEST_F(ReferendaTest, the_deposit_of_an_approved_proposal_goes_back_by_root_too) {
  EXPECT_DONE(submit(1));
  EXPECT_DONE(place(2, 0));
  set_tally(0, 100, 0);
  chain.run_to(8);
  EXPECT_DONE(chain.call(root(), referenda, Referenda::refund_submission_deposit{0}));
  EXPECT_DONE(chain.call(root(), referenda, Referenda::refund_decision_deposit{0}));
  EXPECT_EQ(chain.data(account(1)).reserved + chain.data(account(2)).reserved, 0u);
}

// polkadot-sdk: cancel_works, cancel_errors_works
TEST_F(ReferendaTest, root_cancels) {
  EXPECT_DONE(submit(1));
  EXPECT_DONE(place(2, 0));
  EXPECT_REFUSED(chain.call(account(1), referenda, Referenda::cancel{0}),
                 DispatchError::bad_origin());
  chain.run_to(8);
  EXPECT_DONE(cancel(0));
  EXPECT_TRUE(emitted(referenda::Cancelled{0, {}}));
  EXPECT_DONE(refund_decision(3, 0));
  EXPECT_EQ(since<info::Cancelled>(0), 8u);
  EXPECT_REFUSED(cancel(0), error(Error::NotOngoing));
}

// polkadot-sdk: kill_works, kill_errors_works
TEST_F(ReferendaTest, root_kills_and_the_deposits_are_slashed) {
  EXPECT_DONE(submit(1));
  EXPECT_DONE(place(2, 0));
  EXPECT_REFUSED(chain.call(account(1), referenda, Referenda::kill{0}),
                 DispatchError::bad_origin());
  chain.run_to(8);
  const Balance before = chain.data(kPurse).free;
  EXPECT_DONE(kill(0));
  EXPECT_TRUE(emitted(referenda::Killed{0, {}}));
  EXPECT_TRUE(emitted(referenda::DepositSlashed{account(1), 2 * kGrad}));
  EXPECT_TRUE(emitted(referenda::DepositSlashed{account(2), 10 * kGrad}));
  EXPECT_EQ(chain.data(kPurse).free, before + 12 * kGrad);
  EXPECT_EQ(since<info::Killed>(0), 8u);
  EXPECT_REFUSED(refund_decision(3, 0), error(Error::NoDeposit));
  EXPECT_REFUSED(kill(0), error(Error::NotOngoing));
}

// polkadot-sdk: set_metadata_works, clear_metadata_works
TEST_F(ReferendaTest, who_submitted_describes_and_what_is_over_anybody_clears) {
  const Hash hash = note({1, 2, 3});
  EXPECT_REFUSED(set_metadata(1, 0, hash), error(Error::NotOngoing));
  EXPECT_DONE(submit(1));
  EXPECT_REFUSED(set_metadata(2, 0, hash), error(Error::NoPermission));
  EXPECT_REFUSED(set_metadata(2, 0, std::nullopt), error(Error::NoPermission));
  EXPECT_REFUSED(set_metadata(1, 0, Hash{}), error(Error::PreimageNotExist));
  EXPECT_DONE(set_metadata(1, 0, hash));
  EXPECT_TRUE(emitted(referenda::MetadataSet{0, hash}));
  EXPECT_EQ(referenda.metadata_of.get(0), hash);
  EXPECT_DONE(cancel(0));
  EXPECT_EQ(referenda.metadata_of.get(0), hash);
  EXPECT_DONE(set_metadata(3, 0, std::nullopt));
  EXPECT_TRUE(emitted(referenda::MetadataCleared{0, hash}));
  EXPECT_FALSE(referenda.metadata_of.contains(0));
}

TEST_F(ReferendaTest, a_kill_clears_what_was_described) {
  const Hash hash = note({1, 2, 3});
  EXPECT_DONE(submit(1));
  EXPECT_DONE(set_metadata(1, 0, hash));
  EXPECT_DONE(kill(0));
  EXPECT_TRUE(emitted(referenda::MetadataCleared{0, hash}));
}

TEST_F(ReferendaTest, only_root_nudges) {
  EXPECT_DONE(submit(1));
  const auto bad = DispatchError::bad_origin();
  EXPECT_REFUSED(chain.call(account(1), referenda, Referenda::nudge_referendum{0}), bad);
  EXPECT_REFUSED(chain.call(account(1), referenda, Referenda::one_fewer_deciding{0}), bad);
  EXPECT_DONE(chain.call(root(), referenda, Referenda::nudge_referendum{0}));
  EXPECT_EQ(status(0).alarm->first, 21u);
  EXPECT_REFUSED(chain.call(root(), referenda, Referenda::nudge_referendum{1}),
                 error(Error::NotOngoing));
  EXPECT_REFUSED(chain.call(root(), referenda, Referenda::one_fewer_deciding{7}),
                 error(Error::BadTrack));
  EXPECT_DONE(chain.call(root(), referenda, Referenda::one_fewer_deciding{0}));
  EXPECT_EQ(deciding(0), 0u);
}

// ---- Proposals ------------------------------------------------------------------------------

TEST_F(ReferendaTest, a_proposal_that_is_no_call_is_refused) {
  const auto of = [&](Bytes bytes) {
    return submit(1, origins::root_caller(), at::At{9},
                  preimage::bounded_call::Inline{std::move(bytes)});
  };
  EXPECT_REFUSED(of({}), error(Error::BadProposal));
  EXPECT_REFUSED(of({99, 0}), error(Error::BadProposal));
  auto call = chain.set_balance(account(42)).bytes;
  call.push_back(0);
  EXPECT_REFUSED(of(call), error(Error::BadProposal));
}

TEST_F(ReferendaTest, a_preimage_is_looked_at_if_it_is_known) {
  const auto call = chain.set_balance(account(42));
  EXPECT_DONE(submit(1, origins::root_caller(), at::At{9}, lookup(call)));
  EXPECT_EQ(chain.runtime().review.asked.back().second, frame::RuntimeCall{})
      << "it is not known yet";
  note(call.bytes);
  EXPECT_DONE(submit(1, origins::root_caller(), at::At{9}, lookup(call)));
  EXPECT_EQ(chain.runtime().review.asked.back(), (std::pair{referenda::TrackId{0}, call}));
  const frame::RuntimeCall none{{99, 0, 0}};
  note(none.bytes);
  EXPECT_REFUSED(submit(1, origins::root_caller(), at::At{9}, lookup(none)),
                 error(Error::BadProposal));
}

TEST_F(ReferendaTest, what_the_review_refuses_is_not_put_to_the_vote) {
  chain.runtime().review.refuse = DispatchError::bad_origin();
  EXPECT_REFUSED(submit(1), DispatchError::bad_origin());
  EXPECT_EQ(referenda.count.get(), 0u);
}

TEST_F(ReferendaTest, whom_the_review_names_has_no_vote_until_it_is_over) {
  auto& voting = chain.runtime().voting;
  chain.runtime().review.excluded = {account(3)};
  EXPECT_DONE(submit(1));
  const ConvictionVoting::vote cast{0,
                                    conviction_voting::account_vote::Standard{{true, {}}, kGrad}};
  EXPECT_REFUSED(chain.call(account(3), voting, cast),
                 error_of(voting, ConvictionVoting::Error::Excluded));
  EXPECT_DONE(chain.call(account(4), voting, cast));
  EXPECT_EQ(status(0).tally, (Tally{kGrad / 10, 0, kGrad}));
  EXPECT_DONE(cancel(0));
  EXPECT_FALSE(referenda.excluded_from.contains(0));
}

}  // namespace
}  // namespace descent::modules
