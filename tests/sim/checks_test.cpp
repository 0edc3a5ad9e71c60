#include "tests/sim/checks.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/hash.hpp"

namespace descent::sim {
namespace {

using consensus::Vote;
using consensus::VoteKind;

/// A world in which nothing happens.
struct Still final : service::World, Wire {
  Moment now() override { return 1'700'000'000'000; }
  void schedule(const consensus::effect::ScheduleTimer&) override {}
  void cancel(consensus::Timer) override {}
  void broadcast(const service::gossip::Message&, bool) override {}
  void send(service::Peer, const service::gossip::Message&) override {}
  bool is_common(const Hash&) override { return true; }
  std::optional<consensus::Signature> sign(const Vote&) override { return std::nullopt; }
  std::optional<consensus::AuthorityId> self(const consensus::AuthoritySet&) override {
    return std::nullopt;
  }
  void halt(const std::string&) override {}
  network::Instant instant() override { return {}; }
  void tell(network::PeerNumber, const Letter&) override {}
  void tell_all(const Letter&, bool) override {}
};

struct SimChecks : testing::Test {
  const Founding& who = founding(4, false);
  Disk::Fate fate = Disk::Fate::Done;
  std::vector<std::unique_ptr<Machine>> machines;
  std::vector<std::string> wrong;
  Checks checks{who, machines, [this](const std::string& what) { wrong.push_back(what); }};
  Still still;
  service::Verifier verifier{1};

  SimChecks() {
    for (std::size_t i = 0; i < 2; ++i)
      machines.push_back(
          std::make_unique<Machine>(who.keys[i], [this](store::Sync) { return fate; }));
  }
  Vote precommit() const {
    return {.number = 1, .kind = VoteKind::Precommit, .validator = machines[0]->id()};
  }
  void start(std::size_t machine) {
    Machine& m = *machines[machine];
    m.process.emplace(m.disk, who, std::make_unique<consensus::Bft>(), still, still, verifier);
  }
  void commit(std::size_t machine, const Hash& hash) {
    Header header;
    header.number.value = 1;
    static_cast<void>(checks.on_commit(machine, {header, hash, {}, {}}));
  }
};

TEST_F(SimChecks, a_vote_that_is_not_on_the_disk_must_not_be_signed) {
  checks.on_sign(0, precommit());
  EXPECT_EQ(wrong.size(), 1U);
  store::VoteLog log{machines[0]->disk};
  ASSERT_TRUE(log.append({precommit(), {}}, std::nullopt));
  checks.on_sign(0, precommit());
  EXPECT_EQ(wrong.size(), 1U);
}

TEST_F(SimChecks, a_precommit_for_a_block_must_not_be_signed_without_the_block) {
  const Block block;
  Vote vote = precommit();
  vote.block = crypto::blake2b_256(scale::encoded(block.header));
  store::VoteLog log{machines[0]->disk};
  ASSERT_TRUE(log.append({vote, {}}, std::nullopt));
  checks.on_sign(0, vote);
  EXPECT_EQ(wrong.size(), 1U);
  ASSERT_TRUE(log.append({vote, {}}, scale::encoded(block)));
  checks.on_sign(0, vote);
  EXPECT_EQ(wrong.size(), 1U);
}

TEST_F(SimChecks, nothing_is_signed_after_the_disk_failed) {
  store::VoteLog log{machines[0]->disk};
  ASSERT_TRUE(log.append({precommit(), {}}, std::nullopt));
  fate = Disk::Fate::Full;
  ASSERT_FALSE(log.forget_below(2));
  checks.on_sign(0, precommit());
  EXPECT_EQ(wrong, std::vector<std::string>{"machine 0 signs after its disk failed"});
}

TEST_F(SimChecks, a_machine_that_comes_back_must_have_what_was_final) {
  start(0);
  checks.on_start(0);
  EXPECT_TRUE(wrong.empty());
  machines[0]->best = 1;
  checks.on_start(0);
  EXPECT_EQ(wrong, std::vector<std::string>{"machine 0 has lost final blocks: it had 1"});
}

TEST_F(SimChecks, a_final_block_needs_a_proof_and_must_be_the_only_one) {
  start(0);
  start(1);
  commit(0, Hash{{1}});
  EXPECT_EQ(wrong, std::vector<std::string>{"a final block has no certificate"});
  commit(1, Hash{{1}});
  EXPECT_EQ(wrong.size(), 1U);
  commit(1, Hash{{2}});
  EXPECT_EQ(wrong.back(), "machine 1 has another block 1");
}

}  // namespace
}  // namespace descent::sim
