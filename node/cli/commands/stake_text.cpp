#include "node/cli/commands/stake_text.hpp"

#include <algorithm>

#include "node/cli/amount.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {

using modules::Staking;
namespace staking = modules::staking;

// ---- Words ----------------------------------------------------------------------------------

namespace {

/// A percent has 10^7 parts of a billion, and as an amount 10^12.
constexpr Balance kUnitsPerPart = kGrad / (staking::kBillion / 100);

Failure bad_percent(std::string_view text) {
  return misused(
      "'" + std::string{text} +
      "' is no part of a whole; write a percentage from 0% to 100%, such as 5% or 0.25%");
}

}  // namespace

Outcome<staking::Perbill> parse_percent(std::string_view text) {
  if (!text.ends_with('%')) return bad_percent(text);
  const auto value = parse_amount(text.substr(0, text.size() - 1));
  if (!value || *value % kUnitsPerPart != 0 || *value > 100 * kGrad) return bad_percent(text);
  return staking::Perbill{static_cast<std::uint32_t>(*value / kUnitsPerPart)};
}

std::string percent_text(staking::Perbill part) {
  return format_amount(part.parts * kUnitsPerPart) + "%";
}

std::string duration_text(std::uint64_t milliseconds) {
  struct Unit {
    std::uint64_t seconds;
    const char* name;
  };
  static constexpr Unit kUnits[] = {{86'400, "days"}, {3'600, "h"}, {60, "min"}, {1, "s"}};
  std::uint64_t rest = milliseconds / 1'000;
  std::string out;
  int parts = 0;
  for (const auto& [seconds, name] : kUnits) {
    if (rest >= seconds) {
      out += (out.empty() ? "" : " ") + std::to_string(rest / seconds) + " " + name;
      rest %= seconds;
    }
    if (!out.empty() && ++parts == 2) break;
  }
  return out.empty() ? "0 s" : out;
}

// ---- What the chain says --------------------------------------------------------------------

const Staking& staking_of(const Session& session) {
  return session.words().model().runtime.staking;
}

Outcome<StateAt> newest_state(const Chain& chain) {
  return StateAt{chain, DESCENT_TRY(chain.head()).hash};
}

Outcome<staking::Ledger> bonded_ledger(const Session& session, const StateAt& state,
                                       const AccountId& stash) {
  auto ledger = DESCENT_TRY(state.get(staking_of(session).ledger, stash));
  if (!ledger)
    return refused(address_of(stash) +
                   " has nothing bonded; bond with `descent stake bond AMOUNT --key NAME`");
  return *std::move(ledger);
}

Outcome<u128> parameter_of(const Chain& chain, std::string_view module, std::string_view name) {
  using Api = modules::Parameters::Api;
  for (const auto& row : DESCENT_TRY(chain.ask<Api>(Api::list{})))
    if (row.module == module && row.name == name) return row.value;
  return refused("the node's rules have no parameter " + std::string{module} + "." +
                 std::string{name} + "; use the `descent` of the node's version");
}

// ---- Eras -----------------------------------------------------------------------------------

Outcome<EraClock> era_clock(const Session& session, const StateAt& state) {
  const auto& runtime = session.words().model().runtime;
  const auto& chain = state.chain();
  EraClock out;
  const auto active = DESCENT_TRY(state.get(runtime.staking.active_era));
  out.active = active ? active->index : 0;
  out.planned = DESCENT_TRY(state.get(runtime.staking.current_era)).value_or(0);
  out.blocks_of_session =
      static_cast<std::uint64_t>(DESCENT_TRY(parameter_of(chain, "Session", "SessionLength")));
  out.blocks_of_era = out.blocks_of_session * runtime.staking.config.sessions_per_era;
  out.block_ms =
      static_cast<std::uint64_t>(DESCENT_TRY(parameter_of(chain, "Timestamp", "MinBlockInterval")));
  const auto eras = DESCENT_TRY(state.get(runtime.staking.bonded_eras));
  const auto number = DESCENT_TRY(state.get(runtime.system.number));
  if (!eras.empty() && number >= eras.back().since) out.blocks_into = number - eras.back().since;
  return out;
}

std::uint64_t EraClock::until_planned(staking::EraIndex era) const {
  if (era <= planned) return 0;
  // The era after the active one is planned when the last session of the active one begins.
  const std::uint64_t blocks = std::uint64_t{era - active} * blocks_of_era;
  const std::uint64_t before = blocks_of_session + blocks_into;
  return blocks > before ? (blocks - before) * block_ms : 0;
}

std::string when_planned(const EraClock& clock, staking::EraIndex era) {
  if (era <= clock.planned) return "now";
  return "era " + std::to_string(era) + ", in about " + duration_text(clock.until_planned(era));
}

// ---- Rewards --------------------------------------------------------------------------------

Outcome<std::vector<UnpaidPage>> unpaid_pages(const Session& session, const StateAt& state,
                                              const AccountId& validator) {
  const auto& handles = staking_of(session);
  const auto active = DESCENT_TRY(state.get(handles.active_era));
  const staking::EraIndex now = active ? active->index : 0;
  const staking::EraIndex oldest = std::max(DESCENT_TRY(state.get(handles.oldest_era)),
                                            now - std::min(now, handles.config.history_depth));
  std::vector<UnpaidPage> out;
  for (staking::EraIndex era = oldest; era < now; ++era) {
    const auto overview = DESCENT_TRY(state.get(handles.eras_overview, era, validator));
    if (!overview || !DESCENT_TRY(state.has(handles.eras_reward, era))) continue;
    const auto paid = DESCENT_TRY(state.get(handles.claimed_rewards, era, validator));
    for (staking::Page page = 0; page < std::max(overview->page_count, 1u); ++page)
      if (std::ranges::count(paid, page) == 0) out.push_back({validator, era, page});
  }
  return out;
}

Outcome<std::vector<AccountId>> validators_behind(const Session& session, const StateAt& state,
                                                  const AccountId& stash) {
  std::vector<AccountId> out{stash};
  const auto nominations = DESCENT_TRY(state.get(staking_of(session).nominators, stash));
  if (nominations) out.insert(out.end(), nominations->targets.begin(), nominations->targets.end());
  return out;
}

}  // namespace descent::cli
