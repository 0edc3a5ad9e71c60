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

Outcome<> unbond(const Session& session, const Options& options) {
  const auto key = DESCENT_TRY(session.key(options.signing));
  const Chain chain = DESCENT_TRY(session.chain());
  const StateAt state = DESCENT_TRY(newest_state(chain));
  const auto& staking = staking_of(session);
  const auto ledger = DESCENT_TRY(bonded_ledger(session, state, key.account()));
  const Balance amount = DESCENT_TRY(amount_of(options.amount, ledger.active, "is active"));
  const auto free_from =
      DESCENT_TRY(era_clock(session, state)).planned + staking.config.bonding_duration;
  DESCENT_TRY(session.confirm("Unbond " + in_grad(amount) + ", free from era " +
                              std::to_string(free_from) + " on?"));
  session.show(DESCENT_TRY(
      session.send(options.signing, frame::call_of(staking, Staking::unbond{.value = amount}))));
  return {};
}

Outcome<> rebond(const Session& session, const Options& options) {
  const auto key = DESCENT_TRY(session.key(options.signing));
  const Chain chain = DESCENT_TRY(session.chain());
  const StateAt state = DESCENT_TRY(newest_state(chain));
  const auto ledger = DESCENT_TRY(bonded_ledger(session, state, key.account()));
  if (ledger.unlocking.empty())
    return refused("nothing is unlocking; `descent stake bond-extra` bonds what is free");
  const Balance amount =
      DESCENT_TRY(amount_of(options.amount, unlocking_in(ledger), "is unlocking"));
  DESCENT_TRY(session.confirm("Put " + in_grad(amount) + " at stake again?"));
  session.show(DESCENT_TRY(session.send(
      options.signing, frame::call_of(staking_of(session), Staking::rebond{.value = amount}))));
  return {};
}

Outcome<> withdraw(const Session& session, const Signing& signing) {
  const auto key = DESCENT_TRY(session.key(signing));
  const Chain chain = DESCENT_TRY(session.chain());
  const StateAt state = DESCENT_TRY(newest_state(chain));
  const auto ledger = DESCENT_TRY(bonded_ledger(session, state, key.account()));
  const auto clock = DESCENT_TRY(era_clock(session, state));
  if (ledger.unlocking.empty())
    return refused("nothing is unlocking; unbond first with `descent stake unbond AMOUNT`");
  if (ledger.unlocking.front().era > clock.planned)
    return refused("nothing is free yet: the first " + in_grad(ledger.unlocking.front().value) +
                   " are from " + when_planned(clock, ledger.unlocking.front().era));
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
