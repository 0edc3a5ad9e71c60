#include "consensus/bft/intake.hpp"

#include <algorithm>

#include "runtime/primitives/arithmetic.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::consensus::bft {
namespace {

bool is_round_kept(const State& state, Round round) {
  if (round >= oldest_round(state)) return true;
  const auto spared = spared_rounds(state);
  return std::ranges::find(spared, round) != spared.end();
}

/// Proposals come from whose turn it is, and not from far ahead.
bool is_in_turn(State& state, AuthorityIndex from, const Vote& vote) {
  if (vote.kind != VoteKind::Proposal) return true;
  if (vote.round > saturating_add_of(state.round, kProposalsAheadMax)) return false;
  return proposer(state.proposers, vote.round) == from;
}

bool is_news_of_this_height(State& state, AuthorityIndex from, const Vote& vote) {
  return is_round_kept(state, vote.round) && is_in_turn(state, from, vote) &&
         state.votes.wants(state.authorities, from, vote, state.round);
}

bool has_room_for_next(const State& state, AuthorityIndex from, const Vote& vote) {
  const auto at = state.next_height.find(from);
  if (at == state.next_height.end()) return true;
  return at->second.size() < kNextHeightMax &&
         std::ranges::find(at->second, vote) == at->second.end();
}

/// Of later heights, votes for the next are kept; beyond it only that there is one.
bool is_news_of_later(const State& state, AuthorityIndex from, const Vote& vote) {
  const auto at = state.ahead.find(from);
  if (at == state.ahead.end() || at->second < vote.number) return true;
  return vote.number == saturating_add_of(state.number, BlockNumber{1}) &&
         has_room_for_next(state, from, vote);
}

bool is_news(State& state, AuthorityIndex from, const Vote& vote) {
  if (vote.number < state.number || state.step == Step::Halted) return false;
  if (vote.number > state.number) return is_news_of_later(state, from, vote);
  return state.step != Step::Decided && is_news_of_this_height(state, from, vote);
}

bool is_being_checked(const State& state, const Vote& vote) {
  return std::ranges::find(state.unchecked, vote) != state.unchecked.end() ||
         std::ranges::find(state.in_batch, vote) != state.in_batch.end();
}

/// One batch at a time: while it is checked, the next one gathers.
void send_batch(State& state, Effects& out) {
  if (state.batch || state.unchecked.empty()) return;
  state.batch = state.next_batch++;
  state.in_batch = std::exchange(state.unchecked, {});
  out.push_back(effect::VerifyBatch{*state.batch, state.in_batch});
}

void hear_later(State& state, AuthorityIndex from, const Vote& vote) {
  BlockNumber& highest = state.ahead[from];
  highest = std::max(highest, vote.number);
  const bool next = vote.number == saturating_add_of(state.number, BlockNumber{1});
  if (next && has_room_for_next(state, from, vote)) state.next_height[from].push_back(vote);
}

void on_proof(State& state, const std::vector<bool>& valid) {
  state.proof_batch.reset();
  auto certificate = std::exchange(state.unproven, std::nullopt);
  if (!certificate || certificate->number != state.number) return;
  DESCENT_ASSERT(valid.size() == certificate->signatures.size());
  if (std::ranges::find(valid, false) == valid.end()) state.proof = std::move(certificate);
}

}  // namespace

void on_vote(State& state, Effects& out, const Vote& vote) {
  const auto from = index_of(state.authorities, vote.validator);
  if (!from || !is_well_formed(vote) || !is_news(state, *from, vote)) return;
  if (state.unchecked.size() >= kUncheckedMax || is_being_checked(state, vote)) return;
  state.unchecked.push_back(vote);
  send_batch(state, out);
}

void on_certificate(State& state, Effects& out, const CommitCertificate& certificate) {
  const bool useful = certificate.number == state.number && state.step != Step::Decided &&
                      state.step != Step::Halted && !state.proof && !state.proof_batch;
  if (!useful || !check_signers(certificate, state.authorities)) return;
  state.proof_batch = state.next_batch++;
  state.unproven = certificate;
  out.push_back(
      effect::VerifyBatch{*state.proof_batch, precommits(certificate, state.authorities)});
}

void on_signatures(State& state, Effects& out, const input::SignaturesChecked& checked) {
  if (checked.batch == state.proof_batch) return on_proof(state, checked.valid);
  if (checked.batch != state.batch) return;
  state.batch.reset();
  const auto votes = std::exchange(state.in_batch, {});
  DESCENT_ASSERT(checked.valid.size() == votes.size());
  for (std::size_t i = 0; i < votes.size(); ++i)
    if (checked.valid[i]) hear(state, out, votes[i]);
  send_batch(state, out);
}

void hear(State& state, Effects& out, const Vote& vote) {
  const auto from = index_of(state.authorities, vote.validator);
  if (!from || !is_news(state, *from, vote)) return;
  if (vote.number > state.number) return hear_later(state, *from, vote);
  const auto evidence = state.votes.add(state.authorities, *from, vote, state.round);
  if (evidence) out.push_back(effect::ReportEvidence{*evidence});
}

void sync_if_left_behind(State& state, Effects& out) {
  if (state.sync_asked) return;
  Power beyond = 0;
  for (const auto& [from, number] : state.ahead)
    if (number > saturating_add_of(state.number, BlockNumber{1}))
      beyond += state.authorities[from].power;
  if (!is_honest_part(beyond, total_power(state.authorities))) return;
  state.sync_asked = true;
  out.push_back(effect::RequestSync{state.number});
}

void sync_if_anybody_is_ahead(State& state, Effects& out) {
  if (!state.ahead.empty()) out.push_back(effect::RequestSync{state.number});
}

}  // namespace descent::consensus::bft
