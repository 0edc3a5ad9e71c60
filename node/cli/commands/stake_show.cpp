#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <set>

#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/stake_text.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

namespace staking = modules::staking;
using modules::Staking;

/// Looks at one stash, and writes it both ways.
class StakeSheet {
 public:
  StakeSheet(const Session& session, const StateAt& state, const AccountId& stash)
      : session_{session}, state_{state}, stash_{stash}, staking_{staking_of(session)} {}

  Outcome<> show() {
    const auto ledger = DESCENT_TRY(bonded_ledger(session_, state_, stash_));
    clock_ = DESCENT_TRY(era_clock(session_, state_));
    add_ledger(ledger);
    DESCENT_TRY(add_role());
    DESCENT_TRY(add_exposure());
    DESCENT_TRY(add_keys());
    DESCENT_TRY(add_unpaid());
    DESCENT_TRY(add_slashes());
    const auto with_gap = [](const Table& t) { return t.empty() ? "" : "\n" + t.text(); };
    session_.show(json_,
                  sheet_.text() + with_gap(unlocking_) + with_gap(named_) + with_gap(slashes_));
    return {};
  }

 private:
  void add_ledger(const staking::Ledger& ledger) {
    sheet_.add("address", address_of(stash_));
    sheet_.add("bonded", in_grad(ledger.total));
    sheet_.add("active", in_grad(ledger.active));
    json_["address"] = address_of(stash_);
    json_["era"] = clock_.active;
    json_["total"] = to_string(ledger.total.value);
    json_["active"] = to_string(ledger.active.value);
    boost::json::array chunks;
    for (const auto& [value, era] : ledger.unlocking) {
      unlocking_.add({in_grad(value), when_planned(clock_, era)});
      chunks.push_back({{"value", to_string(value.value)},
                        {"era", era.value},
                        {"estimated_ms", clock_.until_planned(era)}});
    }
    json_["unlocking"] = std::move(chunks);
  }

  Outcome<> add_role() {
    const bool validates = DESCENT_TRY(state_.has(staking_.validators, stash_));
    const auto nominations = DESCENT_TRY(state_.get(staking_.nominators, stash_));
    const char* role = validates ? "validator" : nominations ? "nominator" : "none";
    json_["role"] = role;
    sheet_.add("role", validates || nominations
                           ? role
                           : "none; `descent stake validate` or `nominate` makes one");
    if (validates) {
      const auto prefs = DESCENT_TRY(state_.get(staking_.validators, stash_));
      const staking::Perbill commission{prefs.commission.parts};
      sheet_.add("commission", percent_text(commission));
      sheet_.add("new nominators", prefs.blocked ? "refused" : "welcome");
      json_["commission"] = percent_text(commission);
      json_["blocked"] = prefs.blocked;
    }
    boost::json::array targets;
    if (nominations)
      for (const auto& target : nominations->targets) DESCENT_TRY(add_nomination(target, targets));
    json_["nominations"] = std::move(targets);
    return {};
  }

  Outcome<> add_nomination(const AccountId& target, boost::json::array& out) {
    const bool wants = DESCENT_TRY(state_.has(staking_.validators, target));
    const bool elected = DESCENT_TRY(state_.has(staking_.eras_overview, clock_.active, target));
    named_.add({address_of(target), elected ? "yes" : "no", wants ? "yes" : "no, it chilled"});
    out.push_back({{"validator", address_of(target)}, {"active", elected}, {"validates", wants}});
    return {};
  }

  Outcome<> add_exposure() {
    const auto overview = DESCENT_TRY(state_.get(staking_.eras_overview, clock_.active, stash_));
    json_["elected"] = overview.has_value();
    if (!overview) return {};
    sheet_.add("in era " + std::to_string(clock_.active),
               "elected with " + in_grad(overview->total) + ", " + in_grad(overview->own) +
                   " of its own, of " + std::to_string(overview->nominator_count) +
                   " nominator(s)");
    json_["exposure"] = {{"total", to_string(overview->total.value)},
                         {"own", to_string(overview->own.value)},
                         {"nominators", overview->nominator_count}};
    return {};
  }

