#include "node/cli/account_name.hpp"
#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/key_store.hpp"
#include "node/cli/commands/key_text.hpp"
#include "node/keystore/private_file.hpp"

namespace descent::cli {
namespace {

struct Options {
  Destination to;
  std::string file;
  std::string scheme = "sr25519";
};

/// A wallet's JSON, or a secret URI.
Outcome<crypto::SecretText> source_text(const Session& session, const Options& options) {
  if (options.file.empty())
    return ask_secret(session.world(), "Recovery phrase, seed or secret URI");
  auto text = keystore::read_private(options.file, keystore::kKeyFileBytesMax);
  if (!text) return failure_of(text.error());
  return *std::move(text);
}

/// The file is opened, so that it is known to be good, and kept under the password it has.
Outcome<crypto::Keypair> import_file(const Session& session, const Options& options,
                                     std::string_view text) {
  const auto file = keystore::parse_key_file(text);
  if (!file) return failure_of(file.error());
  const auto password = DESCENT_TRY(session.password("the file"));
  const auto key = unlock(*file, *password);
  if (!key) return failure_of(key.error());
  DESCENT_TRY(store_key(session, options.to, *key, *password, file->created));
  return *key;
}

Outcome<crypto::Keypair> import_secret(const Session& session, const Options& options,
                                       std::string_view text) {
  const auto scheme = DESCENT_TRY(parse_scheme(options.scheme));
  const auto key = DESCENT_TRY(parse_key(scheme, text));
  const auto password = DESCENT_TRY(session.new_password("the key '" + options.to.name + "'"));
  DESCENT_TRY(store_key(session, options.to, key, *password));
  return key;
}

Outcome<> import_key(const Session& session, const Options& options) {
  DESCENT_TRY(check_free(session, options.to));
  const auto held = DESCENT_TRY(source_text(session, options));
  const std::string_view text = trimmed(*held);
  const auto key = DESCENT_TRY(text.starts_with('{') ? import_file(session, options, text)
                                                     : import_secret(session, options, text));
  KeyText shown = text_of(key);
  shown.name = options.to.name;
  show_key(session, shown);
  return {};
}

}  // namespace

Rows command::key_import() {
  return {
      {"key", "import", "Keep a key from elsewhere, encrypted",
       "  descent key import savings\n"
       "  descent key import savings --file 5GrwvaEF....json\n"
       "  descent key import stash --scheme ed25519 --password-file pw < phrase\n"
       "The secret is a recovery phrase or a 0x seed, with //hard, /soft and ///password behind it "
       "if\n"
       "wanted; or a file of polkadot-js, whose password stays the key's.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         arguments.add_option("name", options->to.name, "What the key is called from now on")
             .required();
         arguments
             .add_option(
                 "--file", options->file,
                 "A wallet's JSON, or a file with the secret; without it, the secret is asked "
                 "for or read from the input")
             .is(ValueKind::File);
         arguments
             .add_option("--scheme", options->scheme,
                         "sr25519, ed25519 or ecdsa; a wallet's JSON says it itself")
             .shows_default();
         arguments.add_flag("--force", options->to.force, "Replace a key of that name");
         return [options](Session& session) { return import_key(session, *options); };
       }},
  };
}

}  // namespace descent::cli
