#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/recompute.hpp"
#include "node/cli/commands/training_text.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

using modules::training::Entry;
using modules::training::Task;
using Api = modules::Training::Api;

struct Options {
  std::uint32_t task{};
  std::optional<std::uint32_t> round;
  std::string account;
};

/// What is compared over all rounds asked for.
struct Report {
  Table table{{"round", "participant", "gain", "payout on chain", "recomputed", "forfeit on chain",
               "recomputed ", "agrees"}};
  boost::json::array json;
  std::size_t compared = 0;
  std::size_t differing = 0;

  void add(std::uint32_t round, const Entry& entry, const Due& due, std::uint32_t samples) {
    const bool agrees = due == done(entry);
    ++compared;
    if (!agrees) ++differing;
    const std::string gain = entry.score ? loss_text(entry.score->gain.sum, samples) : "";
    table.add({std::to_string(round), address_of(entry.account), gain, in_grad(entry.payout),
               in_grad(due.payout), in_grad(entry.forfeit), in_grad(due.forfeit),
               agrees ? "yes" : "NO"});
    json.push_back({{"round", round},
                    {"account", address_of(entry.account)},
                    {"payout", to_string(entry.payout)},
                    {"payoutRecomputed", to_string(due.payout)},
                    {"forfeit", to_string(entry.forfeit)},
                    {"forfeitRecomputed", to_string(due.forfeit)},
                    {"agrees", agrees}});
  }
};

/// returns  false if the round is not settled, or has not begun
Outcome<bool> explain_round(const Chain& chain, const Options& options, const Task& task,
                            std::uint32_t number, const std::optional<AccountId>& only,
                            Report& report) {
  const auto round = DESCENT_TRY(round_of(chain, options.task, number));
  if (!round) return false;
  const auto entries = DESCENT_TRY(chain.ask<Api>(Api::scores{options.task, number}));
  const auto due = recompute(task, *round, entries);
  if (!due) return false;
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (!only || entries[i].account == *only)
      report.add(number, entries[i], (*due)[i], task.terms.samples);
  return true;
}

Outcome<> explain(const Session& session, const Options& options) {
  std::optional<AccountId> only;
  if (!options.account.empty()) only = DESCENT_TRY(session.account(options.account));
  const Chain chain = DESCENT_TRY(session.chain());
  const Task task = DESCENT_TRY(task_of(chain, options.task));
  Report report;
  const std::uint32_t first = options.round.value_or(0);
  const std::uint32_t last = options.round.value_or(task.terms.rounds - 1);
  for (std::uint32_t r = first; r <= last; ++r) {
    const bool settled = DESCENT_TRY(explain_round(chain, options, task, r, only, report));
    if (!settled) break;
  }
  if (report.compared == 0)
    return refused("nothing to explain: no settled round of task " + std::to_string(options.task) +
                   " has such a participant; `descent training show` tells how far it is");
  const std::string verdict =
      report.differing == 0 ? "all " + std::to_string(report.compared) + " agree to the unit\n"
                            : std::to_string(report.differing) + " of " +
                                  std::to_string(report.compared) + " differ\n";
  session.show(report.json, report.table.text() + "\n" + verdict);
  if (report.differing == 0) return {};
  return refused("the chain paid otherwise than docs/scoring.md says; report this with the output");
}

}  // namespace

Rows command::training_explain() {
  return {
      {"training", "explain", "Recompute every payout from chain data, and compare",
       "  descent training explain 0\n"
       "  descent training explain 0 --round 3 --account //Bob",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         arguments.add_option("task", options->task, "The task's number").required();
         arguments.add_option("--round", options->round,
                              "A round, from 0; without it, all that are settled");
         arguments.add_option("--account", options->account, "One participant only")
             .is(ValueKind::Account);
         return [options](Session& session) { return explain(session, *options); };
       }},
  };
}

}  // namespace descent::cli
