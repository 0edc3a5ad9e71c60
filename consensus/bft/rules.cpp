#include "consensus/bft/rules.hpp"

#include <algorithm>

#include "consensus/bft/voice.hpp"

namespace descent::consensus::bft {
namespace {

bool has_quorum(const State& state, Round round, VoteKind kind, const std::optional<Hash>& block) {
  const Power power = state.votes.power_for(state.authorities, round, kind, block);
  return is_quorum(power, total_power(state.authorities));
}

/// The block more than two thirds named; none if they named none or nothing.
std::optional<Hash> block_of_quorum(const State& state, Round round, VoteKind kind) {
  return state.votes.quorum(state.authorities, round, kind).value_or(std::nullopt);
}

void prevote(State& state, Effects& out, const std::optional<Hash>& block) {
  say(state, out, VoteKind::Prevote, block);
  state.step = Step::Prevote;
}

void precommit(State& state, Effects& out, const std::optional<Hash>& block) {
  say(state, out, VoteKind::Precommit, block);
  state.step = Step::Precommit;
}

// ---- Blocks ---------------------------------------------------------------------------------

void ask(State& state, Effects& out, const Hash& block, Round round) {
  if (state.checks.emplace(CheckKey{block, round}, std::nullopt).second)
    out.push_back(effect::CheckValue{state.number, round, block});
}

/// Asks once about `block`, in whatever round.
void ask_if_unknown(State& state, Effects& out, const Hash& block, Round round) {
  const auto at = state.checks.lower_bound({block, 0});
  const bool asked = at != state.checks.end() && at->first.first == block;
  if (!asked) ask(state, out, block, round);
}

/// The proposal of this round, and what a quorum named.
void ask_for_blocks(State& state, Effects& out) {
  const Vote* proposal = state.step == Step::Propose ? state.votes.proposal(state.round) : nullptr;
  if (proposal != nullptr && !proposal->valid_round) {
    ask(state, out, *proposal->block, state.round);
  } else if (proposal != nullptr) {
    ask_if_unknown(state, out, *proposal->block, state.round);
  }
  if (in_round(state)) {
    const auto block = block_of_quorum(state, state.round, VoteKind::Prevote);
    if (block) ask_if_unknown(state, out, *block, state.round);
  }
  for (const auto& [round, votes] : state.votes.rounds)
    if (const auto block = block_of_quorum(state, round, VoteKind::Precommit))
      ask_if_unknown(state, out, *block, round);
  if (state.proof) ask_if_unknown(state, out, state.proof->block, state.proof->round);
}

// ---- Deciding -------------------------------------------------------------------------------

CommitCertificate certificate_of(const State& state, Round round, const Hash& block) {
  CommitCertificate out{.number = state.number, .round = round, .block = block};
  for (const auto& [from, vote] : state.votes.votes_for(round, VoteKind::Precommit, block))
    out.signatures.push_back({from, vote.signature});
  return out;
}

bool decide_with(State& state, Effects& out, const CommitCertificate& certificate) {
  const auto valid = is_valid(state, certificate.block);
  if (!valid) return false;
  state.step = *valid ? Step::Decided : Step::Halted;
  if (!*valid) state.unsigned_votes.clear();
  for (const auto timer : {Timer::Pace, Timer::Seal, Timer::Propose, Timer::Prevote,
                           Timer::Precommit, Timer::Retransmit})
    out.push_back(effect::CancelTimer{timer});
  if (*valid) {
    out.push_back(effect::Decide{state.number, certificate.block, certificate});
  } else {
    out.push_back(effect::Halt{state.number, certificate.block});
  }
  return true;
}

/// L49: upon 2f+1 precommits v in any round, while nothing is decided.
bool decide(State& state, Effects& out) {
  if (state.step == Step::Decided || state.step == Step::Halted) return false;
  if (state.proof && decide_with(state, out, *state.proof)) return true;
  for (const auto& [round, votes] : state.votes.rounds) {
    const auto block = block_of_quorum(state, round, VoteKind::Precommit);
    if (block && decide_with(state, out, certificate_of(state, round, *block))) return true;
  }
  return false;
}

// ---- Rounds ---------------------------------------------------------------------------------

/// L55: upon f+1 messages of a round beyond ours, an honest one is there. Before round 0 every
/// round is beyond ours.
bool skip_round(State& state, Effects& out) {
  const auto is_beyond = [&](Round round) {
    return state.step == Step::NewHeight || round > state.round;
  };
  const Power total = total_power(state.authorities);
  for (auto at = state.votes.rounds.rbegin(); at != state.votes.rounds.rend(); ++at) {
    if (!is_beyond(at->first)) return false;
    if (is_honest_part(state.votes.power_of_round(state.authorities, at->first), total)) {
      start_round(state, out, at->first);
      return true;
    }
  }
  return false;
}

/// Round 0 starts when a block may be made and somebody has a reason to: we, or its proposer.
bool begin(State& state, Effects& out) {
  if (state.step != Step::NewHeight || !state.paced) return false;
  if (!state.wanted && state.votes.proposal(0) == nullptr) return false;
  start_round(state, out, 0);
  return true;
}

// ---- Prevoting ------------------------------------------------------------------------------

/// L22: upon a fresh proposal.
bool prevote_fresh(State& state, Effects& out) {
  const Vote* proposal = state.votes.proposal(state.round);
  if (state.step != Step::Propose || proposal == nullptr || proposal->valid_round) return false;
  const Hash block = *proposal->block;
  const auto found = verdict(state, block, state.round);
  if (!found) return false;
  // L23
  const bool good = found == Verdict::Valid && (!state.locked || state.locked->block == block);
  prevote(state, out, good ? std::optional{block} : std::nullopt);  // L24, L26
  return true;
}

/// L28: upon a proposal that had a quorum before.
bool prevote_again(State& state, Effects& out) {
  const Vote* proposal = state.votes.proposal(state.round);
  if (state.step != Step::Propose || proposal == nullptr || !proposal->valid_round) return false;
  const Hash block = *proposal->block;
  const Round valid_round = *proposal->valid_round;
  const auto valid = is_valid(state, block);
  if (!valid || !has_quorum(state, valid_round, VoteKind::Prevote, block)) return false;
  // L29
  const bool free =
      !state.locked || state.locked->round <= valid_round || state.locked->block == block;
  prevote(state, out, *valid && free ? std::optional{block} : std::nullopt);  // L30, L32
  return true;
}

// ---- Precommitting --------------------------------------------------------------------------

/// L34: upon 2f+1 prevotes of any kind, for the first time.
bool time_prevotes(State& state, Effects& out) {
  if (state.step != Step::Prevote || state.once.prevote_timer) return false;
  const Power power = state.votes.power_of_kind(state.authorities, state.round, VoteKind::Prevote);
  if (!is_quorum(power, total_power(state.authorities))) return false;
  state.once.prevote_timer = true;
  const auto delay = timeout_ms(state.timing.prevote_ms, state.timing, state.round);
  out.push_back(timer_of(state, Timer::Prevote, delay));  // L35
  return true;
}

/// L36: upon 2f+1 prevotes v, for the first time.
bool lock(State& state, Effects& out) {
  if ((state.step != Step::Prevote && state.step != Step::Precommit) || state.once.polka)
    return false;
  const auto block = block_of_quorum(state, state.round, VoteKind::Prevote);
  if (!block || is_valid(state, *block) != true) return false;
  state.once.polka = true;
  if (state.step == Step::Prevote) {             // L37
    state.locked = Choice{*block, state.round};  // L38, L39
    precommit(state, out, block);                // L40, L41
  }
  state.valid = Choice{*block, state.round};  // L42, L43
  return true;
}

/// L44: upon 2f+1 prevotes nil.
bool precommit_nil(State& state, Effects& out) {
  if (state.step != Step::Prevote) return false;
  if (!has_quorum(state, state.round, VoteKind::Prevote, std::nullopt)) return false;
  precommit(state, out, std::nullopt);  // L45, L46
  return true;
}

/// L47: upon 2f+1 precommits of any kind, for the first time.
bool time_precommits(State& state, Effects& out) {
  if (!in_round(state) || state.once.precommit_timer) return false;
  const Power power =
      state.votes.power_of_kind(state.authorities, state.round, VoteKind::Precommit);
  if (!is_quorum(power, total_power(state.authorities))) return false;
  state.once.precommit_timer = true;
  const auto delay = timeout_ms(state.timing.precommit_ms, state.timing, state.round);
  out.push_back(timer_of(state, Timer::Precommit, delay));  // L48
  return true;
}

/// What is older than the rounds kept.
void forget_old(State& state) {
  const Round oldest = oldest_round(state);
  state.votes.forget_before(oldest, spared_rounds(state));
  std::erase_if(state.said, [&](const auto& entry) { return entry.first.first < oldest; });
  std::erase_if(state.checks, [&](const auto& entry) {
    const auto& [block, round] = entry.first;
    return round < oldest && !(state.valid && state.valid->block == block);
  });
}

}  // namespace

void start_round(State& state, Effects& out, Round round) {
  state.round = round;         // L12
  state.step = Step::Propose;  // L13
  state.once = {};
  forget_old(state);
  const auto delay = timeout_ms(state.timing.propose_ms, state.timing, round);
  out.push_back(timer_of(state, Timer::Propose, delay));                          // L21
  if (!state.self || proposer(state.proposers, round) != *state.self) return;     // L14
  if (state.valid) {                                                              // L15
    say(state, out, VoteKind::Proposal, state.valid->block, state.valid->round);  // L16, L19
  } else {
    out.push_back(effect::BuildValue{state.number, round});  // L18
  }
}

void settle(State& state, Effects& out) {
  const auto any_rule = [&] {
    return decide(state, out) || skip_round(state, out) || begin(state, out) ||
           prevote_fresh(state, out) || prevote_again(state, out) || lock(state, out) ||
           precommit_nil(state, out) || time_prevotes(state, out) || time_precommits(state, out);
  };
  do ask_for_blocks(state, out);
  while (any_rule());
}

void on_timeout(State& state, Effects& out, Timer timer) {
  if (timer == Timer::Propose && state.step == Step::Propose)
    return prevote(state, out, std::nullopt);  // L57
  if (timer == Timer::Prevote && state.step == Step::Prevote)
    return precommit(state, out, std::nullopt);  // L61
  if (timer == Timer::Precommit && state.round < UINT32_MAX)
    start_round(state, out, state.round + 1);  // L65
}

void on_built(State& state, Effects& out, const Hash& block, Round round) {
  if (state.step != Step::Propose || round != state.round || !state.self) return;
  if (proposer(state.proposers, round) != *state.self) return;
  state.checks[{block, round}] = Verdict::Valid;
  say(state, out, VoteKind::Proposal, block);  // L19
}

}  // namespace descent::consensus::bft
