#include "node/cli/account_name.hpp"
#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/key_text.hpp"

namespace descent::cli {
namespace {

struct Options {
  std::string suri;
  std::string scheme = "sr25519";
};

Outcome<> inspect(const Session& session, const Options& options) {
  const auto scheme = DESCENT_TRY(parse_scheme(options.scheme));
  const auto pair = DESCENT_TRY(parse_key(scheme, options.suri));
  show_key(session, pair, "");
  return {};
}

}  // namespace

const Command command::kKeyInspect{
    "key", "inspect", "Show the account behind a secret",
    "  descent key inspect //Alice\n"
    "  descent key inspect --scheme ed25519 0xfac7...//stash",
    [](CLI::App& app) -> Action {
      auto options = shared_options<Options>();
      app.add_option("suri", options->suri, "//Alice, or 0x and 64 hex digits, with //paths")
          ->required();
      app.add_option("--scheme", options->scheme, "sr25519, ed25519 or ecdsa")
          ->capture_default_str();
      return [options](Session& session) { return inspect(session, *options); };
    }};

}  // namespace descent::cli
