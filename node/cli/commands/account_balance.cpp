#include "node/cli/commands/commands.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

Outcome<> balance(const Session& session, const std::string& name) {
  const AccountId who = DESCENT_TRY(session.account(name));
  const Chain chain = DESCENT_TRY(session.chain());
  const BlockRef head = DESCENT_TRY(chain.head());
  const Bytes key = session.words().model().runtime.system.account.key(who);
  const auto bytes = DESCENT_TRY(chain.storage(key, head.hash));
  const auto info = bytes ? scale::decoded<AccountInfo>(*bytes)
                          : Expected<AccountInfo, scale::Error>{AccountInfo{}};
  if (!info)
    return refused(
        "the account is not in the form this program knows; use the `descent` of the "
        "node's version");
  auto json = to_json(*info, session.words()).as_object();
  json["address"] = address_of(who);
  json["block"] = head.number;
  Sheet sheet;
  sheet.add("address", address_of(who));
  sheet.add("free", in_grad(info->data.free));
  sheet.add("reserved", in_grad(info->data.reserved));
  sheet.add("frozen", in_grad(info->data.frozen));
  sheet.add("nonce", std::to_string(info->nonce));
  sheet.add("at block", std::to_string(head.number));
  session.show(json, sheet.text());
  return {};
}

}  // namespace

Rows command::account_balance() {
  return {
      {"account", "balance", "Show what an account has",
       "  descent account balance //Alice\n"
       "  descent account balance 5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY --json",
       [](Arguments& arguments) -> Action {
         auto who = std::make_shared<std::string>();
         arguments
             .add_option("account", *who,
                         "An address, a key's name, 0x and 64 hex digits, or //Alice")
             .is(ValueKind::Account)
             .required();
         return [who](Session& session) { return balance(session, *who); };
       }},
  };
}

}  // namespace descent::cli
