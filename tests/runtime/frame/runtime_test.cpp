#include "runtime/frame/runtime.hpp"

#include "tests/runtime/frame/dev_chain.hpp"

namespace descent::frame {
namespace {

using Kind = BlockError::Kind;

class ExecuteTest : public testing::Test {
 protected:
  DevChain chain;
  const Bytes transfer = chain.sign(chain.alice, chain.transfer(chain.bob.account(), 5 * kGrad));
  Block block = chain.make({transfer});

  void expect_refused(Kind kind, std::uint32_t extrinsic = 0) const {
    const auto out = chain.execute(block);
    ASSERT_FALSE(out);
    EXPECT_EQ(out.error().kind, kind) << to_string(out.error());
    EXPECT_EQ(out.error().extrinsic, extrinsic);
  }
  template <class Reason>
  void expect_invalid(std::uint32_t extrinsic) const {
    expect_refused(Kind::InvalidExtrinsic, extrinsic);
    const auto error = chain.execute(block).error();
    EXPECT_TRUE(error.validity->is<Reason>()) << to_string(error);
  }
};

TEST_F(ExecuteTest, a_made_block_executes_to_the_same_header) {
  const auto out = chain.execute(block);
  ASSERT_TRUE(out) << to_string(out.error());
  EXPECT_EQ(scale::encoded(out->header), scale::encoded(block.header));
  EXPECT_EQ(out->hash, crypto::blake2b_256(scale::encoded(block.header)));
  EXPECT_EQ(out->header.number.value, 1u);
  EXPECT_EQ(out->header.parent_hash, chain.genesis_hash);
}

TEST_F(ExecuteTest, the_roots_are_those_of_the_state_and_the_body) {
  chain.import(*chain.execute(block));
  EXPECT_EQ(chain.head.state_root, trie::root_of(chain.values, trie::Layout::V1));
  EXPECT_EQ(chain.head.extrinsics_root, trie::ordered_root(block.extrinsics, trie::Layout::V1));
}

TEST_F(ExecuteTest, the_next_block_stands_on_it) {
  chain.import(*chain.execute(block));
  block = chain.make({chain.sign(chain.alice, chain.remark(), {.nonce = 1})});
  const auto out = chain.execute(block);
  ASSERT_TRUE(out) << to_string(out.error());
  EXPECT_EQ(out->header.number.value, 2u);
  chain.import(*out);
  EXPECT_EQ(chain.head.state_root, trie::root_of(chain.values, trie::Layout::V1));
  EXPECT_TRUE(chain.begin()->try_state().empty());
}

TEST_F(ExecuteTest, refuses_another_state_root) {
  block.header.state_root.bytes[0] ^= 1;
  expect_refused(Kind::WrongStateRoot);
}

TEST_F(ExecuteTest, refuses_another_extrinsics_root) {
  block.header.extrinsics_root.bytes[0] ^= 1;
  expect_refused(Kind::WrongExtrinsicsRoot);
}

TEST_F(ExecuteTest, refuses_another_number_parent_or_digest) {
  const Header made = block.header;
  block.header.number.value = 2;
  expect_refused(Kind::WrongDigest);
  block.header = made;
  block.header.parent_hash.bytes[0] ^= 1;
  expect_refused(Kind::WrongDigest);
  block.header = made;
  block.header.digest.logs.push_back(digest_item::Other{Bytes{1}});
  expect_refused(Kind::WrongDigest);
}

TEST_F(ExecuteTest, takes_what_the_engine_says_from_the_header) {
  block = chain.make({}, {{digest_item::PreRuntime{{'t', 'e', 's', 't'}, Bytes{7}}}});
  ASSERT_EQ(block.header.digest.logs.size(), 1u);
  EXPECT_TRUE(chain.execute(block));
}

TEST_F(ExecuteTest, refuses_a_block_without_its_inherent) {
  block.extrinsics.erase(block.extrinsics.begin());
  expect_refused(Kind::MissingInherent);
}

TEST_F(ExecuteTest, refuses_an_inherent_behind_a_transaction) {
  std::swap(block.extrinsics[0], block.extrinsics[1]);
  expect_refused(Kind::MisplacedInherent, 1);
}

TEST_F(ExecuteTest, refuses_a_changed_signature) {
  block.extrinsics[1][40] ^= 1;
  expect_invalid<invalid::BadProof>(1);
}

TEST_F(ExecuteTest, refuses_a_changed_call) {
  block.extrinsics[1].back() ^= 1;
  expect_invalid<invalid::BadProof>(1);
}

TEST_F(ExecuteTest, refuses_a_replay) {
  block.extrinsics.push_back(transfer);
  expect_invalid<invalid::Stale>(2);
}

TEST_F(ExecuteTest, refuses_a_gap_in_the_nonces) {
  block.extrinsics.push_back(chain.sign(chain.alice, chain.remark(), {.nonce = 2}));
  expect_invalid<invalid::Future>(2);
}

TEST_F(ExecuteTest, refuses_what_does_not_decode) {
  for (const Bytes& bytes : {Bytes{}, Bytes{4}, Bytes{4, 0xFF, 0}, Bytes{0x84, 0}}) {
    block.extrinsics = {block.extrinsics[0], bytes};
    expect_refused(Kind::BadExtrinsic, 1);
    EXPECT_TRUE(chain.execute(block).error().validity->is<invalid::Call>());
  }
}

TEST_F(ExecuteTest, halts_on_a_database_without_its_nodes) {
  const auto out = frame::execute(*chain.begin(), block, {true, true}, trie::Records{});
  ASSERT_FALSE(out);
  EXPECT_EQ(out.error().kind, Kind::BrokenTrie);
}

TEST(BlockErrorText, says_which_extrinsic_and_why) {
  EXPECT_EQ(to_string(BlockError{Kind::MissingInherent, 0, {}}),
            "an inherent that every block has is missing");
  EXPECT_EQ(to_string(BlockError{Kind::InvalidExtrinsic, 3,
                                 TransactionValidityError{InvalidTransaction{invalid::Stale{}}}}),
            "an extrinsic may not be included (extrinsic 3: Transaction is outdated)");
}

}  // namespace
}  // namespace descent::frame
