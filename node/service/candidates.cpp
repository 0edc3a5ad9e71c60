#include "node/service/candidates.hpp"

#include <algorithm>

#include "runtime/crypto/hash.hpp"
#include "runtime/frame/storage.hpp"
#include "runtime/primitives/assert.hpp"
#include "runtime/trie/build.hpp"

namespace descent::service {

std::optional<Hash> Candidates::add(const Chain& chain, Block block, bool ours) {
  const Header& header = block.header;
  if (header.parent_hash != chain.head_hash()) return std::nullopt;
  if (header.extrinsics_root != trie::ordered_root(block.extrinsics, trie::Layout::V1))
    return std::nullopt;
  const Hash hash = crypto::blake2b_256(scale::encoded(header));
  if (const auto known = blocks_.find(hash); known != blocks_.end()) return hash;
  if (!ours) make_room();
  Candidate fresh;
  fresh.block = std::move(block);
  fresh.hash = hash;
  fresh.ours = ours;
  fresh.arrival = arrivals_++;
  blocks_.emplace(hash, std::move(fresh));
  return hash;
}

void Candidates::add_built(Proposal proposal) {
  Candidate& candidate = blocks_[proposal.outcome.hash];
  candidate.block = proposal.block;
  candidate.hash = proposal.outcome.hash;
  candidate.ours = true;
  candidate.arrival = arrivals_++;
  candidate.executed = std::move(proposal);
}

Candidates::Candidate* Candidates::find(const Hash& block) {
  const auto found = blocks_.find(block);
  return found == blocks_.end() ? nullptr : &found->second;
}

Candidates::Candidate& Candidates::execute(const Hash& block, const Chain& chain,
                                           Verifier& verifier,
                                           const std::function<bool(const Hash&)>& known) {
  Candidate* candidate = find(block);
  DESCENT_ASSERT(candidate != nullptr);
  if (candidate->executed || candidate->refusal) return *candidate;
  auto checked = chain.check(candidate->block, verifier, known);
  if (checked)
    candidate->executed = *std::move(checked);
  else
    candidate->refusal = checked.error();
  return *candidate;
}

/// The oldest goes: a round that is over is the least likely to be returned to.
void Candidates::make_room() {
  const auto strange = [](const auto& entry) { return !entry.second.ours; };
  if (static_cast<std::size_t>(std::ranges::count_if(blocks_, strange)) < kMost) return;
  auto oldest = std::ranges::find_if(blocks_, strange);
  for (auto at = oldest; at != blocks_.end(); ++at)
    if (strange(*at) && at->second.arrival < oldest->second.arrival) oldest = at;
  blocks_.erase(oldest);
}

std::optional<Moment> time_of(const frame::BlockOutcome& outcome) {
  const auto written = outcome.state.find(frame::item_prefix("Timestamp", "Now"));
  if (written == outcome.state.end() || !written->second) return std::nullopt;
  const auto moment = scale::decoded<Moment>(*written->second);
  return moment ? std::optional{*moment} : std::nullopt;
}

}  // namespace descent::service
