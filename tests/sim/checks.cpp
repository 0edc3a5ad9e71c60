#include "tests/sim/checks.hpp"

#include <algorithm>

#include "chain-spec/descent_runtime.hpp"
#include "runtime/crypto/signature.hpp"
#include "runtime/frame/storage.hpp"
#include "runtime/primitives/assert.hpp"
#include "runtime/trie/build.hpp"

namespace descent::sim {
namespace {

/// What the state holds under keys that begin with `prefix`.
KeyValues entries(const state::Source& state, const Bytes& prefix) {
  KeyValues out;
  const auto first = state.get(prefix);
  if (first) out.emplace(prefix, *first);
  for (auto key = state.next_key(prefix); key && store::starts_with(*key, prefix);
       key = state.next_key(*key))
    out.emplace(*key, *state.get(*key));
  return out;
}

bool is_signed(const consensus::Vote& vote, const Hash& genesis) {
  const MultiSignature signature{multi_signature::Ed25519{vote.signature}};
  return crypto::verify(signature, scale::encoded(sign_bytes(genesis, vote)),
                        AccountId{vote.validator.key});
}

}  // namespace

// ---- As it happens --------------------------------------------------------------------------

void Checks::on_start(std::size_t machine) {
  const Machine& m = *machines_[machine];
  if (m.process->chain->head().number < m.best)
    wrong_(name(machine) + " has lost final blocks: it had " + std::to_string(m.best));
}

bool Checks::on_commit(std::size_t machine, const service::Chain::Committed& block) {
  const BlockNumber number = block.header.number;
  const auto [known, first] = final_.emplace(number, block.hash);
  if (!first && known->second != block.hash)
    wrong_(name(machine) + " has another block " + std::to_string(number));
  machines_[machine]->best = number;
  if (!first) return false;
  check_proof(*machines_[machine]->process, block);
  for (const Bytes& extrinsic : block.body) look_at(extrinsic);
  return true;
}

/// More than two thirds of the power, counted here, signed the block.
void Checks::check_proof(const Process& process, const service::Chain::Committed& block) const {
  const auto bytes = process.chain->blocks().justification(block.hash);
  const auto answer = process.chain->newest().call("SessionApi_authorities_at",
                                                   scale::encoded(block.header.number.value));
  DESCENT_ASSERT(bytes && answer);
  if (!*bytes) return wrong_("a final block has no certificate");
  const auto set = scale::decoded<consensus::AuthoritySet>(*answer);
  const auto proof = scale::decoded<consensus::CommitCertificate>(**bytes);
  if (!set || !proof || !check_signers(*proof, *set))
    return wrong_("a final block has a wrong certificate");
  std::set<consensus::AuthorityId> signers;
  consensus::Power power = 0;
  for (const auto& vote : precommits(*proof, *set)) {
    const auto at = index_of(*set, vote.validator);
    if (vote.block != block.hash || !at || !is_signed(vote, founding_.genesis)) continue;
    if (signers.insert(vote.validator).second) power += (*set)[*at].power;
  }
  if (3 * power <= 2 * total_power(*set))
    wrong_("block " + std::to_string(block.header.number.value) + " is final without a quorum");
}

void Checks::look_at(View extrinsic) {
  const bool is_transaction = (extrinsic[0] & 0x80) != 0;
  if (is_transaction) ++transfers_;
  if (is_transaction || extrinsic[1] != chain_spec::kOffences) return;
  constexpr std::size_t kBefore = 3;  // version, module, call
  const auto lie = scale::decoded<consensus::Equivocation>(extrinsic.subspan(kBefore));
  DESCENT_ASSERT(lie);
  const auto machine = founding_.machine_of(lie->first.validator);
  DESCENT_ASSERT(machine);
  const auto& liar = machines_[*machine]->liar;
  if (liar == nullptr || !liar->is_punishable())
    wrong_(name(*machine) + " is reported, and has not contradicted itself");
  if (!reported_.insert(*machine).second) wrong_(name(*machine) + " is reported twice");
}

void Checks::on_sign(std::size_t machine, const consensus::Vote& vote) {
  Machine& m = *machines_[machine];
  if (m.disk.has_failed()) wrong_(name(machine) + " signs after its disk failed");
  if (!m.has_durable(vote)) wrong_(name(machine) + " signs what is not durable");
}

// ---- At the end -----------------------------------------------------------------------------

void Checks::on_end() const {
  if (reached() == 0) return wrong_("nothing was decided");
  for (std::size_t i = 0; i < machines_.size(); ++i) {
    const auto& liar = machines_[i]->liar;
    if (liar != nullptr && liar->is_punishable() && !reported_.contains(i))
      wrong_(name(i) + " contradicted itself and was not reported");
    check_machine(i);
  }
}

void Checks::check_machine(std::size_t machine) const {
  const auto& process = machines_[machine]->process;
  if (!process) return wrong_(name(machine) + " is down");
  const BlockNumber head = process->chain->head().number;
  // Who says nothing asks for nothing.
  if (machines_[machine]->is_honest() && head + 2 < reached())
    wrong_(name(machine) + " is left behind at block " + std::to_string(head));
  for (const auto& problem : process->chain->newest().try_state())
    wrong_(name(machine) + ": " + problem);
  check_state(machine);
  check_punished(*process);
}

/// The state as it is stored, all of it, has the root that the header claims.
void Checks::check_state(std::size_t machine) const {
  const auto& chain = *machines_[machine]->process->chain;
  const auto view = chain.at(chain.head_hash());
  DESCENT_ASSERT(view);
  if (trie::root_of(entries(*view->state, {}), trie::Layout::V1) != chain.head().state_root)
    wrong_(name(machine) + " has another state than its head says");
}

/// A report on the chain is a slash that waits, and there is no other.
void Checks::check_punished(const Process& process) const {
  const auto view = process.chain->at(process.chain->head_hash());
  DESCENT_ASSERT(view);
  std::set<std::size_t> punished;
  for (const auto& [key, value] :
       entries(*view->state, frame::item_prefix("Staking", "UnappliedSlashes"))) {
    const auto slashes = scale::decoded<std::vector<modules::staking::UnappliedSlash>>(value);
    DESCENT_ASSERT(slashes);
    for (const auto& slash : *slashes) {
      const auto machine = founding_.machine_of_stash(slash.validator);
      if (!machine || !reported_.contains(*machine)) wrong_("somebody is slashed without a report");
      if (machine && !punished.insert(*machine).second)
        wrong_(name(*machine) + " is slashed twice");
    }
  }
  if (process.chain->head().number == reached() && punished != reported_)
    wrong_("somebody who was reported is not slashed");
}

}  // namespace descent::sim
