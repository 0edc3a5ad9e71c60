#include "node/cli/send.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/signature.hpp"
#include "tests/node/cli/fake_node.hpp"

namespace descent::cli {
namespace {

using namespace std::chrono_literals;
using modules::System;

struct Sending : testing::Test {
  FakeNode node;
  RuntimeWords words;
  crypto::Keypair alice = *crypto::from_suri(crypto::KeyType::Sr25519, "//Alice");
  Order order{{{0, 0, 4, 7}}, 5, {Wait::Finalized, 1s}, {}};  // System.remark

  Outcome<Receipt> run() { return send(node.chain(), words, alice, order, Audience::Program); }
};

TEST_F(Sending, signs_for_this_chain_this_nonce_and_this_era) {
  node.add_event(0, System::ExtrinsicSuccess{});
  ASSERT_TRUE(run());
  ASSERT_EQ(node.blocks.size(), 1U);
  const auto sent = frame::decode_extrinsic(node.blocks[0][0], words.model().calls);
  ASSERT_TRUE(sent && sent->signature);
  EXPECT_EQ(sent->call, order.call);
  EXPECT_EQ(sent->signature->nonce(), 7U);
  EXPECT_TRUE(sent->signature->tip() == 5);
  EXPECT_EQ(sent->signature->era(), frame::Era::mortal(64, 0));
  const Hash genesis = node.hash(0);
  const auto payload =
      frame::signing_payload(sent->call, sent->signature->extra,
                             {chain_spec::dev_version().spec_version, 1, genesis, genesis});
  EXPECT_TRUE(crypto::verify(sent->signature->signature, payload, alice.account()));
}

TEST_F(Sending, returns_the_block_the_events_and_the_fee) {
  using modules::TransactionPayment;
  node.add_event(chain_spec::kTransactionPayment,
                 TransactionPayment::TransactionFeePaid{alice.account(), 123, 5});
  node.add_event(0, System::ExtrinsicSuccess{});
  const auto receipt = run();
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->block->number, 1U);
  EXPECT_EQ(receipt->events.size(), 2U);
  EXPECT_TRUE(receipt->fee == Balance{123});
  EXPECT_FALSE(receipt->failure);
  EXPECT_EQ(receipt->extrinsic, frame::extrinsic_hash(node.blocks[0][0]));
}

TEST_F(Sending, says_why_the_chain_refused_the_call) {
  node.add_event(0, System::ExtrinsicFailed{DispatchError::module(chain_spec::kBalances, 2), {}});
  const auto receipt = run();
  ASSERT_TRUE(receipt);
  EXPECT_EQ(receipt->failure, "Balances.InsufficientBalance: Balance too low to send value.");
}

TEST_F(Sending, does_not_wait_when_told_so) {
  order.waiting.until = Wait::None;
  const auto receipt = run();
  ASSERT_TRUE(receipt);
  EXPECT_FALSE(receipt->block);
}

TEST_F(Sending, gives_up_when_no_block_holds_it) {
  node.handlers["author_submitExtrinsic"] = [](const FakeNode::Params&) {
    return boost::json::value("0x" + std::string(64, '0'));
  };
  order.waiting.patience = 0ms;
  const auto receipt = run();
  ASSERT_FALSE(receipt);
  EXPECT_NE(receipt.error().message.find("not in a block yet"), std::string::npos);
}

TEST_F(Sending, does_not_sign_for_rules_it_does_not_know) {
  node.handlers["state_getRuntimeVersion"] = [](const FakeNode::Params&) {
    return boost::json::value{
        {"specName", "descent"}, {"specVersion", 99}, {"transactionVersion", 1}};
  };
  const auto receipt = run();
  ASSERT_FALSE(receipt);
  EXPECT_NE(receipt.error().message.find("spec_version 99"), std::string::npos);
  EXPECT_TRUE(node.blocks.empty());
}

}  // namespace
}  // namespace descent::cli
