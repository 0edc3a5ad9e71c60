#include "consensus/bft/voice.hpp"

#include <algorithm>

#include "runtime/primitives/assert.hpp"

namespace descent::consensus::bft {
namespace {

Vote without_signature(Vote vote) {
  vote.signature = {};
  return vote;
}

/// The quorum behind a precommit for a block; nothing behind any other vote.
Bounded<Vote, kAuthoritiesMax> reasons(const State& state, const Vote& vote) {
  Bounded<Vote, kAuthoritiesMax> out;
  if (vote.kind != VoteKind::Precommit || !vote.block) return out;
  for (const auto& [from, prevote] :
       state.votes.votes_for(vote.round, VoteKind::Prevote, vote.block))
    out.push_back(prevote);
  return out;
}

/// Takes what a record says about us: that it was said, and that we were locked by it.
void recall_one(State& state, Effects& out, const WalRecord& record) {
  const Vote& vote = record.vote;
  state.last = Slot{vote.round, vote.kind};
  state.unsigned_votes.push_back({state.next_sequence++, vote, true});
  out.push_back(effect::Sign{vote});
  if (vote.kind != VoteKind::Precommit || !vote.block) return;
  state.locked = state.valid = Choice{*vote.block, vote.round};
  for (const auto& prevote : record.prevotes)
    if (const auto from = index_of(state.authorities, prevote.validator))
      (void)state.votes.add(state.authorities, *from, prevote, vote.round);
}

Step step_after(VoteKind kind) {
  switch (kind) {
    case VoteKind::Proposal: return Step::Propose;
    case VoteKind::Prevote: return Step::Prevote;
    case VoteKind::Precommit: return Step::Precommit;
    case VoteKind::kCount: break;
  }
  return Step::Propose;
}

}  // namespace

void say(State& state, Effects& out, VoteKind kind, const std::optional<Hash>& block,
         std::optional<Round> valid_round) {
  const Slot slot{state.round, kind};
  if (!state.self || (state.last && slot <= *state.last)) return;
  if (state.unsigned_votes.size() >= kUnsignedMax) return;
  const Vote vote{.number = state.number,
                  .round = state.round,
                  .kind = kind,
                  .block = block,
                  .valid_round = valid_round,
                  .validator = state.authorities[*state.self].id};
  DESCENT_ASSERT(is_well_formed(vote));
  const std::uint64_t sequence = state.next_sequence++;
  state.last = slot;
  state.unsigned_votes.push_back({sequence, vote, false});
  out.push_back(effect::Append{sequence, {vote, reasons(state, vote)}});
}

void on_durable(State& state, Effects& out, std::uint64_t sequence) {
  DESCENT_ASSERT(sequence < state.next_sequence);
  for (auto& waiting : state.unsigned_votes) {
    if (waiting.durable || waiting.sequence > sequence) continue;
    waiting.durable = true;
    out.push_back(effect::Sign{waiting.vote});
  }
}

void on_signed(State& state, Effects& out, const Vote& vote) {
  const auto asked = std::ranges::find_if(state.unsigned_votes, [&](const Unsigned& waiting) {
    return waiting.durable && waiting.vote == without_signature(vote);
  });
  if (asked == state.unsigned_votes.end()) return;
  state.unsigned_votes.erase(asked);
  state.said[{vote.round, vote.kind}] = vote;
  out.push_back(effect::Broadcast{vote});
  const auto evidence = state.votes.add(state.authorities, *state.self, vote, state.round);
  if (evidence) out.push_back(effect::ReportEvidence{*evidence});
}

void say_again(const State& state, Effects& out) {
  for (const auto& [slot, vote] : state.said) out.push_back(effect::Broadcast{vote, true});
  if (!state.valid) return;
  for (const auto& [from, vote] :
       state.votes.votes_for(state.valid->round, VoteKind::Prevote, state.valid->block))
    if (from != state.self) out.push_back(effect::Broadcast{vote, true});
}

void recall(State& state, Effects& out, const std::vector<WalRecord>& log) {
  if (!state.self) return;
  for (const auto& record : log) {
    const bool ours = record.vote.number == state.number &&
                      record.vote.validator == state.authorities[*state.self].id;
    if (ours) recall_one(state, out, record);
  }
  if (!state.last) return;
  state.round = state.last->first;
  state.step = step_after(state.last->second);
}

}  // namespace descent::consensus::bft
