#include "node/service/validator.hpp"

#include "node/service/pool_validator.hpp"
#include "tests/node/service/dev_chain.hpp"

namespace descent::service {
namespace {

using namespace consensus::effect;
namespace input = consensus::input;
using consensus::Effects;
using consensus::Input;
using consensus::Vote;
using consensus::VoteKind;

/// Does what a test says, and remembers what it was told.
struct Script final : consensus::Engine {
  Effects step(const Input& told) override {
    inputs.push_back(told);
    return std::exchange(next, {});
  }
  template <class I>
  const I* last() const {
    for (auto at = inputs.rbegin(); at != inputs.rend(); ++at)
      if (const auto* found = std::get_if<I>(&*at)) return found;
    return nullptr;
  }
  Effects next;
  std::vector<Input> inputs;
};

/// A world that remembers.
struct Remembered final : World {
  Moment now() override { return clock; }
  void schedule(const ScheduleTimer& timer) override { timers.push_back(timer); }
  void cancel(consensus::Timer) override {}
  void broadcast(const gossip::Message& message, bool) override { sent.push_back(message); }
  void send(Peer to, const gossip::Message& message) override {
    receiver = to;
    sent.push_back(message);
  }
  bool is_common(const Hash& transaction) override { return !young.contains(transaction); }
  std::optional<consensus::Signature> sign(const Vote&) override {
    return signs ? std::optional{consensus::Signature{1, 2, 3}} : std::nullopt;
  }
  std::optional<consensus::AuthorityId> self(const consensus::AuthoritySet& set) override {
    return set.front().id;
  }
  void halt(const std::string& reason) override { halted = reason; }

  Moment clock = 1'700'000'000'000;
  std::vector<ScheduleTimer> timers;
  std::vector<gossip::Message> sent;
  Peer receiver = 0;
  std::set<Hash> young;
  bool signs = true;
  std::string halted;
};

gossip::Sketch whole(const Block& block) {
  return sketch_of(block, [](const Hash&) { return false; });
}
gossip::Sketch named(const Block& block) {
  auto out = sketch_of(block, [](const Hash&) { return true; });
  out.parts.front() = gossip::Whole{block.extrinsics.front()};  // the time is in no pool
  return out;
}

struct Driven : testing::Test {
  DevChain dev;
  Verified verified{16};
  PoolValidator checks{*dev.chain, verified};
  pool::Pool pool{checks, [](const pool::Event&) {}, {}};
  store::VoteLog log{dev.database};
  Verifier verifier{1};
  Script engine;
  Remembered world;
  const crypto::Keypair key = *crypto::from_suri(crypto::KeyType::Ed25519, "//Alice");
  const consensus::AuthorityId self{key.account().id};
  Validator validator{engine, *dev.chain, pool, log, verifier, world, {}};