  Outcome<> add_keys() {
    const auto& module = session_.words().model().runtime.session;
    const auto keys = DESCENT_TRY(state_.get(module.next_keys, stash_));
    json_["session_key"] = nullptr;
    if (keys) json_["session_key"] = to_0x(keys->consensus.key);
    const bool wants = json_["role"].as_string() == "validator";
    if (keys)
      sheet_.add("session key", to_0x(keys->consensus.key));
    else if (wants)
      sheet_.add("session key", "none, so it is not elected: `descent stake set-keys` on its node");
    return {};
  }

  /// Eras, each once: a validator may have several pages in one.
  Outcome<> add_unpaid() {
    std::vector<UnpaidPage> pages;
    for (const auto& validator : DESCENT_TRY(validators_behind(session_, state_, stash_))) {
      const auto more = DESCENT_TRY(unpaid_pages(session_, state_, validator));
      pages.insert(pages.end(), more.begin(), more.end());
    }
    boost::json::array json;
    std::set<staking::EraIndex> eras;
    for (const auto& [validator, era, page] : pages) {
      json.push_back({{"era", era}, {"validator", address_of(validator)}, {"page", page}});
      eras.insert(era);
    }
    json_["unclaimed"] = std::move(json);
    if (!eras.empty())
      sheet_.add("unclaimed", std::to_string(eras.size()) + " era(s), " +
                                  std::to_string(*eras.begin()) + " to " +
                                  std::to_string(*eras.rbegin()) + ": `descent stake claim`");
    return {};
  }

  /// Of itself, and of those it nominates: whether it was behind them in that era is not looked at.
  Outcome<> add_slashes() {
    boost::json::array json;
    const auto behind = DESCENT_TRY(validators_behind(session_, state_, stash_));
    const auto waiting = DESCENT_TRY(state_.entries<staking::EraIndex>(staking_.unapplied_slashes));
    for (const auto& [due, slashes] : waiting)
      for (const auto& slash : slashes)
        if (std::ranges::count(behind, slash.validator) > 0)
          DESCENT_TRY(add_slash(due, slash, json));
    json_["pending_slashes"] = std::move(json);
    return {};
  }

  Outcome<> add_slash(staking::EraIndex due, const staking::UnappliedSlash& slash,
                      boost::json::array& out) {
    const auto offenders =
        DESCENT_TRY(state_.entries<AccountId>(staking_.slash_in_era, slash.era)).size();
    const auto elected =
        DESCENT_TRY(state_.entries<AccountId>(staking_.eras_overview, slash.era)).size();
    const bool known = 0 < offenders && offenders <= elected;
    const auto part = known ? modules::equivocation_fraction(offenders, elected)
                            : staking::Perbill{staking::kBillion};
    slashes_.add({address_of(slash.validator), std::to_string(slash.era), percent_text(part),
                  std::to_string(due)});
    out.push_back({{"validator", address_of(slash.validator)},
                   {"era", slash.era},
                   {"part", percent_text(part)},
                   {"due_era", due}});
    return {};
  }

  const Session& session_;
  const StateAt& state_;
  const AccountId stash_;
  const Staking& staking_;
  EraClock clock_;
  boost::json::object json_;
  Sheet sheet_;
  Table unlocking_{{"unlocking", "free"}};
  Table named_{{"nominates", "active", "wants to validate"}};
  Table slashes_{{"slash of", "for era", "part so far", "in era"}};
};

Outcome<> show(const Session& session, const std::string& account) {
  const std::string& name = account.empty() ? session.globals().key : account;
  if (name.empty()) return misused("whose stake? name an account: `descent stake show ACCOUNT`");
  const AccountId who = DESCENT_TRY(session.account(name));
  const Chain chain = DESCENT_TRY(session.chain());
  const StateAt state = DESCENT_TRY(newest_state(chain));
  return StakeSheet{session, state, who}.show();
}

}  // namespace

Rows command::stake_show() {
  return {
      {"stake", "show", "Show what an account has at stake, as what, and what it is owed",
       "  descent stake show stash\n"
       "  descent stake show 5GNJqTPy... --json",
       [](Arguments& arguments) -> Action {
         auto account = shared_options<std::string>();
         arguments
             .add_option("account", *account,
                         "An address, a key's name, or //Alice//stash; without it, that of "
                         "--key")
             .is(ValueKind::Account);
         return [account](Session& session) { return show(session, *account); };
       }},
  };
}

}  // namespace descent::cli
