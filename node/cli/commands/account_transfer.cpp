#include "node/cli/commands/commands.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

using modules::Balances;

struct Options {
  Signing signing;
  std::string to;
  std::string amount;
  bool keep_alive = true;
};

frame::RuntimeCall transfer_call(const Session& session, const AccountId& to, Balance amount,
                                 bool keep_alive) {
  const auto& balances = session.words().model().runtime.balances;
  if (keep_alive) return frame::call_of(balances, Balances::transfer_keep_alive{to, amount});
  return frame::call_of(balances, Balances::transfer_allow_death{to, amount});
}

Outcome<> transfer(const Session& session, const Options& options) {
  const AccountId to = DESCENT_TRY(session.account(options.to));
  const Balance amount = DESCENT_TRY(parse_amount(options.amount));
  const auto key = DESCENT_TRY(session.key(options.signing));
  DESCENT_TRY(session.confirm("Send " + in_grad(amount) + " from " + address_of(key.account()) +
                              " to " + address_of(to) + "?"));
  const auto receipt = DESCENT_TRY(
      session.send(options.signing, transfer_call(session, to, amount, options.keep_alive)));
  session.show(receipt);
  return {};
}

}  // namespace

Rows command::account_transfer() {
  return {
      {"account", "transfer", "Send GRAD",
       "  descent account transfer --key //Alice --to //Bob --amount 1.5\n"
       "  descent account transfer --key //Alice --to 5FHneW46... --amount 10 --wait included "
       "--yes",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_signing_options(arguments, options->signing);
         arguments
             .add_option("--to", options->to, "Who receives: an address, a key's name, or //Bob")
             .is(ValueKind::Account)
             .required();
         arguments.add_option("--amount", options->amount, "GRAD, with up to 12 decimals")
             .required();
         arguments.add_flag("--keep-alive,!--allow-death", options->keep_alive,
                            "Refuse what would remove the sender's account (default)");
         return [options](Session& session) { return transfer(session, *options); };
       }},
  };
}

}  // namespace descent::cli
