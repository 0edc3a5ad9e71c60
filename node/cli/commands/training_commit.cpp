#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/sealed_update.hpp"
#include "node/cli/commands/training_text.hpp"
#include "node/cli/files.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/to_json.hpp"
#include "runtime/graph/update.hpp"

namespace descent::cli {
namespace {

using modules::training::Phase;
using modules::training::Task;

struct Options {
  Signing signing;
  std::uint32_t task{};
  std::string file;
  std::string deposit;
  std::optional<std::uint32_t> round;
};

/// What the task decides, or has to be said where it cannot be asked.
struct Place {
  std::uint32_t round{};
  Balance deposit{};
};

Outcome<Balance> deposit_of(const Task& task, const std::string& text) {
  if (const auto* listed = std::get_if<modules::training::Listed>(&task.terms.participants)) {
    if (text.empty() || DESCENT_TRY(parse_amount(text)) == listed->deposit) return listed->deposit;
    return misused("every deposit of this task is " + in_grad(listed->deposit) +
                   "; leave --deposit away");
  }
  const auto& open = *std::get_if<modules::training::Open>(&task.terms.participants);
  const std::string range = in_grad(open.deposit_min) + " to " + in_grad(open.deposit_max);
  if (text.empty()) return misused("how much is at stake? --deposit takes " + range);
  const Balance out = DESCENT_TRY(parse_amount(text));
  if (open.deposit_min <= out && out <= open.deposit_max) return out;
  return misused("a deposit of this task is " + range + ", not " + in_grad(out));
}

/// What the chain would refuse, said before anything is sealed.
Outcome<Place> place_of(const Session& session, const Options& options,
                        const graph::Update& update) {
  const Chain chain = DESCENT_TRY(session.chain());
  const Task task = DESCENT_TRY(task_of(chain, options.task));
  const std::uint32_t round = options.round.value_or(task.round);
  DESCENT_TRY(check_phase(options.task, task, round, Phase::Commit));
  const Balance deposit = DESCENT_TRY(deposit_of(task, options.deposit));
  const auto running = DESCENT_TRY(round_of(chain, options.task, round));
  if (running && running->base != update.base)
    return refused("the update is of another version than round " + std::to_string(round) +
                   " begins with, which is " + std::to_string(running->base_version) +
                   " (`descent model export " + std::to_string(task.model) + " --version " +
                   std::to_string(running->base_version) + " --out base.onnx`): train on that");
  return Place{round, deposit};
}

Outcome<Place> place_said(const Options& options) {
  if (!options.round || options.deposit.empty())
    return misused("with --offline the task cannot be asked: say --round and --deposit");
  return Place{*options.round, DESCENT_TRY(parse_amount(options.deposit))};
}

Outcome<> commit(const Session& session, const Options& options) {
  const Bytes bytes = DESCENT_TRY(read_file(options.file, modules::Blobs::kBytesMax));
  const auto update = graph::decode_update(bytes);
  if (!update)
    return refused("'" + options.file + "' is no update: " + graph::describe(update.error()) +
                   "; docs/graph.md says what one is, and descent.updates of the Python client "
                   "makes one");
  const auto key = DESCENT_TRY(session.key(options.signing));
  const Place place = DESCENT_TRY(options.signing.online() ? place_of(session, options, *update)
                                                           : place_said(options));
  const Hash genesis = DESCENT_TRY(session.genesis(options.signing));
  DESCENT_TRY(session.confirm(
      "Commit to '" + options.file + "' in round " + std::to_string(place.round) + " of task " +
      std::to_string(options.task) + ", with " + in_grad(place.deposit) + " at stake?"));
  const SealedFor what{genesis, key.account(), options.task, place.round};
  const auto path = DESCENT_TRY(sealed_path(session, what));
  const auto sealed = DESCENT_TRY(seal(path, bytes));
  const modules::Training::commit call{options.task, place.round, commitment_of(what, sealed),
                                       place.deposit};
  const auto& training = session.words().model().runtime.training;
  session.show(DESCENT_TRY(session.send(options.signing, frame::call_of(training, call))));
  session.world().err << "note: the update and its salt are in " << path.string()
                      << ": whoever loses them cannot reveal, and loses a part of the deposit\n";
  return {};
}

}  // namespace

Rows command::training_commit() {
  return {
      {"training", "commit", "Seal an update in the round that runs",
       "  descent training commit 0 update.bin --deposit 100 --key savings\n"
       "The file is an update as docs/graph.md encodes it. A copy with a new salt is kept beside "
       "the "
       "keystore for\n"
       "`descent training reveal`; the same update again is sealed the same.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_signing_options(arguments, options->signing);
         arguments.add_option("task", options->task, "The task's number").required();
         arguments.add_option("file", options->file, "The update").required().is(ValueKind::File);
         arguments.add_option("--deposit", options->deposit,
                              "GRAD at stake; not needed where all stake the same");
         arguments.add_option("--round", options->round,
                              "The round, from 0; without it, the one that runs");
         return [options](Session& session) { return commit(session, *options); };
       }},
  };
}

}  // namespace descent::cli
