#include "tests/sim/node.hpp"

#include "runtime/primitives/assert.hpp"

namespace descent::sim {
namespace {

std::unique_ptr<service::Chain> opened(Disk& disk, const chain_spec::ChainSpec& spec,
                                       const chain_spec::RuntimeSet& rules) {
  auto chain = service::Chain::open(disk, spec, rules, std::nullopt, nullptr);
  DESCENT_ASSERT(chain);
  return *std::move(chain);
}

}  // namespace

Process::Process(Disk& disk, const chain_spec::ChainSpec& spec, const chain_spec::RuntimeSet& rules,
                 service::World& world, const service::Validator::Options& options)
    : chain{opened(disk, spec, rules)},
      checks{*chain, verified},
      pool{checks, [](const pool::Event&) {}, {}},
      log{disk},
      validator{engine, *chain, pool, log, verifier, world, options} {
  chain->listen([this](const service::Chain::Committed& committed) {
    pool.on_block(committed.hash, committed.body, service::touched_accounts(committed.state));
  });
}

std::optional<consensus::Signature> Machine::sign(const consensus::Vote& vote,
                                                  const Hash& genesis) {
  const auto message = sign_bytes(genesis, vote);
  const std::tuple place{vote.number, vote.round, vote.kind};
  if (!signed_places.empty() && place <= signed_places.rbegin()->first &&
      signed_places.rbegin()->second != message)
    return std::nullopt;
  signed_places.insert_or_assign(place, message);
  const MultiSignature signature = key.sign(scale::encoded(message));
  return std::get<multi_signature::Ed25519>(signature).value;
}

}  // namespace descent::sim
