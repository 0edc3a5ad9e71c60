#include "consensus/bft/vote_keeper.hpp"

#include <algorithm>

#include "runtime/primitives/assert.hpp"

namespace descent::consensus::bft {
namespace {

std::size_t place(VoteKind kind) {
  DESCENT_ASSERT(scale::is_variant(kind));
  return static_cast<std::size_t>(kind);
}

/// What `round` heard of `kind`, by authority; empty if nothing.
const std::map<AuthorityIndex, Said>& heard(const VoteKeeper& keeper, Round round, VoteKind kind) {
  static const std::map<AuthorityIndex, Said> kNothing;
  const auto at = keeper.rounds.find(round);
  return at == keeper.rounds.end() ? kNothing : at->second.by_kind[place(kind)];
}

bool says(const Said& said, const std::optional<Hash>& block) {
  return std::ranges::find(said, block, &Vote::block) != said.end();
}

bool speaks_in(const RoundVotes& votes, AuthorityIndex from) {
  return std::ranges::any_of(votes.by_kind, [&](const auto& kind) { return kind.contains(from); });
}

/// The rounds beyond `round` in which `from` spoke, ascending.
std::vector<Round> rounds_ahead(const VoteKeeper& keeper, AuthorityIndex from, Round round) {
  std::vector<Round> out;
  for (auto at = keeper.rounds.upper_bound(round); at != keeper.rounds.end(); ++at)
    if (speaks_in(at->second, from)) out.push_back(at->first);
  return out;
}

/// True if a vote of `from` in `vote_round` has a place: it is not ahead, or spoke there before, or
/// has rounds to spare, or it is above the lowest of those kept.
bool has_round_for(const VoteKeeper& keeper, AuthorityIndex from, Round vote_round, Round round) {
  if (vote_round <= round) return true;
  const auto ahead = rounds_ahead(keeper, from, round);
  return ahead.size() < kRoundsAheadMax || vote_round >= ahead.front();
}

void make_room(VoteKeeper& keeper, AuthorityIndex from, Round vote_round, Round round) {
  const auto ahead = rounds_ahead(keeper, from, round);
  if (vote_round <= round || ahead.size() < kRoundsAheadMax) return;
  if (std::ranges::find(ahead, vote_round) != ahead.end()) return;
  const auto lowest = keeper.rounds.find(ahead.front());
  for (auto& kind : lowest->second.by_kind) kind.erase(from);
  const auto empty = [](const auto& kind) { return kind.empty(); };
  if (std::ranges::all_of(lowest->second.by_kind, empty)) keeper.rounds.erase(lowest);
}

}  // namespace

bool VoteKeeper::wants(const AuthoritySet& set, AuthorityIndex from, const Vote& vote,
                       Round round) const {
  if (!has_round_for(*this, from, vote.round, round)) return false;
  const auto& by = heard(*this, vote.round, vote.kind);
  const auto at = by.find(from);
  if (at == by.end()) return true;
  if (says(at->second, vote.block) || at->second.size() >= kBlocksMax) return false;
  if (at->second.size() < kBlocksFreeMax) return true;
  return is_honest_part(power_for(set, vote.round, vote.kind, vote.block), total_power(set));
}

std::optional<Equivocation> VoteKeeper::add(const AuthoritySet& set, AuthorityIndex from,
                                            const Vote& vote, Round round) {
  DESCENT_ASSERT(from < set.size() && set[from].id == vote.validator);
  if (!wants(set, from, vote, round)) return std::nullopt;
  make_room(*this, from, vote.round, round);
  Said& said = rounds[vote.round].by_kind[place(vote.kind)][from];
  said.push_back(vote);
  return said.size() == 2 ? equivocation_of(said[0], said[1]) : std::nullopt;
}

void VoteKeeper::forget_before(Round oldest, const std::vector<Round>& spared) {
  std::erase_if(rounds, [&](const auto& entry) {
    return entry.first < oldest && std::ranges::find(spared, entry.first) == spared.end();
  });
}

const Vote* VoteKeeper::proposal(Round round) const {
  const auto& by = heard(*this, round, VoteKind::Proposal);
  return by.empty() ? nullptr : &by.begin()->second.front();
}

Power VoteKeeper::power_for(const AuthoritySet& set, Round round, VoteKind kind,
                            const std::optional<Hash>& block) const {
  Power power = 0;
  for (const auto& [from, said] : heard(*this, round, kind))
    if (says(said, block)) power += set[from].power;
  return power;
}

Power VoteKeeper::power_of_kind(const AuthoritySet& set, Round round, VoteKind kind) const {
  Power power = 0;
  for (const auto& [from, said] : heard(*this, round, kind)) power += set[from].power;
  return power;
}

Power VoteKeeper::power_of_round(const AuthoritySet& set, Round round) const {
  const auto at = rounds.find(round);
  if (at == rounds.end()) return 0;
  Power power = 0;
  for (std::size_t i = 0; i < set.size(); ++i)
    if (speaks_in(at->second, static_cast<AuthorityIndex>(i))) power += set[i].power;
  return power;
}

std::optional<std::optional<Hash>> VoteKeeper::quorum(const AuthoritySet& set, Round round,
                                                      VoteKind kind) const {
  std::map<std::optional<Hash>, Power> tally;
  for (const auto& [from, said] : heard(*this, round, kind))
    for (const auto& vote : said) tally[vote.block] += set[from].power;
  const Power total = total_power(set);
  for (const auto& [block, power] : tally)
    if (is_quorum(power, total)) return block;
  return std::nullopt;
}

std::vector<std::pair<AuthorityIndex, Vote>> VoteKeeper::votes_for(
    Round round, VoteKind kind, const std::optional<Hash>& block) const {
  std::vector<std::pair<AuthorityIndex, Vote>> out;
  for (const auto& [from, said] : heard(*this, round, kind))
    for (const auto& vote : said)
      if (vote.block == block) out.emplace_back(from, vote);
  return out;
}

}  // namespace descent::consensus::bft
