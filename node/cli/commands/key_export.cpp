#include <boost/json/object.hpp>

#include "node/cli/commands/commands.hpp"
#include "node/keystore/private_file.hpp"

namespace descent::cli {
namespace {

struct Options {
  std::string name;
  std::string out;
  bool force = false;
};

Outcome<> export_key(const Session& session, const Options& options) {
  const auto keys = DESCENT_TRY(session.keystore());
  const auto file = keys.load(options.name);
  if (!file) return failure_of(file.error());
  const std::string text = to_text(*file);
  if (options.out.empty()) {
    session.world().out << text;
    return {};
  }
  const auto written = keystore::write_private(options.out, text, options.force);
  if (!written) return failure_of(written.error());
  session.show(boost::json::object{{"name", options.name}, {"file", options.out}},
               options.name + " is in " + options.out + "\n");
  return {};
}

}  // namespace

Rows command::key_export() {
  return {
      {"key", "export", "Write a key's encrypted JSON, for wallets and backups",
       "  descent key export savings --out savings.json\n"
       "  descent key export savings | gpg --symmetric > savings.json.gpg\n"
       "Wallets of the polkadot-js kind import it; its password is the key's.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         arguments.add_option("name", options->name, "Which key (`descent key list`)")
             .is(ValueKind::Account)
             .required();
         arguments.add_option("--out", options->out, "The file to write; without it, the output")
             .is(ValueKind::File);
         arguments.add_flag("--force", options->force, "Replace the file if it is there");
         return [options](Session& session) { return export_key(session, *options); };
       }},
  };
}

}  // namespace descent::cli
