#include "node/cli/command.hpp"

#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

namespace descent::cli {

void add_signing_options(CLI::App& app, Signing& signing) {
  app.add_option("--from,--key", signing.from,
                 "Who signs: //Alice, or a secret seed (better in the variable DESCENT_FROM, which "
                 "other users do not see)")
      ->envname("DESCENT_FROM");
  app.add_option("--scheme", signing.scheme, "The kind of key: sr25519, ed25519 or ecdsa")
      ->capture_default_str();
  app.add_option("--tip", signing.tip, "GRAD on top of the fee")->capture_default_str();
  const std::map<std::string, Wait> waits{
      {"none", Wait::None}, {"included", Wait::Included}, {"finalized", Wait::Finalized}};
  app.add_option("--wait", signing.wait, "What to wait for: finalized (default), included or none")
      ->transform(CLI::CheckedTransformer(waits));
  app.add_flag("--yes,-y", signing.yes, "Do not ask before sending");
}

}  // namespace descent::cli
