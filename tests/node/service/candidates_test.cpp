#include "node/service/candidates.hpp"

#include "runtime/crypto/hash.hpp"
#include "tests/node/service/dev_chain.hpp"

namespace descent::service {
namespace {

struct Candidacy : testing::Test {
  DevChain dev;
  Candidates candidates;
  Verifier verifier{1};
  const std::function<bool(const Hash&)> none = [](const Hash&) { return false; };

  Block block(Balance value) { return dev.build({dev.transfer(0, value)}).block; }
};

TEST_F(Candidacy, a_block_is_known_by_the_hash_of_its_header_and_executed_once) {
  const Proposal built = dev.build({dev.transfer(0)});
  const auto hash = candidates.add(*dev.chain, built.block, false);
  ASSERT_EQ(hash, built.outcome.hash);
  const auto& first = candidates.execute(*hash, *dev.chain, verifier, none);
  ASSERT_TRUE(first.executed);
  EXPECT_EQ(first.executed->outcome.hash, built.outcome.hash);
  EXPECT_EQ(&candidates.execute(*hash, *dev.chain, verifier, none), &first);
}

TEST_F(Candidacy, a_body_that_is_not_the_headers_is_not_taken) {
  Block other = block(kGrad);
  other.extrinsics.pop_back();
  EXPECT_FALSE(candidates.add(*dev.chain, other, false));
  EXPECT_EQ(candidates.size(), 0U);
}

TEST_F(Candidacy, a_block_of_another_height_is_not_taken) {
  const Block old = block(kGrad);
  dev.add();
  EXPECT_FALSE(candidates.add(*dev.chain, old, false));
}

TEST_F(Candidacy, an_invalid_block_says_why) {
  Block wrong = block(kGrad);
  wrong.header.state_root = Hash{{1}};
  const auto hash = candidates.add(*dev.chain, wrong, false);
  ASSERT_TRUE(hash);
  const auto& found = candidates.execute(*hash, *dev.chain, verifier, none);
  EXPECT_FALSE(found.executed);
  EXPECT_NE(found.refusal->find("state root"), std::string::npos);
}

TEST_F(Candidacy, strangers_displace_the_oldest_of_strangers_only) {
  const auto ours = candidates.add(*dev.chain, block(1 * kGrad), true);
  std::vector<Hash> strange;
  Block base = block(2 * kGrad);
  for (std::size_t i = 0; i <= Candidates::kMost; ++i) {
    base.header.state_root = Hash{{static_cast<std::uint8_t>(i), 1}};
    strange.push_back(*candidates.add(*dev.chain, base, false));
  }
  EXPECT_EQ(candidates.size(), Candidates::kMost + 1);
  EXPECT_NE(candidates.find(*ours), nullptr);
  EXPECT_EQ(candidates.find(strange.front()), nullptr);
  EXPECT_NE(candidates.find(strange.back()), nullptr);
}

TEST_F(Candidacy, the_time_of_a_block_is_what_its_inherent_says) {
  const Moment now = dev.chain->earliest_next() + 1'234;
  const auto built = *dev.chain->build(now, with({}));
  EXPECT_EQ(time_of(built.outcome), now);
  EXPECT_EQ(time_of({}), std::nullopt);
}

}  // namespace
}  // namespace descent::service
