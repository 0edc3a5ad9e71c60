#include "node/service/chain.hpp"

#include <gmock/gmock.h>

#include "tests/node/service/dev_chain.hpp"

namespace descent::service {
namespace {

using testing::HasSubstr;

bool nothing_known(const Hash&) { return false; }

struct Chaining : testing::Test, DevChain {
  Verifier verifier{1};

  /// Why `block` is refused; "" if it is not.
  std::string refusal(const Block& block) {
    const auto checked = chain->check(block, verifier, nothing_known);
    return checked ? "" : checked.error();
  }
};

TEST_F(Chaining, an_empty_database_gets_the_genesis_of_the_preset) {
  EXPECT_EQ(chain->head().number, 0u);
  EXPECT_EQ(chain->head_hash(), chain->genesis_hash());
  EXPECT_EQ(scale::encoded(chain->head()),
            scale::encoded(chain_spec::genesis_header(dev_spec().genesis)));
  const auto view = chain->at(chain->genesis_hash());
  for (const auto& [key, value] : dev_spec().genesis) EXPECT_EQ(view->state->get(key), value);
}

TEST_F(Chaining, a_block_with_a_transfer_moves_money_and_the_nonce) {
  const Balance before = account(bob.account()).data.free;
  const Hash hash = add({transfer(0)});
  EXPECT_EQ(chain->head_hash(), hash);
  EXPECT_EQ(chain->head().number, 1u);
  EXPECT_EQ(chain->head().parent_hash, chain->genesis_hash());
  EXPECT_EQ(account(bob.account()).data.free, before + kGrad);
  EXPECT_EQ(account(alice.account()).nonce, 1u);
}

TEST_F(Chaining, a_block_begins_with_its_inherent_and_keeps_the_pace) {
  const Moment first = chain->earliest_next();
  const Proposal block = build();
  EXPECT_EQ(block.block.extrinsics.size(), 1u);
  chain->commit(block);
  EXPECT_EQ(chain->earliest_next(), first + 200);
  const auto early = chain->build(first, with({}));
  ASSERT_FALSE(early);
  EXPECT_THAT(early.error(), HasSubstr("inherent"));
}

TEST_F(Chaining, the_same_store_opened_again_continues_at_the_head) {
  add({transfer(0)});
  const Hash head = add();
  const Proposal third = build({transfer(1)});
  chain = open();
  EXPECT_EQ(chain->head_hash(), head);
  EXPECT_EQ(chain->head().number, 2u);
  EXPECT_EQ(build({transfer(1)}).outcome.hash, third.outcome.hash);
}

TEST_F(Chaining, a_store_of_another_genesis_is_refused) {
  chain_spec::ChainSpec other = dev_spec();
  other.genesis[account_key(bob.account())] = scale::encoded(AccountInfo{});
  EXPECT_FALSE(Chain::open(database, other, rule_set(), std::nullopt, nullptr));
}

TEST_F(Chaining, a_state_under_unknown_rules_is_refused) {
  store::MemoryStore empty;
  chain_spec::ChainSpec other = dev_spec();
  other.genesis[chain_spec::code_key()] =
      scale::encoded(chain_spec::Manifest{"descent-dev", 999, {}});
  const auto opened = Chain::open(empty, other, rule_set(), std::nullopt, nullptr);
  ASSERT_FALSE(opened);
  EXPECT_THAT(opened.error(), HasSubstr("no rules"));
}

TEST_F(Chaining, a_block_built_elsewhere_is_executed_to_the_same_hash) {
  DevChain elsewhere;
  const Proposal built = elsewhere.build({transfer(0), transfer(1)});
  const auto checked = chain->check(built.block, verifier, nothing_known);
  ASSERT_TRUE(checked) << checked.error();
  EXPECT_EQ(checked->outcome.hash, built.outcome.hash);
  EXPECT_EQ(checked->outcome.state, built.outcome.state);
  chain->commit(*checked);
  EXPECT_EQ(chain->head_hash(), built.outcome.hash);
}

TEST_F(Chaining, a_block_with_a_changed_root_is_refused) {
  const Block good = build({transfer(0)}).block;
  EXPECT_EQ(refusal(good), "");
  Block bad = good;
  bad.header.state_root.bytes[3] ^= 1;
  EXPECT_THAT(refusal(bad), HasSubstr("state root"));
  bad = good;
  bad.header.extrinsics_root.bytes[3] ^= 1;
  EXPECT_THAT(refusal(bad), HasSubstr("extrinsics root"));
  bad = good;
  bad.header.parent_hash.bytes[3] ^= 1;
  EXPECT_THAT(refusal(bad), HasSubstr("does not extend"));
}

TEST_F(Chaining, a_wrong_signature_is_refused_unless_it_was_found_right_before) {
  Block block = build({transfer(0)}).block;
  Bytes& signed_one = block.extrinsics.at(1);
  signed_one.at(40) ^= 1;  // within the signature: version, address, kind, then 64 bytes
  EXPECT_THAT(refusal(block), HasSubstr("bad signature"));
  std::vector<Hash> asked;
  (void)chain->check(build({transfer(0)}).block, verifier, [&](const Hash& hash) {
    asked.push_back(hash);
    return true;
  });
  EXPECT_EQ(asked, std::vector{frame::extrinsic_hash(transfer(0))});
}

TEST_F(Chaining, an_old_hash_reads_the_old_state) {
  const Balance endowed = account(bob.account()).data.free;
  const Hash first = add({transfer(0)});
  add({transfer(1)});
  const auto balance_at = [&](const Hash& hash) {
    return account_in(*chain->at(hash)->state, bob.account()).data.free;
  };
  EXPECT_EQ(balance_at(chain->genesis_hash()), endowed);
  EXPECT_EQ(balance_at(first), endowed + kGrad);
  EXPECT_EQ(balance_at(chain->head_hash()), endowed + 2 * kGrad);
  EXPECT_FALSE(chain->at(Hash{{1}}));
}

TEST_F(Chaining, a_proposal_knows_what_its_parent_held_where_it_was_read) {
  const Hash parent = add({transfer(0)});
  const Proposal block = build({transfer(1)});
  EXPECT_TRUE(block.outcome.found.contains(account_key(bob.account())));
  EXPECT_TRUE(block.nodes_found.contains(Bytes{}));
  chain->commit(block);
  const auto state = *chain->blocks().state_at(parent);
  for (const auto& [key, value] : block.outcome.found) EXPECT_EQ(state->get(key), value);
  const auto nodes = *chain->blocks().nodes_at(parent);
  for (const auto& [path, record] : block.nodes_found) EXPECT_EQ(nodes->get(path), record);
}

TEST_F(Chaining, listeners_hear_of_each_block_after_it_is_the_head) {
  int heard = 0;
  chain->listen([&](const Chain::Committed& block) {
    ++heard;
    EXPECT_EQ(block.hash, chain->head_hash());
    EXPECT_EQ(block.header.number, 1u);
    EXPECT_EQ(block.body.at(1), transfer(0));
    EXPECT_TRUE(block.state.contains(account_key(alice.account())));
  });
  add({transfer(0)});
  EXPECT_EQ(heard, 1);
}

TEST_F(Chaining, the_next_block_is_begun_so_that_transactions_are_checked_against_it) {
  add({transfer(0)});
  EXPECT_FALSE(chain->next().validate(transfer(0)));
  EXPECT_TRUE(chain->next().validate(transfer(1)));
}

}  // namespace
}  // namespace descent::service
