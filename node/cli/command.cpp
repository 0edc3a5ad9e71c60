#include "node/cli/command.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace descent::cli {
namespace {

Wait wait_of(std::string_view word) {
  if (word == "none") return Wait::None;
  return word == "included" ? Wait::Included : Wait::Finalized;
}

}  // namespace

void add_signer_options(CLI::App& app, Signing& signing) {
  app.add_option("--from,--key", signing.from,
                 "Who signs: a key of `descent key list`, //Alice, or a secret (better in the "
                 "variable DESCENT_FROM, which other users do not see)")
      ->envname("DESCENT_FROM");
  app.add_option("--scheme", signing.scheme,
                 "The kind of a secret's key: sr25519, ed25519 or ecdsa; a stored key has its own")
      ->capture_default_str();
}

void add_signing_options(CLI::App& app, Signing& signing) {
  add_signer_options(app, signing);
  app.add_option("--tip", signing.tip, "GRAD on top of the fee")->capture_default_str();
  app.add_option_function<std::string>(
         "--wait", [&signing](const std::string& word) { signing.wait = wait_of(word); },
         "What to wait for: finalized (default), included or none")
      ->check(CLI::IsMember({"finalized", "included", "none"}));
  app.add_flag("--yes,-y", signing.yes, "Do not ask before sending");
}

}  // namespace descent::cli
