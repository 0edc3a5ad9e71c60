#include "node/service/peers.hpp"

#include <gmock/gmock.h>

#include <chrono>

#include "consensus/bft/bft.hpp"
#include "node/service/pool_validator.hpp"
#include "tests/node/keystore/folder.hpp"
#include "tests/node/service/dev_chain.hpp"

namespace descent::service {
namespace {

using namespace std::chrono_literals;
using boost::asio::ip::address_v4;

const chain_spec::ChainSpec& local_spec() {
  static const chain_spec::ChainSpec spec = *chain_spec::preset("local");
  return spec;
}

/// A whole node of the local chain but for RPC, on the event loop it shares with the others.
struct Member {
  Member(boost::asio::io_context& io, std::size_t index, bool votes,
         std::vector<network::libp2p::Multiaddr> reserved)
      : identity{seed(index)},
        peers{io,     identity, {options(std::move(reserved)), network::message::kFull},
              *chain, pool,     verifier},
        world{io, votes ? &signer : nullptr, &peers,
              AsioWorld::Watch{[this](const std::string& why) { halted = why; }}} {
    if (votes) {
      const std::string suri = "//" + std::string{crypto::dev_accounts()[index]};
      const auto key = *crypto::from_suri(crypto::KeyType::Ed25519, suri);
      EXPECT_TRUE(keys.insert("dsc1", suri, key.account().id));
    }
    chain->listen([this](const Chain::Committed& block) {
      pool.on_block(block.hash, block.body, touched_accounts(block.state));
      peers.committed(block.header);
    });
    world.attach(validator);
    peers.attach(validator);
    EXPECT_TRUE(peers.start());
    validator.start();
  }
  static crypto::Seed seed(std::size_t index) {
    crypto::Seed out;
    out[0] = static_cast<std::uint8_t>(index + 1);
    return out;
  }
  static Validator::Options quick() {
    Validator::Options out;
    out.timing.idle_ms = 50;
    return out;
  }
  static network::HostOptions options(std::vector<network::libp2p::Multiaddr> reserved) {
    network::HostOptions out;
    out.listen = {{address_v4::loopback(), 0}};
    out.reserved = std::move(reserved);
    out.reserved_only = false;
    out.outbound = 0;  // whom it knows is what the test says
    out.inbound_per_address = 16;
    return out;
  }
  network::libp2p::Multiaddr address() const { return peers.host().listening().at(0); }
  BlockNumber height() const { return chain->head().number; }
  void stop() {
    world.stop();
    peers.stop();
  }

  const keystore::Folder folder{};
  store::MemoryStore database;
  std::unique_ptr<Chain> chain =
      *Chain::open(database, local_spec(), rule_set(), std::nullopt, nullptr);
  Verified verified{100};
  Verifier verifier{1};
  PoolValidator checks{*chain, verified};
  pool::Pool pool{checks,
                  [this](const pool::Event& event) {
                    if (event.status == pool::Status::Ready) peers.taken(event.transaction);
                  },
                  {}};
  const keystore::SessionKeys keys = *keystore::SessionKeys::open(folder / "keystore");
  Signer signer{keys, chain->genesis_hash(), {folder / "signing", SignState::Missing::Create}};
  consensus::Bft engine;
  store::VoteLog log{database};
  network::libp2p::Identity identity;
  Peers peers;
  AsioWorld world;
  Validator validator{engine, *chain, pool, log, verifier, world, quick()};
  std::string halted;
};

struct Together : testing::Test {
  boost::asio::io_context io{1};
  std::vector<std::unique_ptr<Member>> members;

