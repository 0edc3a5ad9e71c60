#include "tests/modules/staking/validators.hpp"

namespace descent::modules {
namespace {

using session::SetChange;

class SetsTest : public testing::Test {
 protected:
  ValidatorChain chain;
  Session& session = chain.session();

  /// What the header of the last block says about the authorities.
  std::optional<SetChange> announced() const {
    for (const auto& item : chain.sealed.logs)
      if (const auto* said = std::get_if<digest_item::Consensus>(&item))
        if (said->engine == session::kEngineId) return *scale::decoded<SetChange>(said->data);
    return std::nullopt;
  }
  BlockNumber number() { return chain.frame().number; }
  /// From now on only the test queues validators.
  void without_elections() { chain.staking().current_planned_session.put(UINT32_MAX); }
};

TEST_F(SetsTest, the_first_set_decides_on_the_first_block) {
  const auto set = session.set_at(1);
  ASSERT_TRUE(set);
  EXPECT_EQ(set->since, 0u);
  EXPECT_EQ(set->members.size(), 4u);
  EXPECT_TRUE(consensus::is_canonical(set->authorities()));
  EXPECT_EQ(session.query(Session::Api::authorities{}), set->authorities());
  EXPECT_EQ(set->members[0].power, kBond / kGrad);
}

TEST_F(SetsTest, a_set_changes_two_blocks_after_the_session_ended) {
  session.queue({{stash(2), 5}, {stash(0), 9}});
  chain.until_session(1);
  const BlockNumber changed = number();
  EXPECT_EQ(session.query(Session::Api::authorities{}).size(), 4u);
  chain.pass();
  const auto change = announced();
  ASSERT_TRUE(change);
  EXPECT_EQ(change->since, changed + 2);
  EXPECT_EQ(change->authorities.size(), 2u);
  EXPECT_TRUE(consensus::is_canonical(change->authorities));
  EXPECT_EQ(session.set_at(changed)->members.size(), 4u);
  EXPECT_EQ(session.set_at(changed + 1)->members.size(), 4u);
  EXPECT_EQ(session.set_at(changed + 2)->authorities(), change->authorities);
  EXPECT_EQ(number(), changed + 1);
  EXPECT_EQ(session.query(Session::Api::authorities{}), change->authorities)
      << "the block after this one";
}

TEST_F(SetsTest, what_is_decided_and_not_in_force_yet_is_queued) {
  session.queue({{stash(2), 5}});
  chain.until_session(1);
  EXPECT_TRUE(session.query(Session::Api::queued{}).empty());
  session.on_finalize(number());
  const auto queued = session.query(Session::Api::queued{});
  ASSERT_EQ(queued.size(), 1u);
  EXPECT_EQ(queued[0].since, number() + 2);
  EXPECT_EQ(session.query(Session::Api::authorities{}).size(), 4u);
}

TEST_F(SetsTest, a_session_that_changes_nothing_announces_nothing) {
  for (BlockNumber n = 0; n < 3 * kSessionBlocks; ++n) {
    chain.pass();
    EXPECT_FALSE(announced());
  }
  EXPECT_EQ(session.set_range.get()->newest, 0u);
}

TEST_F(SetsTest, a_disabled_validator_is_no_authority_two_blocks_later) {
  EXPECT_TRUE(session.disable(stash(1)));
  const BlockNumber at = number();
  chain.pass();
  ASSERT_TRUE(announced());
  EXPECT_EQ(announced()->since, at + 2);
  EXPECT_NE(session.set_at(at + 1)->find(session_key(1)), nullptr);
  EXPECT_EQ(session.set_at(at + 2)->find(session_key(1)), nullptr);
  EXPECT_EQ(session.set_at(at + 2)->members.size(), 3u);
}

TEST_F(SetsTest, the_set_of_any_block_is_found_as_by_looking_at_all) {
  without_elections();
  std::vector<std::pair<BlockNumber, std::uint64_t>> changes{{0, kBond / kGrad}};
  for (std::uint64_t power = 1; power < 40; ++power) {
    if (power % 3 != 0) {
      session.queue({{stash(0), power}});
      changes.emplace_back(0, power);
    }
    chain.until_session(static_cast<session::SessionIndex>(power));
    if (power % 3 != 0) changes.back().first = number() + 2;
  }
  for (BlockNumber n = 0; n < number(); ++n) {
    std::uint64_t expected = 0;
    for (const auto& [since, power] : changes)
      if (since <= n) expected = power;
    const auto set = session.set_at(n);
    ASSERT_TRUE(set);
    EXPECT_EQ(set->members[0].power, expected) << n;
  }
}

TEST_F(SetsTest, sets_that_ended_before_the_horizon_are_forgotten) {
  without_elections();
  std::vector<BlockNumber> since{0};
  for (std::uint64_t power = 1; power < 8; ++power) {
    session.queue({{stash(0), power}});
    chain.until_session(static_cast<session::SessionIndex>(power));
    since.push_back(number() + 2);
  }
  session.forget_before(5);
  chain.pass(3);
  EXPECT_FALSE(session.set_at(since[4] - 1));
  EXPECT_TRUE(session.set_at(since[4]));
  EXPECT_EQ(session.sets.entries().size(), 4u) << "sets 4 to 7";
}

TEST_F(SetsTest, the_author_is_who_the_header_says_if_it_is_in_the_set) {
  EXPECT_FALSE(session.author());
  chain.author(2);
  chain.pass();
  EXPECT_EQ(session.author(), stash(2));
  chain.author(9);
  chain.pass();
  EXPECT_FALSE(session.author());
  chain.pre_runtime.logs = {
      digest_item::PreRuntime{{'O', 'T', 'H', 'R'}, scale::encoded(session_key(1))},
      digest_item::PreRuntime{session::kEngineId, Bytes{1, 2}}};
  chain.pass();
  EXPECT_FALSE(session.author());
}

}  // namespace
}  // namespace descent::modules
