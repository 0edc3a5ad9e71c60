// `descent stake bond` and `bond-extra`: putting tokens at stake.
#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/stake_text.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/to_json.hpp"
#include "runtime/primitives/arithmetic.hpp"

namespace descent::cli {
namespace {

using modules::Staking;
namespace to = modules::staking::reward_destination;

struct Options {
  Signing signing;
  std::string amount;
  std::string payee = "staked";
};

Outcome<modules::staking::RewardDestination> payee_of(const Session& session,
                                                      const std::string& text) {
  if (text == "staked") return modules::staking::RewardDestination{to::Staked{}};
  if (text == "stash") return modules::staking::RewardDestination{to::Stash{}};
  if (text == "none") return modules::staking::RewardDestination{to::None{}};
  const auto account = session.account(text);
  if (!account)
    return misused("--payee takes staked, stash, none or an account: " + account.error().message);
  return modules::staking::RewardDestination{to::Account{*account}};
}

/// The chain would take less where there is less.
Outcome<> check_spare(const Session& session, const StateAt& state, const AccountId& who,
                      Balance amount) {
  const auto& runtime = session.words().model().runtime;
  const auto info = DESCENT_TRY(state.get(runtime.system.account, who));
  const Balance stays = runtime.balances.config.existential_deposit;
  if (amount <= saturating_sub_of<Balance>(info.data.free, stays)) return {};
  return refused(address_of(who) + " has " + in_grad(info.data.free) + " free, of which " +
                 in_grad(stays) + " stays; bond less, or send it more first");
}

/// What the chain would refuse, said before anything is signed.
Outcome<> check_bond(const Session& session, const AccountId& who, Balance amount, bool more) {
  const Chain chain = DESCENT_TRY(session.chain());
  const StateAt state = DESCENT_TRY(newest_state(chain));
  if (more)
    DESCENT_TRY(bonded_ledger(session, state, who));
  else if (DESCENT_TRY(state.has(staking_of(session).ledger, who)))
    return refused(address_of(who) +
                   " has bonded already; add to it with `descent stake bond-extra AMOUNT`");
  return check_spare(session, state, who, amount);
}

Outcome<> bond(const Session& session, const Options& options, bool more) {
  const Balance amount = DESCENT_TRY(parse_amount(options.amount));
  const auto payee = DESCENT_TRY(payee_of(session, options.payee));
  const auto key = DESCENT_TRY(session.key(options.signing));
  if (amount == 0) return misused("there is nothing to bond in 0 GRAD");
  if (options.signing.online()) DESCENT_TRY(check_bond(session, key.account(), amount, more));
  const auto& staking = staking_of(session);
  DESCENT_TRY(
      session.confirm("Bond " + in_grad(amount) + " of " + address_of(key.account()) + "?"));
  auto call = more ? frame::call_of(staking, Staking::bond_extra{.max_additional = amount})
                   : frame::call_of(staking, Staking::bond{.value = amount, .payee = payee});
  session.show(DESCENT_TRY(session.send(options.signing, std::move(call))));
  return {};
}

}  // namespace

Rows command::stake_bond() {
  return {
      {"stake", "bond", "Put GRAD at stake, to validate or to nominate",
       "  descent stake bond 1000 --key stash\n"
       "  descent stake bond 1000 --key stash --payee savings --yes\n"
       "It is held until `unbond`, and 28 eras more.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_signing_options(arguments, options->signing);
         arguments.add_option("amount", options->amount, "GRAD, with up to 12 decimals").required();
         arguments
             .add_option("--payee", options->payee,
                         "Where rewards go: staked (added to the bond), stash (free), none, or an "
                         "account")
             .is(ValueKind::Account)
             .shows_default();
         return [options](Session& session) { return bond(session, *options, false); };
       }},
      {"stake", "bond-extra", "Put more GRAD at stake",
       "  descent stake bond-extra 250 --key stash",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_signing_options(arguments, options->signing);
         arguments.add_option("amount", options->amount, "GRAD, with up to 12 decimals").required();
         return [options](Session& session) { return bond(session, *options, true); };
       }},
  };
}

}  // namespace descent::cli
