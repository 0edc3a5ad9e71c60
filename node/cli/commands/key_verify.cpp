#include <boost/json/object.hpp>

#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/key_message.hpp"
#include "node/cli/to_json.hpp"
#include "runtime/crypto/signature.hpp"

namespace descent::cli {
namespace {

struct Options {
  Message message;
  std::string signature;
  std::string account;
};

template <class Case>
MultiSignature filled(View bytes) {
  Case out;
  std::ranges::copy(bytes, out.value.begin());
  return out;
}

/// Every signature the bytes may be: bare, or with the scheme's number in front as in extrinsics.
std::vector<MultiSignature> readings(View bytes) {
  using namespace multi_signature;
  std::vector<MultiSignature> out;
  if (bytes.size() == 64) out = {filled<Sr25519>(bytes), filled<Ed25519>(bytes)};
  if (bytes.size() == 65) out.push_back(filled<Ecdsa>(bytes));
  if (const auto numbered = scale::decoded<MultiSignature>(bytes)) out.push_back(*numbered);
  return out;
}

Outcome<std::vector<MultiSignature>> parse_signature(const std::string& text) {
  const auto bytes = from_hex(text);
  if (!bytes) return misused("a signature is 0x and hex digits");
  auto out = readings(*bytes);
  if (out.empty())
    return misused("a signature has 64 bytes, or 65 for ECDSA, not " +
                   std::to_string(bytes->size()));
  return out;
}

Outcome<> verify(const Session& session, const Options& options) {
  const Bytes message = DESCENT_TRY(bytes_of(options.message));
  const auto signatures = DESCENT_TRY(parse_signature(options.signature));
  const AccountId who = DESCENT_TRY(session.account(options.account));
  for (const auto& signature : signatures) {
    if (!crypto::verify(signature, message, who)) continue;
    const std::string scheme{name_of(static_cast<crypto::KeyType>(signature.index()))};
    session.show(
        boost::json::object{{"valid", true}, {"scheme", scheme}, {"address", address_of(who)}},
        "valid: " + address_of(who) + " signed it (" + scheme + ")\n");
    return {};
  }
  return refused(address_of(who) +
                 " did not sign this: the signature, the account or the message "
                 "is another one");
}

}  // namespace

Rows command::key_verify() {
  return {
      {"key", "verify", "Check who signed a message",
       "  descent key verify 'I own this account' --signature 0x... --account 5Grwva...\n"
       "  descent key verify --file release.tar --signature 0x... --account savings\n"
       "Exit code 1 if the account did not sign it.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_message_options(arguments, options->message);
         arguments
             .add_option("--signature", options->signature,
                         "In hex, as `descent key sign` prints it")
             .required();
         arguments.add_option("--account", options->account, "Who is said to have signed")
             .is(ValueKind::Account)
             .required();
         return [options](Session& session) { return verify(session, *options); };
       }},
  };
}

}  // namespace descent::cli
