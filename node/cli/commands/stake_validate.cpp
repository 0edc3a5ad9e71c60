// `descent stake validate` and `chill`: wanting to validate, and no longer.
#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/stake_text.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

using modules::Staking;

struct Options {
  Signing signing;
  std::string commission;
  bool blocked = false;
};

/// What the chain would refuse, said before anything is signed.
Outcome<> check_bond(const Session& session, const AccountId& stash) {
  const Chain chain = DESCENT_TRY(session.chain());
  const StateAt state = DESCENT_TRY(newest_state(chain));
  const auto ledger = DESCENT_TRY(bonded_ledger(session, state, stash));
  const u128 least = DESCENT_TRY(parameter_of(state.chain(), "Staking", "MinValidatorBond"));
  if (ledger.active >= least) return {};
  return refused("a validator has at least " + in_grad(least) + " of its own at stake, and " +
                 address_of(stash) + " has " + in_grad(ledger.active) +
                 "; add with `descent stake bond-extra AMOUNT`");
}

/// Says how to be elected, if keys are what is missing.
Outcome<> note_keys(const Session& session, const AccountId& stash) {
  const Chain chain = DESCENT_TRY(session.chain());
  const StateAt state = DESCENT_TRY(newest_state(chain));
  const auto& keys = session.words().model().runtime.session.next_keys;
  if (!DESCENT_TRY(state.has(keys, stash)))
    session.world().err << "note: it is not elected before it has session keys: `descent stake "
                           "set-keys` on its node\n";
  return {};
}

Outcome<> validate(const Session& session, const Options& options) {
  const auto commission = DESCENT_TRY(parse_percent(options.commission));
  const auto key = DESCENT_TRY(session.key(options.signing));
  if (options.signing.online()) DESCENT_TRY(check_bond(session, key.account()));
  DESCENT_TRY(session.confirm("Validate with " + address_of(key.account()) + ", keeping " +
                              percent_text(commission) + " before nominators?"));
  const Staking::Prefs prefs{.commission = {commission.parts}, .blocked = options.blocked};
  const auto receipt = DESCENT_TRY(
      session.send(options.signing, frame::call_of(staking_of(session), Staking::validate{prefs})));
  session.show(receipt);
  if (options.signing.online()) DESCENT_TRY(note_keys(session, key.account()));
  return {};
}

/// What the chain would refuse, said before anything is signed.
Outcome<> check_active(const Session& session, const AccountId& stash) {
  const Chain chain = DESCENT_TRY(session.chain());
  const StateAt state = DESCENT_TRY(newest_state(chain));
  const auto& staking = staking_of(session);
  DESCENT_TRY(bonded_ledger(session, state, stash));
  if (!DESCENT_TRY(state.has(staking.validators, stash)) &&
      !DESCENT_TRY(state.has(staking.nominators, stash)))
    return refused(address_of(stash) + " neither validates nor nominates");
  return {};
}

Outcome<> chill(const Session& session, const Signing& signing) {
  const auto key = DESCENT_TRY(session.key(signing));
  if (signing.online()) DESCENT_TRY(check_active(session, key.account()));
  DESCENT_TRY(session.confirm("Stop validating or nominating from the next era on?"));
  session.show(
      DESCENT_TRY(session.send(signing, frame::call_of(staking_of(session), Staking::chill{}))));
  return {};
}

}  // namespace

Rows command::stake_validate() {
  return {
      {"stake", "validate", "Ask to be elected as a validator, from the next election on",
       "  descent stake validate --commission 5% --key stash\n"
       "  descent stake validate --commission 100% --block-nominations --key stash\n"
       "Again with other values changes them.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_signing_options(arguments, options->signing);
         arguments
             .add_option("--commission", options->commission,
                         "What the validator keeps of rewards before they are shared, such as 5%")
             .required();
         arguments.add_flag("--block-nominations", options->blocked, "Refuse new nominators");
         return [options](Session& session) { return validate(session, *options); };
       }},
      {"stake", "chill", "Stop validating or nominating, from the next era on",
       "  descent stake chill --key stash\n"
       "The node has to go on until the era is over: whose votes are missing is seen.",
       [](Arguments& arguments) -> Action {
         auto signing = shared_options<Signing>();
         add_signing_options(arguments, *signing);
         return [signing](Session& session) { return chill(session, *signing); };
       }},
  };
}

}  // namespace descent::cli
