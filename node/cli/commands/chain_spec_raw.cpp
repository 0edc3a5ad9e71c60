#include "node/cli/commands/chain_spec_text.hpp"
#include "node/cli/commands/commands.hpp"
#include "node/spec/pretty.hpp"
#include "node/spec/raw_json.hpp"

namespace descent::cli {
namespace {

struct Options {
  std::string chain;
  std::string out;
};

Outcome<> raw(const Session& session, const Options& options) {
  const auto file = DESCENT_TRY(chain_named(options.chain));
  return put_text(session, options.out, spec::pretty(spec::raw_json(file)));
}

}  // namespace

Rows command::chain_spec_raw() {
  return {
      {"chain-spec", "raw", "Turn a chain spec into the keys and values of block 0",
       "  descent chain-spec raw harbour.json --out harbour-raw.json\n"
       "  descent node --chain harbour-raw.json\n"
       "Give others this form: it is the same chain to every version of the program.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         arguments
             .add_option("chain", options->chain,
                         "A preset, or a file of `descent chain-spec build`")
             .is(ValueKind::File)
             .required();
         arguments.add_option("--out,-o", options->out, "The file to write; without it, the output")
             .is(ValueKind::File);
         return [options](Session& session) { return raw(session, *options); };
       }},
  };
}

}  // namespace descent::cli
