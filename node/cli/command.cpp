#include "node/cli/command.hpp"

namespace descent::cli {
namespace {

Wait wait_of(std::string_view word) {
  if (word == "none") return Wait::None;
  return word == "included" ? Wait::Included : Wait::Finalized;
}

}  // namespace

void add_signer_options(Arguments& arguments, Signing& signing) {
  arguments
      .add_option("--from,--key", signing.from,
                  "Who signs: a key of `descent key list`, //Alice, or a secret (better in the "
                  "variable DESCENT_FROM, which other users do not see)")
      .variable("DESCENT_FROM");
  arguments
      .add_option("--scheme", signing.scheme,
                  "The kind of a secret's key: sr25519, ed25519 or ecdsa; a stored key has its own")
      .shows_default();
}

void add_signing_options(Arguments& arguments, Signing& signing) {
  add_signer_options(arguments, signing);
  arguments.add_option("--tip", signing.tip, "GRAD on top of the fee").shows_default();
  arguments
      .add_option_function(
          "--wait", [&signing](const std::string& word) { signing.wait = wait_of(word); },
          "What to wait for: finalized (default), included or none")
      .one_of({"finalized", "included", "none"});
  arguments.add_flag("--yes,-y", signing.yes, "Do not ask before sending");
}

}  // namespace descent::cli
