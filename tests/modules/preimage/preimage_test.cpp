#include "modules/preimage/preimage.hpp"

#include "tests/modules/scheduler/small_chain.hpp"

namespace descent::modules {
namespace {

class PreimageTest : public testing::Test {
 protected:
  using Error = Preimage::Error;
  SmallChain chain;
  Preimage& preimage = chain.runtime().preimage;
  const Bytes data{1, 2, 3};
  const Hash hash = crypto::blake2b_256(data);
  const Balance deposit = kGrad + 3 * kGrad / 100;

  Result<> note(const frame::Origin& origin) {
    return chain.call(origin, preimage, Preimage::note_preimage{data});
  }
  Result<> unnote(const frame::Origin& origin) {
    return chain.call(origin, preimage, Preimage::unnote_preimage{hash});
  }
  Result<> request(const frame::Origin& origin = root()) {
    return chain.call(origin, preimage, Preimage::request_preimage{hash});
  }
  Result<> unrequest(const frame::Origin& origin = root()) {
    return chain.call(origin, preimage, Preimage::unrequest_preimage{hash});
  }
  bool kept() { return preimage.preimage_for.get({hash, 3}) == data; }
  bool is_gone() { return !preimage.status_for.contains(hash) && !kept(); }
  static frame::Origin signed_by(const AccountId& who) { return frame::origin::Signed{who}; }
};

TEST_F(PreimageTest, who_notes_a_preimage_has_a_deposit_held_for_its_size) {
  EXPECT_DONE(note(signed_by(kAlice)));
  EXPECT_TRUE(chain.emitted(preimage, Preimage::Noted{hash}));
  EXPECT_TRUE(kept());
  EXPECT_EQ(preimage.deposit_for(3), deposit);
  EXPECT_EQ(chain.reserved(kAlice), deposit);
  EXPECT_FALSE(preimage.is_requested(hash));
  EXPECT_EQ(preimage.len(hash), 3u);
}

TEST_F(PreimageTest, its_owner_takes_it_back_with_the_deposit) {
  EXPECT_DONE(note(signed_by(kAlice)));
  EXPECT_REFUSED(unnote(signed_by(kBob)), error_of(preimage, Error::NotAuthorized));
  EXPECT_DONE(unnote(signed_by(kAlice)));
  EXPECT_TRUE(chain.emitted(preimage, Preimage::Cleared{hash}));
  EXPECT_EQ(chain.reserved(kAlice), 0u);
  EXPECT_TRUE(is_gone());
  EXPECT_REFUSED(unnote(signed_by(kAlice)), error_of(preimage, Error::NotNoted));
}

TEST_F(PreimageTest, nobody_notes_what_another_has_noted_or_cannot_pay_for) {
  EXPECT_REFUSED(note(signed_by(kCarol)), TokenError::FundsUnavailable);
  EXPECT_DONE(note(signed_by(kAlice)));
  EXPECT_REFUSED(note(signed_by(kBob)), error_of(preimage, Error::AlreadyNoted));
  EXPECT_REFUSED(note(frame::origin::None{}), DispatchError::bad_origin());
}

TEST_F(PreimageTest, a_preimage_has_a_greatest_size) {
  const Preimage::note_preimage most{Bytes(preimage::kSizeMax)};
  const Preimage::note_preimage more{Bytes(preimage::kSizeMax + 1)};
  EXPECT_REFUSED(chain.call(root(), preimage, more), error_of(preimage, Error::TooBig));
  EXPECT_DONE(chain.call(root(), preimage, most));
  EXPECT_GT(more.weight().ref_time.value, most.weight().ref_time.value);
}

TEST_F(PreimageTest, root_notes_without_a_deposit_what_is_then_requested) {
  EXPECT_DONE(note(root()));
  EXPECT_TRUE(preimage.is_requested(hash));
  EXPECT_REFUSED(unnote(signed_by(kAlice)), error_of(preimage, Error::NotAuthorized));
  EXPECT_DONE(unnote(root()));
  EXPECT_TRUE(chain.emitted(preimage, Preimage::Cleared{hash}));
  EXPECT_TRUE(is_gone());
}

TEST_F(PreimageTest, root_makes_a_noted_preimage_a_requested_one_and_the_deposit_stays) {
  EXPECT_DONE(note(signed_by(kAlice)));
  EXPECT_DONE(note(root()));
  EXPECT_TRUE(preimage.is_requested(hash));
  EXPECT_EQ(chain.reserved(kAlice), deposit);
  EXPECT_DONE(unrequest());
  EXPECT_FALSE(preimage.is_requested(hash));
  EXPECT_TRUE(kept());
}

TEST_F(PreimageTest, root_unnotes_anybodys) {
  EXPECT_DONE(note(signed_by(kAlice)));
  EXPECT_DONE(unnote(root()));
  EXPECT_EQ(chain.reserved(kAlice), 0u);
  EXPECT_TRUE(is_gone());
}

TEST_F(PreimageTest, what_is_requested_is_noted_for_nothing) {
  EXPECT_DONE(request());
  EXPECT_TRUE(chain.emitted(preimage, Preimage::Requested{hash}));
  EXPECT_EQ(preimage.len(hash), std::nullopt);
  EXPECT_DONE(note(signed_by(kCarol)));
  EXPECT_TRUE(kept());
  EXPECT_DONE(unrequest());
  EXPECT_TRUE(is_gone());
}

TEST_F(PreimageTest, a_request_that_nobody_met_leaves_nothing) {
  EXPECT_DONE(request());
  EXPECT_DONE(unrequest());
  EXPECT_TRUE(is_gone());
  EXPECT_FALSE(chain.emitted(preimage, Preimage::Cleared{hash}));
  EXPECT_REFUSED(unrequest(), error_of(preimage, Error::NotRequested));
}

TEST_F(PreimageTest, the_owner_of_a_requested_preimage_takes_the_deposit_and_leaves_the_bytes) {
  EXPECT_DONE(note(signed_by(kAlice)));
  EXPECT_DONE(request());
  EXPECT_DONE(unnote(signed_by(kAlice)));
  EXPECT_EQ(chain.reserved(kAlice), 0u);
  EXPECT_TRUE(kept());
  EXPECT_TRUE(preimage.is_requested(hash));
  EXPECT_REFUSED(unnote(signed_by(kAlice)), error_of(preimage, Error::NotAuthorized));
  EXPECT_DONE(unrequest());
  EXPECT_TRUE(is_gone());
}

TEST_F(PreimageTest, requests_are_counted_and_told_of_once) {
  EXPECT_DONE(note(signed_by(kAlice)));
  EXPECT_REFUSED(unrequest(), error_of(preimage, Error::NotRequested));
  EXPECT_DONE(request());
  chain.advance();
  EXPECT_DONE(request());
  EXPECT_FALSE(chain.emitted(preimage, Preimage::Requested{hash}));
  EXPECT_DONE(unrequest());
  EXPECT_TRUE(preimage.is_requested(hash));
  EXPECT_DONE(unrequest());
  EXPECT_FALSE(preimage.is_requested(hash));
  EXPECT_DONE(unnote(signed_by(kAlice)));
  EXPECT_TRUE(is_gone());
}

TEST_F(PreimageTest, only_root_requests) {
  EXPECT_REFUSED(request(signed_by(kAlice)), DispatchError::bad_origin());
  EXPECT_REFUSED(unrequest(signed_by(kAlice)), DispatchError::bad_origin());
  EXPECT_REFUSED(request(origin_of(origins::Custom::Models)), DispatchError::bad_origin());
}

// ---- Bounded calls --------------------------------------------------------------------------

TEST_F(PreimageTest, a_short_call_is_kept_where_it_is_named) {
  const auto call = chain.pay(1);
  const auto bound = preimage.bound(call);
  ASSERT_TRUE(bound);
  EXPECT_EQ(*bound, (preimage::BoundedCall{preimage::bounded_call::Inline{call.bytes}}));
  EXPECT_EQ(*preimage.peek(*bound), call);
  preimage.drop(*bound);
  EXPECT_TRUE(preimage.status_for.entries().empty());
}

TEST_F(PreimageTest, a_long_call_is_noted_and_requested_until_it_is_dropped) {
  const auto call = chain.long_call(200);
  const auto bound = preimage.bound(call);
  ASSERT_TRUE(bound);
  EXPECT_EQ(bound->lookup_len(), call.bytes.size());
  EXPECT_EQ(*preimage.peek(*bound), call);
  EXPECT_EQ(*preimage.bound(call), *bound);
  preimage.drop(*bound);
  EXPECT_TRUE(preimage.peek(*bound)) << "it is bound once more";
  preimage.drop(*bound);
  EXPECT_REFUSED(preimage.peek(*bound), dispatch_error::Unavailable{});
  EXPECT_TRUE(preimage.status_for.entries().empty());
  EXPECT_EQ(chain.problems(), "");
}

TEST_F(PreimageTest, a_long_call_that_an_account_has_noted_goes_back_to_it) {
  const auto call = chain.long_call(200);
  EXPECT_DONE(chain.call(kAlice, preimage, Preimage::note_preimage{call.bytes}));
  const auto bound = preimage.bound(call);
  ASSERT_TRUE(bound);
  preimage.drop(*bound);
  EXPECT_TRUE(preimage.peek(*bound));
  EXPECT_FALSE(preimage.is_requested(bound->hash()));
}

TEST_F(PreimageTest, a_call_above_the_greatest_size_is_not_bound) {
  EXPECT_REFUSED(preimage.bound(chain.long_call(preimage::kSizeMax)),
                 error_of(preimage, Error::TooBig));
  EXPECT_TRUE(preimage.status_for.entries().empty());
}

TEST_F(PreimageTest, a_call_of_another_length_or_that_is_none_is_not_found) {
  using namespace preimage::bounded_call;
  EXPECT_DONE(note(root()));
  EXPECT_REFUSED(preimage.peek(Lookup{hash, 4}), dispatch_error::Unavailable{});
  EXPECT_REFUSED(preimage.peek(Lookup{hash, 3}), dispatch_error::Corruption{});
  EXPECT_REFUSED(preimage.peek(Inline{Bytes{0xFF}}), dispatch_error::Corruption{});
  EXPECT_REFUSED(preimage.peek(Legacy{Hash{}}), dispatch_error::Unavailable{});
}

TEST_F(PreimageTest, a_call_is_found_by_its_hash_alone_too) {
  const auto call = chain.pay(1);
  EXPECT_DONE(chain.call(root(), preimage, Preimage::note_preimage{call.bytes}));
  const auto found = preimage.peek(preimage::bounded_call::Legacy{crypto::blake2b_256(call.bytes)});
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, call);
}

TEST_F(PreimageTest, a_call_that_root_has_taken_away_is_dropped_all_the_same) {
  const auto bound = preimage.bound(chain.long_call(200));
  ASSERT_TRUE(bound);
  EXPECT_DONE(chain.call(root(), preimage, Preimage::unrequest_preimage{*bound->lookup_hash()}));
  preimage.drop(*bound);
  EXPECT_EQ(chain.problems(), "");
}

// ---- Invariants -----------------------------------------------------------------------------

TEST_F(PreimageTest, bytes_that_are_not_those_of_the_hash_are_found) {
  EXPECT_DONE(note(signed_by(kAlice)));
  preimage.preimage_for.insert({hash, 3}, Bytes{1, 2, 4});
  EXPECT_NE(chain.problems(), "");
}

TEST_F(PreimageTest, bytes_without_a_status_are_found) {
  preimage.preimage_for.insert({hash, 3}, data);
  EXPECT_NE(chain.problems(), "");
}

TEST_F(PreimageTest, a_ticket_without_a_deposit_is_found_and_a_deposit_without_a_ticket) {
  using preimage::request_status::Requested;
  preimage.status_for.insert(hash, Requested{Preimage::Ticket{kBob, {1}}, 1, std::nullopt});
  EXPECT_NE(chain.problems(), "");
  preimage.status_for.remove(hash);
  EXPECT_EQ(chain.problems(), "");
  EXPECT_TRUE(chain.runtime().balances.hold(preimage.hold_reason(), kBob, 1));
  EXPECT_NE(chain.problems(), "");
}

TEST_F(PreimageTest, a_request_of_nobody_is_found) {
  preimage.status_for.insert(hash, preimage::request_status::Requested{});
  EXPECT_NE(chain.problems(), "");
}

}  // namespace
}  // namespace descent::modules