  Member& add(std::size_t index, bool votes, const std::vector<std::size_t>& neighbours) {
    std::vector<network::libp2p::Multiaddr> reserved;
    for (const std::size_t n : neighbours) reserved.push_back(members.at(n)->address());
    members.push_back(std::make_unique<Member>(io, index, votes, reserved));
    return *members.back();
  }
  /// Lets time pass until `done`. A minute is the limit of a test that hangs, not a measure.
  void run_until(const std::function<bool()>& done) {
    const auto end = std::chrono::steady_clock::now() + 60s;
    while (!done() && std::chrono::steady_clock::now() < end) io.run_one_for(100ms);
    ASSERT_TRUE(done());
  }
  void run_to(BlockNumber height) {
    run_until([&] {
      return std::ranges::all_of(members, [&](const auto& m) { return m->height() >= height; });
    });
  }
  void expect_one_chain() const {
    for (const auto& m : members) {
      EXPECT_EQ(m->halted, "");
      const BlockNumber common = std::min(m->height(), members[0]->height());
      EXPECT_EQ(**m->chain->blocks().hash_of(common),
                **members[0]->chain->blocks().hash_of(common));
    }
  }
  ~Together() override {
    for (const auto& m : members) m->stop();
    io.restart();
    io.run();
  }
};

Bytes transfer(const Chain& chain, Nonce nonce) {
  const auto bob = dev_key("Bob").account();
  return sign(dev_key("Alice"), chain.genesis_hash(), nonce, transfer_to(bob, kGrad));
}

TEST_F(Together, four_validators_agree_and_a_transaction_given_to_one_is_in_the_chain_of_all) {
  add(0, true, {});
  add(1, true, {0});
  add(2, true, {0, 1});
  add(3, true, {0, 1, 2});
  ASSERT_TRUE(members[2]->pool.submit(transfer(*members[2]->chain, 0)));
  members[2]->validator.work_arrived();
  run_until([&] {
    return std::ranges::all_of(members, [](const auto& m) {
      return account_in(*m->chain->at(m->chain->head_hash())->state, dev_key("Alice").account())
                 .nonce == 1;
    });
  });
  run_to(2);
  expect_one_chain();
}

TEST_F(Together, validators_in_a_line_hear_of_what_is_proposed_at_the_other_end) {
  add(0, true, {});
  add(1, true, {0});
  add(2, true, {1});
  add(3, true, {2});
  run_to(4);  // each of them has proposed by then, if nobody missed a turn
  expect_one_chain();
}

TEST_F(Together, who_comes_late_and_does_not_vote_gets_every_block) {
  add(0, true, {});
  add(1, true, {0});
  add(2, true, {0, 1});
  run_to(6);  // three of four are enough
  add(4, false, {1});
  run_to(7);
  expect_one_chain();
}

/// Speaks the protocols and says what a test says.
struct Stranger : network::HostEvents {
  Stranger(boost::asio::io_context& io, std::uint8_t index, const Member& to)
      : identity{Member::seed(100U + index)},
        genesis{to.chain->genesis_hash()},
        host{io,
             identity,
             Member::options({to.address()}),
             genesis,
             [this] {
               return network::message::Handshake{genesis, 0, genesis, 1};
             },
             network::system_random(),
             *this} {
    EXPECT_TRUE(host.start());
  }
  void on_peer(const network::PeerInfo& info) override { peer = info.number; }
  void on_message(network::PeerNumber, network::Message message) override {
    if (const auto* blocks = std::get_if<network::message::Blocks>(&message))
      found.push_back(*gossip::decode(blocks->payload));
    if (const auto* votes = std::get_if<network::message::Consensus>(&message))
      note(*gossip::decode(votes->payload));
  }
  void note(const gossip::Message& message) {
    if (const auto* wanted = std::get_if<gossip::PartsWanted>(&message)) asked.push_back(*wanted);
  }
  void on_gone(network::PeerNumber) override { peer.reset(); }
  void say(const gossip::Message& message) {
    EXPECT_TRUE(host.send(*peer, network::message::Consensus{scale::encoded(message)}));
  }
  void propose(const gossip::Proposed& proposed) {
    const gossip::Message message{proposed};
    EXPECT_TRUE(host.send(*peer, network::message::Blocks{scale::encoded(message)}));
  }

  const network::libp2p::Identity identity;
  const Hash genesis;
  std::optional<network::PeerNumber> peer;
  std::vector<gossip::Message> found;
  std::vector<gossip::PartsWanted> asked;
  network::Host host;
};

struct WithStrangers : Together {
  std::vector<std::unique_ptr<Stranger>> strangers;

