#include <boost/json/object.hpp>

#include "node/cli/commands/commands.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

using Keys = modules::Session;

constexpr std::string_view kMethod = "author_rotateKeysWithOwner";

struct Options {
  Signing signing;
  std::string keys;
  std::string proof;
};

std::optional<Bytes> bytes_in(const boost::json::value& answer, std::string_view name) {
  const auto* object = answer.if_object();
  const auto* value = object == nullptr ? nullptr : object->if_contains(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return from_hex(value->as_string());
}

/// nullopt if they are not keys and a proof.
std::optional<Keys::set_keys> call_with(const std::optional<Bytes>& keys,
                                        const std::optional<Bytes>& proof) {
  const auto read = keys ? scale::decoded<Keys::SessionKeys>(*keys) : scale::Error::Truncated;
  Keys::set_keys out;
  if (!read || !proof || proof->size() > decltype(out.proof)::kMax) return std::nullopt;
  out.keys = *read;
  out.proof = *proof;
  return out;
}

/// Has the node make keys for `owner`, which stay there. errors  as Chain; Refused: no node that
/// makes keys
Outcome<Keys::set_keys> made_by_node(const Chain& chain, const AccountId& owner) {
  const auto answer =
      chain.client().call(kMethod, boost::json::array{boost::json::string{to_0x(owner.id)}});
  if (!answer && answer.error().exit != Exit::Refused) return answer.error();
  if (!answer)
    return refused(answer.error().message +
                   "; run this on the validator's own machine, whose node has --rpc-methods auto");
  auto out = call_with(bytes_in(*answer, "keys"), bytes_in(*answer, "proof"));
  if (!out)
    return refused("the node answers " + std::string{kMethod} +
                   " in a way this program does not understand; use its own `descent`");
  return *std::move(out);
}

/// What author_rotateKeysWithOwner answered on the validator's machine.
Outcome<Keys::set_keys> made_before(const Options& options) {
  auto out = call_with(from_hex(options.keys), from_hex(options.proof));
  if (!out || options.proof.empty())
    return misused("--keys and --proof are the hex that " + std::string{kMethod} +
                   " answers on the validator's node, for the account that signs");
  return *std::move(out);
}

Outcome<Keys::set_keys> make(const Session& session, const AccountId& owner) {
  const Chain chain = DESCENT_TRY(session.chain());
  DESCENT_TRY(session.confirm("Let the node at " + chain.client().url() +
                              " make session keys for " + address_of(owner) + "?"));
  return made_by_node(chain, owner);
}

Outcome<> set_keys(const Session& session, const Options& options) {
  const bool given = !options.keys.empty() || !options.proof.empty();
  if (!given && !options.signing.online())
    return misused("with --offline no node can make keys: have it make them with " +
                   std::string{kMethod} + ", and give --keys and --proof");
  const auto key = DESCENT_TRY(session.key(options.signing));
  const auto call = DESCENT_TRY(given ? made_before(options) : make(session, key.account()));
  const std::string made = to_0x(call.keys.consensus.key);
  const auto& module = session.words().model().runtime.session;
  session.show(DESCENT_TRY(session.send(options.signing, frame::call_of(module, call))));
  session.world().err << "note: the node has the session key " << made
                      << "; it signs from the session after the next on\n";
  return {};
}

}  // namespace

Rows command::stake_set_keys() {
  return {
      {"stake", "set-keys", "Give a validator session keys that its node makes",
       "  descent stake set-keys --key stash\n"
       "  descent stake set-keys --key stash --url http://127.0.0.1:9944\n"
       "  descent stake set-keys --keys 0x88dc... --proof 0x01a4... --key stash --offline "
       "context.json\n"
       "Run it on the validator's machine: the node makes a key, keeps it, and proves that it has "
       "it.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_signing_options(arguments, options->signing);
         arguments.add_option("--keys", options->keys,
                              "Keys that the node has made: what author_rotateKeysWithOwner "
                              "answered");
         arguments.add_option("--proof", options->proof, "What it answered with them");
         return [options](Session& session) { return set_keys(session, *options); };
       }},
  };
}

}  // namespace descent::cli
