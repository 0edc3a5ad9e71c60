#include <boost/json/object.hpp>

#include "node/cli/commands/commands.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

using Keys = modules::Session;

constexpr std::string_view kMethod = "author_rotateKeysWithOwner";

std::optional<Bytes> bytes_in(const boost::json::value& answer, std::string_view name) {
  const auto* object = answer.if_object();
  const auto* value = object == nullptr ? nullptr : object->if_contains(name);
  if (value == nullptr || !value->is_string()) return std::nullopt;
  return from_hex(value->as_string());
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
  const auto keys = bytes_in(*answer, "keys");
  const auto proof = bytes_in(*answer, "proof");
  const auto read = keys ? scale::decoded<Keys::SessionKeys>(*keys) : scale::Error::Truncated;
  Keys::set_keys out;
  if (!read || !proof || proof->size() > decltype(out.proof)::kMax)
    return refused("the node answers " + std::string{kMethod} +
                   " in a way this program does not understand; use its own `descent`");
  out.keys = *read;
  out.proof = *proof;
  return out;
}

Outcome<> set_keys(const Session& session, const Signing& signing) {
  const auto key = DESCENT_TRY(session.key(signing));
  const Chain chain = DESCENT_TRY(session.chain());
  DESCENT_TRY(session.confirm("Let the node at " + chain.client().url() +
                              " make session keys for " + address_of(key.account()) + "?"));
  const auto call = DESCENT_TRY(made_by_node(chain, key.account()));
  const std::string made = to_0x(call.keys.consensus.key);
  const auto& module = session.words().model().runtime.session;
  const auto receipt = DESCENT_TRY(session.send(signing, frame::call_of(module, call)));
  session.show(receipt);
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
       "Run it on the validator's machine: the node makes a key, keeps it, and proves that it has "
       "it.",
       [](Arguments& arguments) -> Action {
         auto signing = shared_options<Signing>();
         add_signing_options(arguments, *signing);
         return [signing](Session& session) { return set_keys(session, *signing); };
       }},
  };
}

}  // namespace descent::cli
