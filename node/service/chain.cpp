#include "node/service/chain.hpp"

#include <algorithm>

#include "node/store/newest_view.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"
#include "runtime/trie/build.hpp"

namespace descent::service {
namespace {

using store::or_halt;

Hash hash_of(const Header& header) { return crypto::blake2b_256(scale::encoded(header)); }

Proposal genesis_of(const KeyValues& state) {
  Proposal out;
  out.block.header = chain_spec::genesis_header(state);
  out.outcome.header = out.block.header;
  out.outcome.hash = hash_of(out.block.header);
  for (const auto& [key, value] : state) out.outcome.state.emplace(key, value);
  out.outcome.nodes = trie::build(state, trie::Layout::V1).nodes;
  return out;
}

store::BlockCommit commit_of(Proposal p) {
  return {.header = std::move(p.outcome.header),
          .hash = p.outcome.hash,
          .body = std::move(p.block.extrinsics),
          .justification = std::move(p.justification),
          .state = std::move(p.outcome.state),
          .nodes = std::move(p.outcome.nodes),
          .blobs = std::move(p.outcome.blobs),
          .state_before = std::move(p.outcome.found),
          .nodes_before = std::move(p.nodes_found)};
}

/// What is to be verified of a block's extrinsics, but for those in `known`.
Expected<Verifier::Checks, std::string> checks_of(const frame::Execution& next, const Block& block,
                                                  const std::function<bool(const Hash&)>& known) {
  Verifier::Checks out;
  for (const Bytes& extrinsic : block.extrinsics) {
    auto check = next.signature_of(extrinsic);
    if (!check) return "an extrinsic is refused: " + std::string{describe(check.error())};
    if (*check && known(frame::extrinsic_hash(extrinsic))) check->reset();
    out.push_back(*std::move(check));
  }
  return out;
}

/// Why a block with these verdicts on its signatures is refused; nullopt if all are right.
std::optional<frame::BlockError> bad_proof(const std::vector<bool>& verdicts) {
  const auto wrong = std::ranges::find(verdicts, false);
  if (wrong == verdicts.end()) return std::nullopt;
  return frame::BlockError{
      frame::BlockError::Kind::InvalidExtrinsic,
      static_cast<std::uint32_t>(wrong - verdicts.begin()),
      frame::TransactionValidityError{frame::InvalidTransaction{frame::invalid::BadProof{}}}};
}

}  // namespace

// ---- Opening --------------------------------------------------------------------------------

Expected<std::unique_ptr<Chain>, std::string> Chain::open(store::Store& database,
                                                          const chain_spec::ChainSpec& spec,
                                                          const chain_spec::RuntimeSet& rules,
                                                          std::optional<BlockNumber> pruning,
                                                          frame::Memo* memo) {
  std::unique_ptr<Chain> out{new Chain{rules, memo}};
  const Proposal genesis = genesis_of(spec.genesis);
  out->genesis_hash_ = genesis.outcome.hash;
  auto blocks = store::BlockStore::open(database, genesis.outcome.hash, {.pruning = pruning});
  if (!blocks) return blocks.error().text;
  out->blocks_ = *std::move(blocks);
  if (!out->blocks_->head()) {
    if (const auto done = out->blocks_->commit(commit_of(genesis)); !done) return done.error().text;
  }
  const Hash head = out->blocks_->head()->hash;
  const auto header = out->blocks_->header(head);
  if (!header) return header.error().text;
  const auto state = out->blocks_->state_at(head);
  if (!state) return state.error().text;
  if (out->rules_of(**state) == nullptr) {
    return std::string{
        "this program has no rules for the chain's newest state; use the release that made it, "
        "or one that upgrades it"};
  }
  out->stand_on(**header, head);
  return out;
}

const frame::Runtime* Chain::rules_of(const state::Source& state) const {
  const auto manifest = state.get(chain_spec::code_key());
  return manifest ? rules_.find(*manifest) : nullptr;
}

void Chain::stand_on(const Header& header, const Hash& hash) {
  head_ = header;
  head_hash_ = hash;
  newest_ = or_halt(at(hash));
  next_ = or_halt(at(hash));
  next_.execution->initialize({});
}

store::Stored<StateView> Chain::at(const Hash& hash) const {
  StateView out;
  out.state = DESCENT_TRY(blocks_->state_at(hash));
  out.blobs = blocks_->blobs();
  out.rules = rules_of(*out.state);
  if (out.rules == nullptr) {
    return store::Error{store::ErrorKind::UnknownBlock, "this program has no rules for that block"};
  }
  const auto header = DESCENT_TRY(blocks_->header(hash));
  out.execution = out.rules->begin({*out.state, *out.blobs, *header, genesis_hash_, memo_});
  return out;
}

Moment Chain::earliest_next() const {
  const auto answer = newest().call("TimestampApi_earliest_next", {});
  DESCENT_ASSERT(answer);
  const auto moment = scale::decoded<Moment>(*answer);
  DESCENT_ASSERT(moment);
  return *moment;
}

// ---- Blocks ---------------------------------------------------------------------------------

Expected<Proposal, std::string> Chain::build(Moment now, const Fill& fill, const Digest& digest) {
  const StateView parent = or_halt(at(head_hash_));
  Nodes nodes{or_halt(blocks_->nodes_at(head_hash_))};
  Proposal out;
  auto& body = out.block.extrinsics;
  parent.execution->initialize(digest);
  for (Bytes& inherent : parent.execution->inherents(now)) {
    const auto applied = parent.execution->apply(inherent, true);
    if (!applied) return "an inherent was refused: " + std::string{describe(applied.error())};
    body.push_back(std::move(inherent));
  }
  fill(*parent.execution, body);
  auto outcome = parent.execution->finalize(nodes, body);
  if (!outcome) return frame::to_string(outcome.error());
  out.outcome = *std::move(outcome);
  out.block.header = out.outcome.header;
  out.nodes_found = nodes.release();
  return out;
}

Expected<Proposal, std::string> Chain::check(Block block, Verifier& verifier,
                                             const std::function<bool(const Hash&)>& known) const {
  if (block.header.parent_hash != head_hash_) return std::string{"it does not extend our head"};
  const StateView parent = or_halt(at(head_hash_));
  Nodes nodes{or_halt(blocks_->nodes_at(head_hash_))};
  auto verdicts = verifier.start(DESCENT_TRY(checks_of(*next_.execution, block, known)));
  // A wrong signature refuses the block whatever else it does: it is executed as if all were right
  // while the cores find out.
  const std::vector<bool> right(block.extrinsics.size(), true);
  auto outcome = frame::execute(*parent.execution, block, right, nodes);
  if (const auto error = bad_proof(verdicts.get())) return frame::to_string(*error);
  if (!outcome) return frame::to_string(outcome.error());
  return Proposal{std::move(block), *std::move(outcome), std::nullopt, nodes.release()};
}

void Chain::commit(Proposal proposal) {
  const store::BlockCommit block = commit_of(std::move(proposal));
  or_halt(blocks_->commit(block));
  stand_on(block.header, block.hash);
  const Committed committed{head_, head_hash_, block.body, block.state};
  for (const auto& listener : listeners_) listener(committed);
}

}  // namespace descent::service
