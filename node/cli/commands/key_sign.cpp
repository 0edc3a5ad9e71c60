#include <boost/json/object.hpp>

#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/key_message.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

struct Options {
  Signing signing;
  Message message;
};

std::string hex_of(const MultiSignature& signature) {
  return std::visit([](const auto& held) { return to_0x(held.value); },
                    static_cast<const MultiSignature::Cases&>(signature));
}

Outcome<> sign(const Session& session, const Options& options) {
  const Bytes message = DESCENT_TRY(bytes_of(options.message));
  const auto key = DESCENT_TRY(session.key(options.signing));
  const std::string signature = hex_of(key.sign(message));
  session.show(boost::json::object{{"signature", signature},
                                   {"scheme", name_of(key.type())},
                                   {"address", address_of(key.account())}},
               signature + "\n");
  return {};
}

}  // namespace

Rows command::key_sign() {
  return {
      {"key", "sign", "Sign a message",
       "  descent key sign 'I own this account' --key savings\n"
       "  descent key sign --file release.tar --key //Alice --scheme ed25519\n"
       "Exactly the bytes are signed. Do not sign what you cannot read: it may be a transaction.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_signer_options(arguments, options->signing);
         add_message_options(arguments, options->message);
         return [options](Session& session) { return sign(session, *options); };
       }},
  };
}

}  // namespace descent::cli