  Driven() { validator.start(); }
  /// The engine asks for this now.
  template <class E>
  void wants(const E& effect) {
    engine.next = {effect};
    validator.work_arrived();
  }
  Hash built() {
    wants(BuildValue{1, 0});
    return engine.last<input::ValueBuilt>()->block;
  }
  Vote vote(VoteKind kind, const Hash& block) const {
    Vote out;
    out.number = 1;
    out.kind = kind;
    out.block = block;
    out.validator = self;
    return out;
  }
  /// The same, signed.
  Vote said(VoteKind kind, const Hash& block) const {
    Vote out = vote(kind, block);
    const MultiSignature signature =
        key.sign(scale::encoded(sign_bytes(dev.chain->genesis_hash(), out)));
    out.signature = std::get<multi_signature::Ed25519>(signature).value;
    return out;
  }
  template <class M>
  const M* sent() const {
    return world.sent.empty() ? nullptr : std::get_if<M>(&world.sent.back());
  }
  /// What was asked of the last peer that was; nothing if nothing was.
  std::vector<std::uint32_t> asked() const {
    for (auto at = world.sent.rbegin(); at != world.sent.rend(); ++at)
      if (const auto* wanted = std::get_if<gossip::PartsWanted>(&*at))
        return {wanted->places.begin(), wanted->places.end()};
    return {};
  }
  bool is_checked(const Hash& block) const {
    const auto* checked = engine.last<input::ValueChecked>();
    return checked != nullptr && checked->block == block;
  }
};

TEST_F(Driven, the_engine_begins_with_the_head_its_authorities_and_itself) {
  const auto* start = engine.last<input::HeightStarted>();
  ASSERT_NE(start, nullptr);
  EXPECT_EQ(start->number, 0U);
  EXPECT_EQ(start->self, self);
  ASSERT_EQ(start->authorities.size(), 1U);
  EXPECT_EQ(start->authorities.front().id, self);
  EXPECT_TRUE(start->log.empty());
}

TEST_F(Driven, what_was_said_before_a_crash_is_told_with_its_block) {
  const Proposal block = dev.build();
  consensus::WalRecord record;
  record.vote = vote(VoteKind::Precommit, block.outcome.hash);
  ASSERT_TRUE(log.append(record, scale::encoded(block.block)));
  validator.start();
  EXPECT_EQ(engine.last<input::HeightStarted>()->log.size(), 1U);
  wants(CheckValue{1, 0, block.outcome.hash});
  EXPECT_EQ(engine.last<input::ValueChecked>()->verdict, consensus::Verdict::Valid);
}

TEST_F(Driven, a_block_is_built_proposed_and_committed_with_its_proof) {
  const Hash block = built();
  wants(Broadcast{vote(VoteKind::Proposal, block), false});
  ASSERT_NE(sent<gossip::Proposed>(), nullptr);
  consensus::CommitCertificate certificate;
  certificate.number = 1;
  certificate.block = block;
  wants(Decide{1, block, certificate});
  EXPECT_EQ(dev.chain->head_hash(), block);
  EXPECT_EQ(**dev.chain->blocks().justification(block), scale::encoded(certificate));
  EXPECT_EQ(engine.last<input::HeightStarted>()->number, 1U);
  validator.received(5, gossip::CommitWanted{1});
  ASSERT_NE(sent<gossip::CommitFound>(), nullptr);
  EXPECT_EQ(sent<gossip::CommitFound>()->certificate, certificate);
  EXPECT_EQ(world.receiver, 5U);
}

TEST_F(Driven, a_block_nobody_sent_is_asked_for_and_checked_when_it_comes) {
  const Proposal block = dev.build();
  wants(CheckValue{1, 0, block.outcome.hash});
  ASSERT_NE(sent<gossip::BlockWanted>(), nullptr);
  EXPECT_EQ(engine.last<input::ValueChecked>(), nullptr);
  validator.received(3, gossip::BlockFound{whole(block.block)});
  ASSERT_NE(engine.last<input::ValueChecked>(), nullptr);
  EXPECT_EQ(engine.last<input::ValueChecked>()->block, block.outcome.hash);
}

TEST_F(Driven, a_decided_block_that_is_missing_is_committed_when_it_comes) {
  const Proposal block = dev.build();
  wants(Decide{1, block.outcome.hash, std::nullopt});
  EXPECT_EQ(dev.chain->head().number, 0U);
  validator.received(3, gossip::BlockFound{whole(block.block)});
  EXPECT_EQ(dev.chain->head_hash(), block.outcome.hash);
}

TEST_F(Driven, a_decided_block_that_is_invalid_here_ends_the_node) {
  Block wrong = dev.build().block;
  wrong.header.state_root = Hash{{1}};
  validator.received(3, gossip::BlockFound{whole(wrong)});
  const Hash hash = crypto::blake2b_256(scale::encoded(wrong.header));
  wants(Decide{1, hash, std::nullopt});
  EXPECT_NE(world.halted.find("state root"), std::string::npos);
  EXPECT_EQ(dev.chain->head().number, 0U);
}

TEST_F(Driven, a_proposal_is_timely_near_its_own_time) {
  const auto verdict_at = [&](std::int64_t shift) {
    DevChain other;
    const Moment time = world.clock;
    const auto block = *other.chain->build(time, with({}));
    world.clock = static_cast<Moment>(static_cast<std::int64_t>(time) + shift);
    const Vote proposal = said(VoteKind::Proposal, block.outcome.hash);
    validator.received(1, gossip::Proposed{proposal, whole(block.block)});
    wants(VerifyBatch{1, {proposal}});
    wants(CheckValue{1, 0, block.outcome.hash});
    world.clock = time + 10'000;  // so that the next block is another one
    return engine.last<input::ValueChecked>()->verdict;
  };
  EXPECT_EQ(verdict_at(0), consensus::Verdict::Valid);
  EXPECT_EQ(verdict_at(-500), consensus::Verdict::Valid);
  EXPECT_EQ(verdict_at(-501), consensus::Verdict::Untimely);
  EXPECT_EQ(verdict_at(2'500), consensus::Verdict::Valid);
  EXPECT_EQ(verdict_at(2'501), consensus::Verdict::Untimely);
}

TEST_F(Driven, a_precommit_is_durable_with_its_block_before_the_engine_hears_of_it) {
  const Hash block = built();
  consensus::WalRecord record;
  record.vote = vote(VoteKind::Precommit, block);
  wants(Append{4, record});
  EXPECT_EQ(engine.last<input::RecordDurable>()->sequence, 4U);
  EXPECT_EQ(log.records(1)->size(), 1U);
  EXPECT_EQ(log.blocks(1)->size(), 1U);
}

TEST_F(Driven, a_signer_that_refuses_leaves_the_vote_unsaid) {
  wants(Sign{vote(VoteKind::Prevote, Hash{{1}})});
  EXPECT_EQ(engine.last<input::VoteSigned>()->vote.signature[2], 3);
  engine.inputs.clear();
  world.signs = false;
  wants(Sign{vote(VoteKind::Prevote, Hash{{2}})});
  EXPECT_EQ(engine.last<input::VoteSigned>(), nullptr);
}

TEST_F(Driven, signatures_are_checked_one_by_one) {
  const Vote right = said(VoteKind::Prevote, Hash{{1}});
  Vote wrong = right;
  wrong.block = Hash{{2}};
  wants(VerifyBatch{9, {right, wrong}});
  const auto* checked = engine.last<input::SignaturesChecked>();
  EXPECT_EQ(checked->batch, 9U);
  EXPECT_EQ(checked->valid, (std::vector<bool>{true, false}));
}

TEST_F(Driven, what_others_really_said_is_passed_on_once) {
  const auto bob = *crypto::from_suri(crypto::KeyType::Ed25519, "//Bob");
  Vote right = vote(VoteKind::Prevote, Hash{{1}});
  right.validator = {bob.account().id};
  const MultiSignature signature =
      bob.sign(scale::encoded(sign_bytes(dev.chain->genesis_hash(), right)));
  right.signature = std::get<multi_signature::Ed25519>(signature).value;
  Vote wrong = right;
  wrong.block = Hash{{2}};
  wants(VerifyBatch{1, {wrong, right, right}});
  wants(VerifyBatch{2, {right}});
  ASSERT_EQ(world.sent.size(), 1U);
  EXPECT_EQ(sent<gossip::Said>()->vote, right);
}

TEST_F(Driven, what_is_asked_for_and_not_there_is_not_answered) {
  validator.received(1, gossip::CommitWanted{77});
  validator.received(1, gossip::CommitWanted{0});  // genesis has no proof
  validator.received(1, gossip::BlockWanted{Hash{{1}}});
  EXPECT_TRUE(world.sent.empty());
}

// ---- Blocks on the wire ---------------------------------------------------------------------

TEST_F(Driven, a_proposal_names_what_others_have_and_the_rest_goes_whole) {
  const Bytes common = dev.transfer(0), young = dev.transfer(1);
  ASSERT_TRUE(pool.submit(common) && pool.submit(young));
  world.young.insert(frame::extrinsic_hash(young));
  wants(Broadcast{vote(VoteKind::Proposal, built()), false});
  const auto& parts = sent<gossip::Proposed>()->sketch.parts;
  ASSERT_EQ(parts.size(), 3u);
  EXPECT_TRUE(std::holds_alternative<gossip::Whole>(parts[0])) << "the time is in no pool";
  EXPECT_EQ(std::get<gossip::Name>(parts[1]), name_of(frame::extrinsic_hash(common)));
  EXPECT_EQ(std::get<gossip::Whole>(parts[2]).bytes, young);
}

TEST_F(Driven, a_block_of_what_the_pool_has_is_checked_without_a_question) {
  const Proposal block = dev.build({dev.transfer(0)});
  ASSERT_TRUE(pool.submit(dev.transfer(0)));
  validator.received(
      3, gossip::Proposed{said(VoteKind::Proposal, block.outcome.hash), named(block.block)});
  EXPECT_TRUE(world.sent.empty()) << "nobody wants it yet";
  wants(CheckValue{1, 0, block.outcome.hash});
  EXPECT_TRUE(is_checked(block.outcome.hash));
  EXPECT_TRUE(world.sent.empty());
}

TEST_F(Driven, what_a_block_lacks_is_asked_of_its_sender_as_soon_as_it_is_wanted) {
  const Proposal block = dev.build({dev.transfer(0), dev.transfer(1)});
  ASSERT_TRUE(pool.submit(dev.transfer(0)));
  validator.received(3, gossip::BlockFound{named(block.block)});
  EXPECT_TRUE(world.sent.empty());
  wants(CheckValue{1, 0, block.outcome.hash});
  EXPECT_EQ(asked(), std::vector<std::uint32_t>{2});
  EXPECT_EQ(world.receiver, 3u);
  EXPECT_TRUE(validator.waits_for(block.outcome.hash));
  validator.received(3, gossip::PartsFound{block.outcome.hash, {dev.transfer(1)}});
  EXPECT_TRUE(is_checked(block.outcome.hash));
  EXPECT_FALSE(validator.waits_for(block.outcome.hash));
}

TEST_F(Driven, a_decided_block_that_lacks_something_is_committed_when_that_comes) {
  const Proposal block = dev.build({dev.transfer(0)});
  wants(Decide{1, block.outcome.hash, std::nullopt});
  validator.received(3, gossip::BlockFound{named(block.block)});
  EXPECT_EQ(asked(), std::vector<std::uint32_t>{1});
  validator.received(3, gossip::PartsFound{block.outcome.hash, {dev.transfer(0)}});
  EXPECT_EQ(dev.chain->head_hash(), block.outcome.hash);
}

TEST_F(Driven, a_sketch_that_leads_elsewhere_is_asked_for_whole_and_then_left) {
  const Proposal block = dev.build({dev.transfer(0), dev.transfer(1)});
  ASSERT_TRUE(pool.submit(dev.transfer(0)) && pool.submit(dev.transfer(1)));
  auto false_sketch = named(block.block);
  std::swap(false_sketch.parts[1], false_sketch.parts[2]);
  validator.received(3, gossip::BlockFound{false_sketch});
  wants(CheckValue{1, 0, block.outcome.hash});
  EXPECT_EQ(asked(), (std::vector<std::uint32_t>{1, 2}));
  const std::size_t said = world.sent.size();
  validator.received(3, gossip::PartsFound{block.outcome.hash, {dev.transfer(0), dev.transfer(1)}});
  EXPECT_EQ(world.sent.size(), said);
  EXPECT_FALSE(is_checked(block.outcome.hash));
  validator.received(4, gossip::BlockFound{named(block.block)});
  EXPECT_TRUE(is_checked(block.outcome.hash)) << "another peer is believed";
}

TEST_F(Driven, a_liar_that_came_first_and_does_not_answer_stops_nobody) {
  const Proposal block = dev.build({dev.transfer(0)});
  wants(CheckValue{1, 0, block.outcome.hash});
  auto false_sketch = named(block.block);
  false_sketch.parts.emplace_back(gossip::Name{{9}});
  validator.received(3, gossip::BlockFound{false_sketch});
  validator.received(4, gossip::BlockFound{named(block.block)});
  EXPECT_EQ(asked(), std::vector<std::uint32_t>{1});
  EXPECT_EQ(world.receiver, 4u);
  validator.received(4, gossip::PartsFound{block.outcome.hash, {dev.transfer(0)}});
  EXPECT_TRUE(is_checked(block.outcome.hash));
}

TEST_F(Driven, parts_are_given_in_the_order_of_their_places_or_not_at_all) {
  ASSERT_TRUE(pool.submit(dev.transfer(0)) && pool.submit(dev.transfer(1)));
  const Hash block = built();
  validator.received(6, gossip::PartsWanted{block, {0, 3}});
  validator.received(6, gossip::PartsWanted{Hash{{1}}, {0}});
  EXPECT_TRUE(world.sent.empty());
  validator.received(6, gossip::PartsWanted{block, {1, 2}});
  ASSERT_NE(sent<gossip::PartsFound>(), nullptr);
  EXPECT_EQ(sent<gossip::PartsFound>()->extrinsics,
            (std::vector<Bytes>{dev.transfer(0), dev.transfer(1)}));
  EXPECT_EQ(world.receiver, 6u);
}

TEST_F(Driven, a_sketch_of_another_height_is_not_kept) {
  const Proposal old = dev.build({dev.transfer(0)});
  wants(Decide{1, dev.build().outcome.hash, std::nullopt});
  validator.received(3, gossip::BlockFound{whole(dev.build().block)});
  ASSERT_EQ(dev.chain->head().number, 1u);
  world.sent.clear();
  wants(CheckValue{2, 0, old.outcome.hash});
  validator.received(3, gossip::BlockFound{named(old.block)});
  EXPECT_EQ(asked(), std::vector<std::uint32_t>{});
}

TEST_F(Driven, what_a_peer_that_is_gone_has_sketched_is_not_asked_for) {
  const Proposal block = dev.build({dev.transfer(0)});
  validator.received(3, gossip::BlockFound{named(block.block)});
  validator.gone(3);
  wants(CheckValue{1, 0, block.outcome.hash});
  EXPECT_EQ(asked(), std::vector<std::uint32_t>{});
}

}  // namespace
}  // namespace descent::service
