#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/training_text.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

using modules::training::Entry;
using modules::training::Round;
using modules::training::Task;
using Api = modules::Training::Api;

struct Options {
  std::uint32_t task{};
  std::optional<std::uint32_t> round;
};

Sheet facts(std::uint32_t id, const Task& task) {
  Sheet out;
  out.add("task", std::to_string(id));
  out.add("model", std::to_string(task.model));
  out.add("sponsor", address_of(task.sponsor));
  out.add("phase", std::string{frame::metadata::name_of(task.phase)});
  if (task.phase_ends != 0) out.add("until block", std::to_string(task.phase_ends));
  out.add("rounds", std::to_string(task.terms.rounds));
  out.add("reward", in_grad(task.terms.reward) + " a round");
  out.add("pool", in_grad(task.pool));
  out.add("bond", in_grad(task.bond));
  out.add("samples", std::to_string(task.terms.samples) + " a slice");
  out.add("note", "scores are the chain's; that the validation set is honest, it cannot prove");
  return out;
}

std::vector<std::string> round_row(std::uint32_t number, const Round& round,
                                   std::uint32_t samples) {
  const auto& score =
      round.outcome == modules::training::Outcome::FullStep ? round.full : round.merged;
  const bool scored = round.outcome >= modules::training::Outcome::Unchanged &&
                      round.outcome != modules::training::Outcome::Halted;
  return {std::to_string(number),
          std::string{frame::metadata::name_of(round.outcome)},
          scored ? percent(round.base_measure.correct, samples) : "",
          round.version && score ? percent(score->measure.correct, samples) : "",
          round.version ? std::to_string(*round.version) : "",
          in_grad(round.paid)};
}

Outcome<> show_task(const Session& session, std::uint32_t id) {
  const Chain chain = DESCENT_TRY(session.chain());
  const Task task = DESCENT_TRY(task_of(chain, id));
  Table table{{"round", "outcome", "accuracy before", "after", "version", "paid"}};
  boost::json::array rounds;
  for (std::uint32_t r = 0; r < task.terms.rounds && r <= task.round; ++r) {
    const auto round = DESCENT_TRY(round_of(chain, id, r));
    if (!round) break;
    rounds.push_back(to_json(*round, session.words()));
    table.add(round_row(r, *round, task.terms.samples));
  }
  session.show(
      boost::json::object{
          {"id", id}, {"task", to_json(task, session.words())}, {"rounds", std::move(rounds)}},
      facts(id, task).text() + "\n" + table.text());
  return {};
}

Outcome<> show_round(const Session& session, std::uint32_t id, std::uint32_t number) {
  const Chain chain = DESCENT_TRY(session.chain());
  const Task task = DESCENT_TRY(task_of(chain, id));
  const auto round = DESCENT_TRY(round_of(chain, id, number));
  if (!round) return refused("round " + std::to_string(number) + " has not begun");
  const auto entries = DESCENT_TRY(chain.ask<Api>(Api::scores{id, number}));
  Table table{{"participant", "status", "deposit", "gain", "accepted", "payout", "forfeit"}};
  for (const Entry& entry : entries)
    table.add({address_of(entry.account), std::string{frame::metadata::name_of(entry.status)},
               in_grad(entry.deposit),
               entry.score ? loss_text(entry.score->gain.sum, task.terms.samples) : "",
               entry.accepted ? "yes" : "no", in_grad(entry.payout), in_grad(entry.forfeit)});
  session.show(boost::json::object{{"round", to_json(*round, session.words())},
                                   {"entries", to_json(entries, session.words())}},
               "round " + std::to_string(number) + " of task " + std::to_string(id) + ": " +
                   std::string{frame::metadata::name_of(round->outcome)} + "\n\n" + table.text());
  return {};
}

}  // namespace

Rows command::training_show() {
  return {
      {"training", "show", "Show a task and its rounds",
       "  descent training show 0\n"
       "  descent training show 0 --round 3",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         arguments.add_option("task", options->task, "The task's number").required();
         arguments.add_option("--round", options->round, "A round, from 0: who took part");
         return [options](Session& session) {
           return options->round ? show_round(session, options->task, *options->round)
                                 : show_task(session, options->task);
         };
       }},
  };
}

}  // namespace descent::cli
