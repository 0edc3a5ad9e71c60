#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/training_terms.hpp"
#include "node/cli/files.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

constexpr std::size_t kTermsBytesMax = std::size_t{64} << 10;

struct Options {
  Signing signing;
  std::uint32_t model{};
  std::string terms;
};

Outcome<> open_task(const Session& session, const Options& options) {
  const Bytes file = DESCENT_TRY(read_file(options.terms, kTermsBytesMax));
  const auto terms = DESCENT_TRY(terms_from(session, as_text(file)));
  const auto key = DESCENT_TRY(session.key(options.signing));
  const std::string what = std::to_string(terms.rounds) + " round(s) of up to " +
                           in_grad(terms.reward) + ", a bond of " + in_grad(terms.bond);
  DESCENT_TRY(session.confirm("Open a task on model " + std::to_string(options.model) + " as " +
                              address_of(key.account()) + ": " + what + "?"));
  const auto& training = session.words().model().runtime.training;
  const modules::Training::open_task call{options.model, terms};
  session.show(DESCENT_TRY(session.send(options.signing, frame::call_of(training, call))));
  return {};
}

}  // namespace

Rows command::training_open() {
  return {
      {"training", "open", "Open a task on a model of yours",
       "  descent training open 0 --terms terms.json --key //Alice\n"
       "The terms are JSON, every field as `descent training show TASK --json` prints them; "
       "\"set_root\" "
       "is\n"
       "of the validation set, which descent.commitments of the Python client makes.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_signing_options(arguments, options->signing);
         arguments.add_option("model", options->model, "The model's number").required();
         arguments.add_option("--terms", options->terms, "A file with the terms")
             .required()
             .is(ValueKind::File);
         return [options](Session& session) { return open_task(session, *options); };
       }},
  };
}

}  // namespace descent::cli
