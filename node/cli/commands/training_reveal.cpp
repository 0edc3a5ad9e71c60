#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/sealed_update.hpp"
#include "node/cli/commands/training_text.hpp"
#include "node/cli/commands/upload.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

using modules::training::Phase;
using modules::training::Task;

struct Options {
  Signing signing;
  std::uint32_t task{};
  std::optional<std::uint32_t> round;
};

/// errors  Refused: it is too early or too late, and when
Outcome<std::uint32_t> round_now(const Session& session, const Options& options) {
  if (!options.signing.online()) {
    if (options.round) return *options.round;
    return misused("with --offline the task cannot be asked: say --round");
  }
  const Chain chain = DESCENT_TRY(session.chain());
  const Task task = DESCENT_TRY(task_of(chain, options.task));
  const std::uint32_t round = options.round.value_or(task.round);
  DESCENT_TRY(check_phase(options.task, task, round, Phase::Reveal));
  return round;
}

Outcome<> reveal(const Session& session, const Options& options) {
  const std::uint32_t round = DESCENT_TRY(round_now(session, options));
  const auto key = DESCENT_TRY(session.key(options.signing));
  const Hash genesis = DESCENT_TRY(session.genesis(options.signing));
  const SealedFor what{genesis, key.account(), options.task, round};
  const auto path = DESCENT_TRY(sealed_path(session, what));
  const auto sealed = DESCENT_TRY(sealed_update(path));
  if (!sealed)
    return refused("no update for this round is sealed in " + path.string() +
                   "; if it was committed on another machine, bring the file from there");
  DESCENT_TRY(session.confirm("Show the update of round " + std::to_string(round) + " of task " +
                              std::to_string(options.task) + " (" +
                              std::to_string(sealed->update.size()) + " bytes)?"));
  const Hash root = DESCENT_TRY(upload(session, options.signing, sealed->update));
  const modules::Training::reveal call{options.task, round, root, sealed->salt};
  const auto& training = session.words().model().runtime.training;
  session.show(DESCENT_TRY(session.send(options.signing, frame::call_of(training, call))));
  return {};
}

}  // namespace

Rows command::training_reveal() {
  return {
      {"training", "reveal", "Show the update that was sealed, once nobody can copy it",
       "  descent training reveal 0 --key savings\n"
       "It takes what `descent training commit` kept. Who does not reveal in time loses a part of "
       "the deposit.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_signing_options(arguments, options->signing);
         arguments.add_option("task", options->task, "The task's number").required();
         arguments.add_option("--round", options->round,
                              "The round, from 0; without it, the one that runs");
         return [options](Session& session) { return reveal(session, *options); };
       }},
  };
}

}  // namespace descent::cli
