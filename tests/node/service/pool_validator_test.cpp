#include "node/service/pool_validator.hpp"

#include <gtest/gtest.h>

#include "tests/node/service/dev_chain.hpp"

namespace descent::service {
namespace {

struct Validating : testing::Test, DevChain {
  Verified verified{10};
  PoolValidator validator{*chain, verified};

  std::string refusal(const Bytes& extrinsic) const {
    const auto checked = validator.check(extrinsic);
    return checked ? "" : std::string{describe(checked.error())};
  }
};

TEST_F(Validating, a_right_transaction_is_described) {
  const auto checked = validator.check(transfer(3));
  ASSERT_TRUE(checked);
  EXPECT_EQ(checked->sender, alice.account());
  EXPECT_EQ(checked->nonce, 3u);
  EXPECT_EQ(checked->account_nonce, 0u);
  EXPECT_GT(validator.check(transfer(3, kGrad, kGrad))->priority, checked->priority);
}

TEST_F(Validating, a_right_signature_is_remembered_and_a_wrong_one_is_not) {
  Bytes bad = transfer(0);
  bad.at(40) ^= 1;
  EXPECT_EQ(refusal(bad), "Transaction has a bad signature");
  EXPECT_FALSE(verified.contains(frame::extrinsic_hash(bad)));
  EXPECT_EQ(refusal(transfer(0)), "");
  EXPECT_TRUE(verified.contains(frame::extrinsic_hash(transfer(0))));
}

TEST_F(Validating, a_signature_for_another_chain_is_wrong) {
  EXPECT_EQ(refusal(sign(alice, Hash{{1}}, 0, transfer_to(bob.account(), kGrad))),
            "Transaction has a bad signature");
}

TEST_F(Validating, who_has_nothing_cannot_pay) {
  EXPECT_EQ(
      refusal(sign(dev_key("Nobody"), chain->genesis_hash(), 0, transfer_to(bob.account(), kGrad))),
      "Inability to pay some fees (e.g. account balance too low)");
}

TEST_F(Validating, the_nonce_and_the_verdict_follow_the_head) {
  EXPECT_EQ(validator.nonce(alice.account()), 0u);
  add({transfer(0)});
  EXPECT_EQ(validator.nonce(alice.account()), 1u);
  EXPECT_EQ(validator.nonce(AccountId{{7}}), 0u);
  EXPECT_EQ(refusal(transfer(0)), "Transaction is outdated");
  EXPECT_FALSE(validator.recheck(transfer(0)));
  EXPECT_TRUE(validator.recheck(transfer(1)));
}

TEST_F(Validating, the_accounts_a_block_wrote_are_those_of_its_transactions) {
  const Proposal block = build({transfer(0)});
  EXPECT_EQ(touched_accounts(block.outcome.state), (std::set{alice.account(), bob.account()}));
  EXPECT_TRUE(touched_accounts(build().outcome.state).empty());
}

TEST(Verified, the_oldest_is_forgotten) {
  Verified verified{2};
  for (const Hash& hash : {Hash{{1}}, Hash{{2}}, Hash{{2}}, Hash{{3}}}) verified.add(hash);
  EXPECT_FALSE(verified.contains(Hash{{1}}));
  EXPECT_TRUE(verified.contains(Hash{{2}}));
  EXPECT_TRUE(verified.contains(Hash{{3}}));
}

}  // namespace
}  // namespace descent::service
