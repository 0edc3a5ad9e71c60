#include <boost/json/object.hpp>

#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/model_text.hpp"
#include "node/onnx/export.hpp"

namespace descent::cli {
namespace {

struct Options {
  modules::ModelId model{};
  std::optional<modules::VersionId> version;
  std::string out;
};

Outcome<Bytes> onnx_of(const Bytes& encoded, modules::VersionId version) {
  const auto graph = scale::decoded<graph::Graph>(encoded);
  if (!graph)
    return refused("the graph of version " + std::to_string(version) +
                   " is of a layout this program does not know; use the node's own `descent`");
  auto file = onnx::export_model(*graph);
  if (!file)
    return refused("version " + std::to_string(version) +
                   " has a value that no float32 holds: it cannot be written as ONNX");
  return *std::move(file);
}

Outcome<> export_model(const Session& session, const Options& options) {
  using Api = modules::Models::Api;
  const Chain chain = DESCENT_TRY(session.chain());
  const auto version = DESCENT_TRY(version_of(chain, options.model, options.version));
  const auto encoded = DESCENT_TRY(chain.ask<Api>(Api::graph{version}));
  if (!encoded)
    return refused("the graph of version " + std::to_string(version) +
                   " is not kept any more; export a newer version");
  const Bytes file = DESCENT_TRY(onnx_of(*encoded, version));
  DESCENT_TRY(write_file(options.out, file));
  session.show(
      boost::json::object{{"version", version}, {"file", options.out}, {"bytes", file.size()}},
      "version " + std::to_string(version) + " written to " + options.out + " (" +
          std::to_string(file.size()) + " bytes)\n");
  return {};
}

}  // namespace

Rows command::model_export() {
  return {
      {"model", "export", "Write a model as an ONNX file",
       "  descent model export 0 --out digits.onnx\n"
       "  descent model export 0 --version 3 --out digits-3.onnx",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         arguments.add_option("model", options->model, "The model's number").required();
         arguments.add_option("--version", options->version,
                              "A version's number; without it, the head");
         arguments.add_option("--out,-o", options->out, "The file to write")
             .is(ValueKind::File)
             .required();
         return [options](Session& session) { return export_model(session, *options); };
       }},
  };
}

}  // namespace descent::cli
