#include "tests/sim/machine.hpp"

#include <algorithm>

#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::sim {
namespace {

/// A genesis that cannot be written ends the process, as it does a node.
std::unique_ptr<service::Chain> opened(Disk& disk, const Founding& founding) {
  disk.open();
  auto chain = service::Chain::open(disk, founding.spec, rules(), std::nullopt, nullptr);
  if (!chain) throw Halted{{store::ErrorKind::Io, chain.error()}};
  return *std::move(chain);
}

bool holds(const std::vector<Bytes>& blocks, const Hash& wanted) {
  return std::ranges::any_of(blocks, [&](const Bytes& bytes) {
    const auto block = scale::decoded<Block>(bytes);
    return block && crypto::blake2b_256(scale::encoded(block->header)) == wanted;
  });
}

}  // namespace

Process::Process(Disk& disk, const Founding& founding, std::unique_ptr<consensus::Engine> runs,
                 service::World& world, Wire& wire, service::Verifier& verifier)
    : chain{opened(disk, founding)},
      checks{*chain, verified},
      pool{checks, [](const pool::Event&) {}, {}},
      engine{std::move(runs)},
      log{disk},
      peer{wire, *chain, verifier},
      validator{*engine, *chain, pool, log, verifier, world, {}} {
  peer.attach(validator);
  chain->listen([this](const service::Chain::Committed& committed) {
    pool.on_block(committed.hash, committed.body, service::touched_accounts(committed.state));
    peer.committed(committed.header);
  });
}

const consensus::bft::State* Process::state() const {
  const auto* bft = dynamic_cast<const consensus::Bft*>(engine.get());
  return bft == nullptr ? nullptr : &bft->state();
}

std::optional<consensus::Signature> Machine::sign(const consensus::Vote& vote,
                                                  const Hash& genesis) {
  const auto message = sign_bytes(genesis, vote);
  const Place place = place_of(vote);
  if (liar != nullptr && liar->has_lied_at(place)) return std::nullopt;
  const auto before = signed_places.find(place);
  const bool again = before != signed_places.end() && before->second == message;
  if (!again && !signed_places.empty() && place <= signed_places.rbegin()->first)
    return std::nullopt;
  signed_places.insert_or_assign(place, message);
  return signed_vote(vote, key, genesis).signature;
}

bool Machine::has_durable(consensus::Vote vote) {
  vote.signature = {};
  const store::VoteLog log{disk.durable()};
  const auto records = log.records(vote.number);
  const auto is_it = [&](const consensus::WalRecord& record) { return record.vote == vote; };
  if (!records || std::ranges::none_of(*records, is_it)) return false;
  if (vote.kind != consensus::VoteKind::Precommit || !vote.block) return true;
  const auto blocks = log.blocks(vote.number);
  return blocks && holds(*blocks, *vote.block);
}

}  // namespace descent::sim
