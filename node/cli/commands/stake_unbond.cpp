// `descent stake unbond`, `rebond` and `withdraw`: the way of tokens out of a bond.
#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/stake_text.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

using modules::Staking;

struct Options {
  Signing signing;
  std::string amount;
};

/// "all" is `everything`. errors  Usage: no amount; Refused: more than there is
Outcome<Balance> amount_of(const std::string& text, Balance everything, std::string_view what) {
  if (text == "all") return everything;
  const Balance amount = DESCENT_TRY(parse_amount(text));
  if (amount == 0) return misused("0 GRAD change nothing; write an amount, or all");
  if (amount > everything)
    return refused("only " + in_grad(everything) + " " + std::string{what} +
                   "; write that or less, or all");
  return amount;
}

Balance unlocking_in(const modules::staking::Ledger& ledger) {
  return ledger.total - ledger.active;
}

/// Without a chain that knows how much there is, the amount has to be said.
Outcome<Balance> amount_offline(const std::string& text) {
  if (text == "all")
    return misused("with --offline nobody knows what all is; write an amount of GRAD");
  return amount_of(text, ~Balance{0}, "");
}

/// What is to be unbonded, and from when on it is free.
struct Unbonding {
  Balance amount{};
  std::string when;
};

Outcome<Unbonding> unbonding(const Session& session, const Options& options,
                             const AccountId& stash) {
  const auto eras = staking_of(session).config.bonding_duration;
  if (!options.signing.online())
    return Unbonding{DESCENT_TRY(amount_offline(options.amount)),
                     "after " + std::to_string(eras) + " eras"};
  const Chain chain = DESCENT_TRY(session.chain());
  const StateAt state = DESCENT_TRY(newest_state(chain));
  const auto ledger = DESCENT_TRY(bonded_ledger(session, state, stash));
  const Balance amount = DESCENT_TRY(amount_of(options.amount, ledger.active, "is active"));
  const auto free_from = DESCENT_TRY(era_clock(session, state)).planned + eras;
  return Unbonding{amount, "from era " + std::to_string(free_from) + " on"};
}

Outcome<> unbond(const Session& session, const Options& options) {
  const auto key = DESCENT_TRY(session.key(options.signing));
  const Unbonding plan = DESCENT_TRY(unbonding(session, options, key.account()));
  DESCENT_TRY(session.confirm("Unbond " + in_grad(plan.amount) + ", free " + plan.when + "?"));
  const Staking::unbond call{.value = plan.amount};
  session.show(
      DESCENT_TRY(session.send(options.signing, frame::call_of(staking_of(session), call))));
  return {};
}

Outcome<Balance> rebonding(const Session& session, const Options& options, const AccountId& stash) {
  if (!options.signing.online()) return amount_offline(options.amount);
  const Chain chain = DESCENT_TRY(session.chain());
  const StateAt state = DESCENT_TRY(newest_state(chain));
  const auto ledger = DESCENT_TRY(bonded_ledger(session, state, stash));
  if (ledger.unlocking.empty())
    return refused("nothing is unlocking; `descent stake bond-extra` bonds what is free");
  return amount_of(options.amount, unlocking_in(ledger), "is unlocking");
}

Outcome<> rebond(const Session& session, const Options& options) {
  const auto key = DESCENT_TRY(session.key(options.signing));
  const Balance amount = DESCENT_TRY(rebonding(session, options, key.account()));
  DESCENT_TRY(session.confirm("Put " + in_grad(amount) + " at stake again?"));
  session.show(DESCENT_TRY(session.send(
      options.signing, frame::call_of(staking_of(session), Staking::rebond{.value = amount}))));
  return {};
}

/// What the chain would do nothing for, said before anything is signed.
Outcome<> check_withdrawal(const Session& session, const AccountId& stash) {
  const Chain chain = DESCENT_TRY(session.chain());
  const StateAt state = DESCENT_TRY(newest_state(chain));
  const auto ledger = DESCENT_TRY(bonded_ledger(session, state, stash));
  const auto clock = DESCENT_TRY(era_clock(session, state));
  if (ledger.unlocking.empty())
    return refused("nothing is unlocking; unbond first with `descent stake unbond AMOUNT`");
  if (ledger.unlocking.front().era > clock.planned)
    return refused("nothing is free yet: the first " + in_grad(ledger.unlocking.front().value) +
                   " are from " + when_planned(clock, ledger.unlocking.front().era));
  return {};
}

Outcome<> withdraw(const Session& session, const Signing& signing) {
  const auto key = DESCENT_TRY(session.key(signing));
  if (signing.online()) DESCENT_TRY(check_withdrawal(session, key.account()));
  DESCENT_TRY(session.confirm("Withdraw what is free?"));
  session.show(DESCENT_TRY(
      session.send(signing, frame::call_of(staking_of(session), Staking::withdraw_unbonded{}))));
  return {};
}

}  // namespace

Rows command::stake_unbond() {
  return {
      {"stake", "unbond", "Take GRAD out of a bond, free after 28 eras",
       "  descent stake unbond 100 --key stash\n"
       "  descent stake unbond all --key stash     # after `descent stake chill`",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_signing_options(arguments, options->signing);
         arguments.add_option("amount", options->amount, "GRAD, or all that is active").required();
         return [options](Session& session) { return unbond(session, *options); };
       }},
      {"stake", "rebond", "Put what is unlocking at stake again",
       "  descent stake rebond 100 --key stash\n"
       "  descent stake rebond all --key stash",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_signing_options(arguments, options->signing);
         arguments.add_option("amount", options->amount, "GRAD, or all that is unlocking")
             .required();
         return [options](Session& session) { return rebond(session, *options); };
       }},
      {"stake", "withdraw", "Free what has been unlocking for long enough",
       "  descent stake withdraw --key stash",
       [](Arguments& arguments) -> Action {
         auto signing = shared_options<Signing>();
         add_signing_options(arguments, *signing);
         return [signing](Session& session) { return withdraw(session, *signing); };
       }},
  };
}

}  // namespace descent::cli
