#include <bit>
#include <boost/json/object.hpp>
#include <sstream>

#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/model_text.hpp"
#include "node/cli/commands/samples.hpp"
#include "node/cli/table.hpp"
#include "runtime/frame/metadata/names.hpp"

namespace descent::cli {
namespace {

using Api = modules::Models::Api;
using modules::InferenceError;
constexpr std::size_t kFileBytesMax = std::size_t{16} << 20;
constexpr std::size_t kShownMost = 10;  ///< numbers of an output that fit beside each other

struct Options {
  modules::ModelId model{};
  std::optional<modules::VersionId> version;
  std::string file;
};

std::string remedy(InferenceError error) {
  switch (error) {
    case InferenceError::UnknownVersion: return "no such version; `descent model show` lists them";
    case InferenceError::GraphDropped: return "its graph is not kept any more; use a newer version";
    case InferenceError::SamplesMisshapen:
      return "a sample has as many numbers as the model's input; `descent model show` tells them";
    case InferenceError::SamplesNotFinite: return "there is NaN or infinity in the samples";
    case InferenceError::SamplesOverflow: return "the model cannot hold what they lead to";
    default: return "send fewer samples at a time";
  }
}

/// An answer's Result decodes in place: it has no value to begin with.
Outcome<std::vector<modules::InferenceRow>> infer(const Chain& chain, modules::VersionId version,
                                                  const Samples& samples) {
  Api::infer question{version, {}};
  for (const auto& sample : samples)
    question.samples.insert(question.samples.end(), sample.begin(), sample.end());
  const Bytes answer =
      DESCENT_TRY(chain.ask("ModelsApi_infer", scale::encoded(question), std::nullopt));
  modules::Inference rows = InferenceError::kCount;
  scale::Reader in{answer};
  scale::decode(in, rows);
  if (!in.done()) return refused("the node answers in a way this program does not understand");
  if (!rows)
    return refused("version " + std::to_string(version) + " gives no answer (" +
                   std::string{frame::metadata::name_of(rows.error())} +
                   "): " + remedy(rows.error()));
  return *std::move(rows);
}

std::string number(std::uint32_t bits) {
  std::ostringstream out;
  out << std::bit_cast<float>(bits);
  return out.str();
}

void show_rows(const Session& session, modules::VersionId version,
               const std::vector<modules::InferenceRow>& rows) {
  boost::json::array json;
  Table table{{"sample", "class", "output"}};
  for (std::size_t i = 0; i < rows.size(); ++i) {
    boost::json::array values;
    std::string shown;
    for (std::size_t k = 0; k < rows[i].values.size(); ++k) {
      values.push_back(static_cast<double>(std::bit_cast<float>(rows[i].values[k])));
      if (k < kShownMost) shown += (k == 0 ? "" : " ") + number(rows[i].values[k]);
      if (k == kShownMost) shown += " ...";
    }
    json.push_back({{"class", rows[i].class_}, {"output", std::move(values)}});
    table.add({std::to_string(i), std::to_string(rows[i].class_), shown});
  }
  session.show(boost::json::object{{"version", version}, {"rows", std::move(json)}},
               "version " + std::to_string(version) + "\n\n" + table.text());
}

Outcome<> run_model(const Session& session, const Options& options) {
  const Bytes file = DESCENT_TRY(read_file(options.file, kFileBytesMax));
  const auto samples =
      DESCENT_TRY(options.file.ends_with(".json") ? samples_from_json(as_text(file))
                                                  : samples_from_csv(as_text(file)));
  const Chain chain = DESCENT_TRY(session.chain());
  const auto version = DESCENT_TRY(version_of(chain, options.model, options.version));
  show_rows(session, version, DESCENT_TRY(infer(chain, version, samples)));
  return {};
}

}  // namespace

Rows command::model_infer() {
  return {
      {"model", "infer", "Run a model on samples; nothing is written or paid",
       "  descent model infer 0 samples.csv\n"
       "  descent model infer 0 samples.json --version 3 --json",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         arguments.add_option("model", options->model, "The model's number").required();
         arguments
             .add_option("file", options->file, "Samples: CSV with one a line, or a .json array")
             .is(ValueKind::File)
             .required();
         arguments.add_option("--version", options->version,
                              "A version's number; without it, the head");
         return [options](Session& session) { return run_model(session, *options); };
       }},
  };
}

}  // namespace descent::cli
