#include <filesystem>

#include "node/cli/account_name.hpp"
#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/model_text.hpp"
#include "node/cli/commands/upload.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"
#include "node/onnx/import.hpp"

namespace descent::cli {
namespace {

constexpr std::size_t kFileBytesMax = std::size_t{256} << 20;

struct Options {
  Signing signing;
  std::string file;
  std::string name;
  std::string task;
  std::string licence;
};

Outcome<Bytes> read_graph(const std::string& path) {
  const Bytes file = DESCENT_TRY(read_file(path, kFileBytesMax));
  const auto graph = onnx::import_model(file);
  if (!graph) return refused("'" + path + "' is refused: " + onnx::describe(graph.error()));
  return scale::encoded(*graph);
}

/// The hash of the licence's text: of a file, or of the name as it is written.
Outcome<Hash> licence_hash(const std::string& licence) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(licence, error))
    return crypto::blake2b_256(as_view(licence));
  return crypto::blake2b_256(DESCENT_TRY(read_file(licence, std::size_t{1} << 20)));
}

Outcome<> register_model(const Session& session, const Options& options) {
  const auto key = DESCENT_TRY(session.key(options.signing));
  const Bytes graph = DESCENT_TRY(read_graph(options.file));
  const Hash licence = DESCENT_TRY(licence_hash(options.licence));
  DESCENT_TRY(session.confirm("Register '" + options.name + "' (" + std::to_string(graph.size()) +
                              " bytes) as " + address_of(key.account()) + "?"));
  const Hash root = DESCENT_TRY(upload(session, options.signing, graph));
  const auto& models = session.words().model().runtime.models;
  const modules::Models::register_model call{root, options.name, options.task, licence};
  session.show(DESCENT_TRY(session.send(options.signing, frame::call_of(models, call))));
  return {};
}

}  // namespace

Rows command::model_register() {
  return {
      {"model", "register", "Put a model on the chain",
       "  descent model register digits.onnx --name digits --key //Alice\n"
       "  descent model register digits.onnx --name digits --task 'read digits' --licence LICENCE "
       "\\\n"
       "    --key //Alice --yes\n"
       "An interrupted upload goes on where it ended when the command is repeated.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_signing_options(arguments, options->signing);
         arguments.add_option("file", options->file, "An ONNX file: float32, opset 13 to 21")
             .is(ValueKind::File)
             .required();
         arguments.add_option("--name", options->name, "What it is called, up to 64 bytes")
             .required();
         arguments.add_option("--task", options->task, "What it is for, in words, up to 256 bytes");
         arguments
             .add_option("--licence", options->licence,
                         "Its licence: a file with the text, or a name")
             .is(ValueKind::File)
             .shows_default();
         return [options](Session& session) { return register_model(session, *options); };
       }},
  };
}

}  // namespace descent::cli