  Stranger& meet(const Member& member) {
    const auto index = static_cast<std::uint8_t>(strangers.size());
    strangers.push_back(std::make_unique<Stranger>(io, index, member));
    run_until([&] { return strangers.back()->peer.has_value(); });
    return *strangers.back();
  }
  void three_validators() {
    add(0, true, {});
    add(1, true, {0});
    add(2, true, {0, 1});
    run_to(1);
  }
  ~WithStrangers() override {
    for (const auto& stranger : strangers) stranger->host.stop();
  }
};

TEST_F(WithStrangers, two_that_ask_in_the_same_words_are_both_answered) {
  three_validators();
  Stranger &one = meet(*members[0]), &other = meet(*members[0]);
  one.say(gossip::CommitWanted{1});
  other.say(gossip::CommitWanted{1});
  run_until([&] { return !one.found.empty() && !other.found.empty(); });
  const auto& commit = std::get<gossip::CommitFound>(other.found.front());
  EXPECT_EQ(commit.certificate.number, 1u);
}

TEST_F(WithStrangers, who_asks_without_end_is_answered_a_few_times) {
  three_validators();
  Stranger& stranger = meet(*members[0]);
  for (int i = 0; i < 100; ++i) stranger.say(gossip::CommitWanted{1});
  const BlockNumber before = members[0]->height();
  run_until([&] { return members[0]->height() > before + 2; });
  EXPECT_GE(stranger.found.size(), 32u);
  EXPECT_LT(stranger.found.size(), 70u);
}

/// Of a block with a transaction that nobody else has, by each validator but the first: one of
/// them has its turn.
std::vector<gossip::Proposed> proposals_by_others(Chain& chain) {
  const auto block = chain.build(chain.earliest_next(), with({transfer(chain, 0)}));
  auto sketch = sketch_of(block->block, [](const Hash&) { return true; });
  std::vector<gossip::Proposed> out;
  for (const char* name : {"//Bob", "//Charlie", "//Dave"}) {
    const auto key = *crypto::from_suri(crypto::KeyType::Ed25519, name);
    consensus::Vote vote{.number = 1,
                         .kind = consensus::VoteKind::Proposal,
                         .block = block->outcome.hash,
                         .validator = {key.account().id}};
    const MultiSignature signature =
        key.sign(scale::encoded(sign_bytes(chain.genesis_hash(), vote)));
    vote.signature = std::get<multi_signature::Ed25519>(signature).value;
    out.push_back({vote, sketch});
  }
  return out;
}

TEST_F(WithStrangers, who_repeats_a_sketch_is_asked_for_its_parts_like_who_sent_it_first) {
  const Member& node = add(0, true, {});
  store::MemoryStore database;
  const auto chain = *Chain::open(database, local_spec(), rule_set(), std::nullopt, nullptr);
  const auto proposals = proposals_by_others(*chain);
  Stranger &first = meet(node), &second = meet(node);
  for (const auto& proposed : proposals) first.propose(proposed);
  run_until([&] { return !first.asked.empty(); });
  EXPECT_EQ(first.asked.front().block, proposals.front().vote.block);
  for (const auto& proposed : proposals) second.propose(proposed);
  run_until([&] { return !second.asked.empty(); });
  EXPECT_EQ(second.asked.front().places.size(), first.asked.front().places.size());
}

TEST_F(WithStrangers, who_sends_nonsense_to_consensus_is_sent_away_and_the_others_go_on) {
  three_validators();
  Stranger& stranger = meet(*members[0]);
  for (std::uint8_t i = 0; i < 6 && stranger.peer; ++i)
    (void)stranger.host.send(*stranger.peer, network::message::Consensus{{0xff, i}});
  run_until([&] { return !stranger.peer; });
  const BlockNumber before = members[0]->height();
  run_to(before + 2);
  expect_one_chain();
}

}  // namespace
}  // namespace descent::service
