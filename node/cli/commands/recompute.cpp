#include "node/cli/commands/recompute.hpp"

#include <algorithm>

#include "modules/training/score.hpp"

namespace descent::cli {

using namespace modules::training;

namespace {

bool is_candidate(const Entry& entry) {
  return entry.status == Status::Scored || entry.status == Status::Refused;
}

/// What a round takes from those who did not reveal.
void take_from_missing(const Task& task, const std::vector<Entry>& entries, std::vector<Due>& out) {
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (entries[i].status == Status::Missing)
      out[i].forfeit = forfeit(entries[i].deposit, task.rates.no_reveal_forfeit);
}

void share_withheld(const Task& task, const std::vector<Entry>& entries, std::vector<Due>& out) {
  const auto reveals = static_cast<std::size_t>(
      std::ranges::count_if(entries, [](const Entry& e) { return e.status == Status::Withheld; }));
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (entries[i].status == Status::Withheld)
      out[i].payout = withheld_share(task.terms.bond, task.terms.reward, reveals);
}

std::optional<kernels::Gain> gain_of(const std::optional<Score>& score) {
  return score ? std::optional{score->gain} : std::nullopt;
}

void settle_scored(const Task& task, const Round& round, const std::vector<Entry>& entries,
                   std::vector<Due>& out) {
  Scores scores{{}, gain_of(round.merged), gain_of(round.full), task.terms.samples};
  std::vector<std::size_t> places;
  for (std::size_t i = 0; i < entries.size(); ++i) {
    if (!is_candidate(entries[i])) continue;
    scores.candidates.push_back({entries[i].deposit, gain_of(entries[i].score)});
    places.push_back(i);
  }
  if (places.empty()) return;
  const Settlement settled = settle(
      {task.terms.reward, task.terms.target, task.terms.harm, task.rates.harm_forfeit}, scores);
  for (std::size_t k = 0; k < places.size(); ++k) {
    const Verdict& verdict = settled.verdicts[k];
    out[places[k]] = {verdict.accepted, verdict.paid, verdict.payout, verdict.forfeit};
  }
}

}  // namespace

std::optional<std::vector<Due>> recompute(const Task& task, const Round& round,
                                          const std::vector<Entry>& entries) {
  if (round.outcome == modules::training::Outcome::Running) return std::nullopt;
  std::vector<Due> out(entries.size());
  if (round.outcome == modules::training::Outcome::Withheld)
    share_withheld(task, entries, out);
  else if (round.outcome != modules::training::Outcome::NobodyRevealed)
    settle_scored(task, round, entries, out);
  take_from_missing(task, entries, out);
  return out;
}

Due done(const Entry& entry) { return {entry.accepted, entry.paid, entry.payout, entry.forfeit}; }

}  // namespace descent::cli
