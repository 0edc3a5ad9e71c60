#include "node/cli/account_name.hpp"
#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/key_text.hpp"
#include "runtime/crypto/ss58.hpp"

namespace descent::cli {
namespace {

struct Options {
  std::string text;
  std::string scheme = "sr25519";
};

Outcome<KeyText> text_of_secret(const Options& options, std::string_view secret) {
  const auto scheme = DESCENT_TRY(parse_scheme(options.scheme));
  return text_of(DESCENT_TRY(parse_key(scheme, secret)));
}

Outcome<KeyText> look_up(const Session& session, const Options& options) {
  if (options.text.empty()) {
    const auto secret =
        DESCENT_TRY(ask_secret(session.world(), "Recovery phrase, seed or secret URI"));
    return text_of_secret(options, trimmed(*secret));
  }
  const auto keys = session.keystore();
  if (keys && keys->contains(options.text)) {
    const auto file = keys->load(options.text);
    if (!file) return failure_of(file.error());
    return text_of(options.text, *file);
  }
  if (const auto address = crypto::ss58_decode(options.text)) {
    KeyText out;
    out.account = address->account;
    return out;
  }
  return text_of_secret(options, options.text);
}

Outcome<> inspect(const Session& session, const Options& options) {
  show_key(session, DESCENT_TRY(look_up(session, options)));
  return {};
}

}  // namespace

Rows command::key_inspect() {
  return {
      {"key", "inspect", "Show the account behind a name, an address or a secret",
       "  descent key inspect savings\n"
       "  descent key inspect //Alice\n"
       "  descent key inspect --scheme ed25519 < phrase\n"
       "A secret is better typed when asked than given here, where other users see it.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         arguments
             .add_option("key", options->text,
                         "A key's name, an address, or a secret; without it, a secret is asked for")
             .is(ValueKind::Account);
         arguments.add_option("--scheme", options->scheme, "Of a secret: sr25519, ed25519 or ecdsa")
             .shows_default();
         return [options](Session& session) { return inspect(session, *options); };
       }},
  };
}

}  // namespace descent::cli
