#include "node/cli/command.hpp"

namespace descent::cli {
namespace {

Wait wait_of(std::string_view word) {
  if (word == "none") return Wait::None;
  return word == "included" ? Wait::Included : Wait::Finalized;
}

}  // namespace

void add_global_options(Arguments& arguments, Globals& globals) {
  arguments.add_option("--url", globals.url, "The node to ask").shows_default();
  arguments
      .add_option("--key", globals.key,
                  "Who signs: a key of `descent key list`, //Alice, or a secret (better in the "
                  "variable DESCENT_KEY, which other users do not see)")
      .is(ValueKind::Account)
      .variable("DESCENT_KEY");
  arguments
      .add_option_function(
          "--wait", [&globals](const std::string& word) { globals.wait = wait_of(word); },
          "What to wait for when something is sent: finalized (default), included or none")
      .one_of({"finalized", "included", "none"});
  arguments.add_flag("--yes,-y", globals.yes, "Do not ask before sending");
  arguments.add_flag("--json", globals.json, "Print JSON, for programs");
  arguments
      .add_option("--keystore-path", globals.keystore_path,
                  "The folder of your keys; without it, descent/keystore where the system keeps a "
                  "user's data")
      .is(ValueKind::Folder)
      .variable("DESCENT_KEYSTORE_PATH");
  arguments
      .add_option("--password-file", globals.password_file,
                  "A file whose first line is the key's password; without it, it is asked for")
      .is(ValueKind::File);
}

void add_signer_options(Arguments& arguments, Signing& signing) {
  arguments
      .add_option("--scheme", signing.scheme,
                  "The kind of a secret's key: sr25519, ed25519 or ecdsa; a stored key has its own")
      .shows_default();
}

void add_signing_options(Arguments& arguments, Signing& signing) {
  add_signer_options(arguments, signing);
  arguments.add_option("--tip", signing.tip, "GRAD on top of the fee").shows_default();
  arguments.add_option("--nonce", signing.nonce,
                       "How many extrinsics the account has signed before; without it, the next");
  arguments.add_flag("--sign-only", signing.sign_only,
                     "Print what is signed, and send nothing: `descent tx broadcast` sends it");
  arguments
      .add_option("--offline", signing.offline,
                  "The same without a node, by a file of `descent tx context`")
      .is(ValueKind::File);
}

}  // namespace descent::cli
