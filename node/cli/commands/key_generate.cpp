#include "node/cli/account_name.hpp"
#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/key_store.hpp"
#include "node/cli/commands/key_text.hpp"
#include "node/keystore/fresh.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::cli {
namespace {

struct Options {
  std::string scheme = "sr25519";
  std::size_t words = 12;
  Destination to;
};

struct Fresh {
  crypto::Keypair key;
  KeyText text;
};

/// A seed that is no key (one of 2^128 for ECDSA) is drawn again.
Outcome<Fresh> fresh_key(crypto::KeyType scheme, std::size_t words) {
  for (;;) {
    const auto entropy = keystore::fresh_entropy(words);
    if (!entropy && entropy.error().kind == keystore::ErrorKind::BadKey)
      return misused(entropy.error().text + ": --words " + std::to_string(words));
    if (!entropy) return failure_of(entropy.error());
    const auto seed = mini_secret(*entropy, "");
    const auto key = crypto::Keypair::from_seed(scheme, seed);
    if (!key) continue;
    KeyText text = text_of(*key);
    text.phrase = *phrase_of(*entropy);
    text.seed = to_0x(seed);
    return Fresh{*key, std::move(text)};
  }
}

Outcome<> generate(const Session& session, const Options& options) {
  const auto scheme = DESCENT_TRY(parse_scheme(options.scheme));
  const bool kept = !options.to.name.empty();
  if (kept) DESCENT_TRY(check_free(session, options.to));
  Fresh fresh = DESCENT_TRY(fresh_key(scheme, options.words));
  if (kept) {
    const auto password = DESCENT_TRY(session.new_password("the new key"));
    DESCENT_TRY(store_key(session, options.to, fresh.key, *password));
    fresh.text.name = options.to.name;
  }
  show_key(session, fresh.text);
  return {};
}

}  // namespace

Rows command::key_generate() {
  return {
      {"key", "generate", "Make a new key",
       "  descent key generate\n"
       "  descent key generate --name savings\n"
       "  descent key generate --name stash --scheme ed25519 --words 24 --password-file pw --json\n"
       "Write the recovery phrase down: it is shown once, and brings the key back on any machine.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         arguments.add_option("--scheme", options->scheme, "sr25519, ed25519 or ecdsa")
             .shows_default();
         arguments
             .add_option("--words", options->words, "Of the recovery phrase: 12, 15, 18, 21 or 24")
             .shows_default();
         arguments.add_option("--name", options->to.name,
                              "Keep it under this name, encrypted; without it, it is only shown");
         arguments.add_flag("--force", options->to.force, "Replace a key of that name");
         return [options](Session& session) { return generate(session, *options); };
       }},
  };
}

}  // namespace descent::cli
