#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/stake_text.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

using modules::Staking;

struct Options {
  Signing signing;
  std::vector<std::string> targets;
};

Outcome<> check_target(const Session& session, const StateAt& state, const std::string& name) {
  const AccountId who = DESCENT_TRY(session.account(name));
  if (DESCENT_TRY(state.has(staking_of(session).validators, who))) return {};
  return refused(name +
                 " does not want to validate; `descent stake validators` lists those who do");
}

Outcome<> check_bond(const Session& session, const StateAt& state, const AccountId& stash) {
  const auto ledger = DESCENT_TRY(bonded_ledger(session, state, stash));
  const u128 least = DESCENT_TRY(parameter_of(state.chain(), "Staking", "MinNominatorBond"));
  if (ledger.active >= least) return {};
  return refused("a nominator has at least " + in_grad(least) + " at stake, and " +
                 address_of(stash) + " has " + in_grad(ledger.active) +
                 "; add with `descent stake bond-extra AMOUNT`");
}

/// What the chain would refuse, said before anything is signed.
Outcome<> check(const Session& session, const AccountId& stash,
                const std::vector<std::string>& targets) {
  const Chain chain = DESCENT_TRY(session.chain());
  const StateAt state = DESCENT_TRY(newest_state(chain));
  DESCENT_TRY(check_bond(session, state, stash));
  for (const auto& name : targets) DESCENT_TRY(check_target(session, state, name));
  return {};
}

Outcome<> nominate(const Session& session, const Options& options) {
  const auto key = DESCENT_TRY(session.key(options.signing));
  if (options.targets.size() > modules::staking::kNominationsMax)
    return misused("a nominator names at most " +
                   std::to_string(modules::staking::kNominationsMax) + " validators");
  if (options.signing.online()) DESCENT_TRY(check(session, key.account(), options.targets));
  Staking::nominate call;
  std::string names;
  for (const auto& name : options.targets) {
    const AccountId who = DESCENT_TRY(session.account(name));
    call.targets.push_back(multi_address::Id{who});
    names += (names.empty() ? "" : ", ") + address_of(who);
  }
  DESCENT_TRY(session.confirm("Back " + names + "?"));
  session.show(
      DESCENT_TRY(session.send(options.signing, frame::call_of(staking_of(session), call))));
  return {};
}

}  // namespace

Rows command::stake_nominate() {
  return {
      {"stake", "nominate", "Back validators with what is bonded, from the next election on",
       "  descent stake nominate 5GNJqTPy... 5HpG9w8E... --key savings\n"
       "It replaces whom was named before. What they are slashed for is slashed here, too.",
       [](Arguments& arguments) -> Action {
         auto options = shared_options<Options>();
         add_signing_options(arguments, options->signing);
         arguments
             .add_option("validators", options->targets,
                         "1 to 16 of them: addresses or names (`descent stake validators`)")
             .is(ValueKind::Account)
             .required();
         return [options](Session& session) { return nominate(session, *options); };
       }},
  };
}

}  // namespace descent::cli
