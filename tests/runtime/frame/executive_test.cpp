// What an extrinsic comes to within a block: runtime/frame/executive.hpp and dispatch.hpp.
#include "tests/runtime/frame/dev_chain.hpp"

namespace descent::frame {
namespace {

class ExecutiveTest : public testing::Test {
 protected:
  DevChain chain;
  std::unique_ptr<Execution> block = chain.begin_block();
  const AccountId& alice = chain.alice.account();
  const AccountId& bob = chain.bob.account();

  /// `extrinsic` is refused for `Reason` and leaves nothing behind.
  template <class Reason>
  void expect_refused(const Bytes& extrinsic, bool verdict = true) {
    const Changes state = block->frame().state.changes();
    const std::size_t events = block->frame().events.size();
    const Weight weight = block->frame().meter.total();
    const auto out = block->apply(extrinsic, verdict);
    ASSERT_FALSE(out);
    if constexpr (std::is_constructible_v<InvalidTransaction, Reason>)
      EXPECT_TRUE(out.error().is<Reason>()) << describe(out.error());
    else
      EXPECT_EQ(describe(out.error()), describe(UnknownTransaction{Reason{}}));
    EXPECT_EQ(block->frame().state.changes(), state);
    EXPECT_EQ(block->frame().events.size(), events);
    EXPECT_EQ(block->frame().meter.total(), weight);
  }
  Bytes signed_by(const MultiAddress& who, const RuntimeCall& call, const Terms& terms = {}) const {
    return encode_extrinsic({DevChain::unsigned_by(who, terms), call});
  }
  Bytes by_alice(const RuntimeCall& call, const Terms& terms = {}) const {
    return signed_by(alice, call, terms);
  }
};

TEST_F(ExecutiveTest, a_transfer_moves_the_amount_and_burns_the_fee) {
  const Balance before = free_of(*block, alice);
  const Balance bobs = free_of(*block, bob);
  ASSERT_TRUE(*block->apply(by_alice(chain.transfer(bob, kGrad)), true));
  EXPECT_EQ(free_of(*block, bob), bobs + kGrad);
  EXPECT_LT(free_of(*block, alice), before - kGrad);
  EXPECT_EQ(nonce_of(*block, alice), 1u);
  EXPECT_EQ(block->try_state(), std::vector<std::string>{});
}

TEST_F(ExecutiveTest, a_call_that_fails_leaves_its_fee_and_its_nonce_and_nothing_else) {
  const Balance before = free_of(*block, alice);
  const Balance bobs = free_of(*block, bob);
  modules::Utility::batch_all calls;
  calls.calls.push_back(chain.transfer(bob, kGrad));
  calls.calls.push_back(chain.transfer(bob, before));
  const auto out = block->apply(by_alice(call_of(chain.modules.utility, calls)), true);
  ASSERT_TRUE(out);
  EXPECT_EQ(out->error(), DispatchError{TokenError::FundsUnavailable});
  EXPECT_EQ(free_of(*block, bob), bobs);
  EXPECT_LT(free_of(*block, alice), before);
  EXPECT_GT(free_of(*block, alice), before - kGrad);
  EXPECT_EQ(nonce_of(*block, alice), 1u);
}

TEST_F(ExecutiveTest, the_last_event_of_an_extrinsic_says_what_became_of_it) {
  ASSERT_TRUE(block->apply(by_alice(chain.remark()), true));
  const Bytes success{0, 1, 0, 0, 0, 0, 0};  // extrinsic 1, module 0, event 0
  EXPECT_TRUE(std::ranges::equal(View{block->frame().events.back()}.first(7), success));
  const auto poor = chain.transfer(bob, ~Balance{0});
  ASSERT_TRUE(block->apply(by_alice(poor, {.nonce = 1}), true));
  const Bytes failed{0, 2, 0, 0, 0, 0, 1};
  EXPECT_TRUE(std::ranges::equal(View{block->frame().events.back()}.first(7), failed));
}

TEST_F(ExecutiveTest, what_a_call_did_not_use_is_given_back) {
  const auto failing = chain.transfer(bob, ~Balance{0});
  const RuntimeCall call = chain.batch(std::vector<RuntimeCall>(100, failing));
  const Weight bound = block->frame().dispatcher->info(call.bytes)->weight;
  ASSERT_TRUE(*block->apply(by_alice(call), true));
  EXPECT_LT(block->frame().meter.weight.normal.ref_time.value, bound.ref_time.value / 10);
}

TEST_F(ExecutiveTest, a_wrong_signature_is_refused) {
  expect_refused<invalid::BadProof>(by_alice(chain.remark()), false);
}

TEST_F(ExecutiveTest, nonces_follow_one_another) {
  expect_refused<invalid::Future>(by_alice(chain.remark(), {.nonce = 1}));
  ASSERT_TRUE(block->apply(by_alice(chain.remark()), true));
  expect_refused<invalid::Stale>(by_alice(chain.remark()));
  EXPECT_TRUE(block->apply(by_alice(chain.remark(), {.nonce = 1}), true));
}

TEST_F(ExecutiveTest, an_era_whose_first_block_is_unknown_is_refused) {
  chain.head.number.value = 5'000;
  block = chain.begin_block();
  expect_refused<invalid::AncientBirthBlock>(
      by_alice(chain.remark(), {.era = Era::mortal(4, 4'998)}));
  EXPECT_TRUE(block->apply(by_alice(chain.remark(), {.era = Era::mortal(8, 5'000)}), true))
      << "the era begins at the parent";
}

TEST_F(ExecutiveTest, a_fee_beyond_the_balance_is_refused) {
  expect_refused<invalid::Payment>(signed_by(key_of("//Nobody").account(), chain.remark()));
  expect_refused<invalid::Payment>(by_alice(chain.remark(), {.tip = free_of(*block, alice)}));
}

TEST_F(ExecutiveTest, a_call_that_fits_into_no_block_is_refused) {
  const modules::Utility::with_weight heavy{chain.remark(), Weight{300 * kMillisecond, 0}};
  const Bytes extrinsic = by_alice(call_of(chain.modules.utility, heavy));
  expect_refused<invalid::ExhaustsResources>(extrinsic);
  EXPECT_TRUE(block->validate(extrinsic).error().is<invalid::ExhaustsResources>());
}

TEST_F(ExecutiveTest, calls_nest_to_a_limit) {
  RuntimeCall call = chain.remark();
  for (int depth = 1; depth < 8; ++depth) call = chain.batch({call});
  EXPECT_TRUE(*block->apply(by_alice(call), true));
  expect_refused<invalid::Call>(by_alice(chain.batch({call}), {.nonce = 1}));
}

TEST_F(ExecutiveTest, trailing_bytes_are_refused) {
  Bytes extrinsic = by_alice(chain.remark());
  extrinsic.push_back(0);
  expect_refused<invalid::Call>(extrinsic);
}

TEST_F(ExecutiveTest, only_accounts_named_by_their_id_sign) {
  expect_refused<invalid::BadSigner>(signed_by(AccountId{}, chain.remark()));
  expect_refused<unknown::CannotLookup>(signed_by(multi_address::Index{1}, chain.remark()));
}

TEST_F(ExecutiveTest, a_bare_extrinsic_is_an_inherent_or_refused) {
  expect_refused<unknown::NoUnsignedValidator>(encode_extrinsic({std::nullopt, chain.remark()}));
}

TEST_F(ExecutiveTest, an_inherent_that_fails_is_refused) {
  expect_refused<invalid::BadMandatory>(block->inherents(DevChain::kNow)[0]);
}

TEST_F(ExecutiveTest, an_inherent_that_is_signed_is_refused_by_the_block_and_the_pool) {
  const Bytes extrinsic = by_alice(chain.modules.inherents(DevChain::kNow)[0]);
  expect_refused<invalid::MandatoryValidation>(extrinsic);
  const auto valid = block->validate(extrinsic);
  ASSERT_FALSE(valid);
  EXPECT_TRUE(valid.error().is<invalid::MandatoryValidation>());
}

TEST_F(ExecutiveTest, a_block_lacks_nothing_but_its_inherent) {
  block = chain.begin();
  block->initialize({});
  const auto out = block->finalize(chain.nodes, {});
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().kind, BlockError::Kind::MissingInherent);
}

TEST_F(ExecutiveTest, a_valid_transaction_waits_for_the_nonce_before_it) {
  const auto now = block->validate(by_alice(chain.remark()));
  const auto later = block->validate(by_alice(chain.remark(), {.nonce = 1}));
  ASSERT_TRUE(now && later);
  EXPECT_TRUE(now->requires_.empty());
  EXPECT_EQ(now->provides, (std::vector<Tag>{scale::encoded(std::pair{alice, Nonce{0}})}));
  EXPECT_EQ(later->requires_, now->provides);
  EXPECT_EQ(now->longevity, UINT64_MAX);
  EXPECT_TRUE(now->propagate);
}

TEST_F(ExecutiveTest, a_tip_raises_the_priority) {
  const auto plain = block->validate(by_alice(chain.remark()));
  const auto tipped = block->validate(by_alice(chain.remark(), {.tip = kGrad}));
  EXPECT_GT(tipped->priority, plain->priority);
}

TEST_F(ExecutiveTest, a_mortal_transaction_is_valid_until_its_era_ends) {
  const auto valid = block->validate(by_alice(chain.remark(), {.era = Era::mortal(64, 0)}));
  ASSERT_TRUE(valid);
  EXPECT_EQ(valid->longevity, 63u) << "it is asked for block 1";
}

TEST_F(ExecutiveTest, validation_charges_nobody) {
  const Changes state = block->frame().state.changes();
  EXPECT_TRUE(block->validate(by_alice(chain.remark())));
  EXPECT_EQ(block->frame().state.changes(), state);
}

}  // namespace
}  // namespace descent::frame
