#include <algorithm>
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "node/cli/commands/commands.hpp"
#include "node/cli/commands/stake_text.hpp"
#include "node/cli/runtime_model.hpp"
#include "node/cli/table.hpp"
#include "node/cli/to_json.hpp"

namespace descent::cli {
namespace {

namespace staking = modules::staking;

/// One that validates, will, or wants to.
struct Row {
  AccountId who;
  std::optional<staking::PagedExposureMetadata> exposure;  ///< in the active era
  std::optional<staking::ValidatorPrefs> prefs;            ///< nullopt: chilled
  Balance own{};                                           ///< active stake, now
  bool queued{};                                           ///< in the next session's set
  bool disabled{};                                         ///< left out of this session's
};

struct Found {
  staking::EraIndex era{};
  std::uint32_t wanted{};
  std::vector<Row> rows;
};

Row& row_of(std::vector<Row>& rows, const AccountId& who) {
  const auto at = std::ranges::find(rows, who, &Row::who);
  if (at != rows.end()) return *at;
  rows.push_back({.who = who});
  return rows.back();
}

Outcome<> add_session(const StateAt& state, const modules::Session& module,
                      std::vector<Row>& rows) {
  for (const auto& [who, keys] : DESCENT_TRY(state.get(module.queued_keys)))
    row_of(rows, who).queued = true;
  const auto validators = DESCENT_TRY(state.get(module.validators));
  for (const std::uint32_t place : DESCENT_TRY(state.get(module.disabled)))
    if (place < validators.size()) row_of(rows, validators[place]).disabled = true;
  return {};
}

Outcome<Found> find(const Session& session, const StateAt& state) {
  const auto& runtime = session.words().model().runtime;
  const auto& handles = runtime.staking;
  Found out;
  const auto active = DESCENT_TRY(state.get(handles.active_era));
  out.era = active ? active->index : 0;
  out.wanted = DESCENT_TRY(state.get(handles.validator_count));
  for (const auto& [who, overview] :
       DESCENT_TRY(state.entries<AccountId>(handles.eras_overview, out.era)))
    row_of(out.rows, who).exposure = overview;
  for (const auto& [who, prefs] : DESCENT_TRY(state.entries<AccountId>(handles.validators)))
    row_of(out.rows, who).prefs = prefs;
  DESCENT_TRY(add_session(state, runtime.session, out.rows));
  for (auto& row : out.rows) {
    const auto ledger = DESCENT_TRY(state.get(handles.ledger, row.who));
    row.own = ledger ? ledger->active.value : 0;
  }
  std::ranges::stable_sort(out.rows, [](const Row& a, const Row& b) {
    const auto backing = [](const Row& r) { return r.exposure ? r.exposure->total.value : 0; };
    return backing(a) != backing(b) ? backing(a) > backing(b) : a.own > b.own;
  });
  return out;
}

std::string standing(const Row& row) {
  if (row.disabled) return "disabled";
  return row.exposure ? "yes" : "no";
}

std::string commission_text(const Row& row) {
  return row.prefs ? percent_text({row.prefs->commission.parts}) : "";
}

std::vector<std::string> cells_of(const Row& row) {
  return {address_of(row.who),
          standing(row),
          in_grad(row.exposure ? row.exposure->own.value : row.own),
          row.exposure ? in_grad(row.exposure->total) : "",
          row.exposure ? std::to_string(row.exposure->nominator_count) : "",
          commission_text(row),
          row.prefs ? "no" : "yes",
          row.queued ? "yes" : "no"};
}

boost::json::object json_of(const Row& row) {
  boost::json::object out{{"address", address_of(row.who)},    {"active", row.exposure.has_value()},
                          {"disabled", row.disabled},          {"own", to_string(row.own)},
                          {"chilled", !row.prefs.has_value()}, {"in_next_set", row.queued}};
  if (row.exposure)
    out["exposure"] = {{"own", to_string(row.exposure->own.value)},
                       {"total", to_string(row.exposure->total.value)},
                       {"nominators", row.exposure->nominator_count}};
  if (row.prefs) {
    out["commission"] = commission_text(row);
    out["blocked"] = row.prefs->blocked;
  }
  return out;
}

Outcome<> list(const Session& session) {
  const Chain chain = DESCENT_TRY(session.chain());
  const StateAt state = DESCENT_TRY(newest_state(chain));
  const Found found = DESCENT_TRY(find(session, state));
  Table table{{"validator", "active", "own", "backing", "nominators", "commission", "chilled",
               "in next set"}};
  boost::json::array rows;
  for (const auto& row : found.rows) {
    table.add(cells_of(row));
    rows.push_back(json_of(row));
  }
  session.show(
      boost::json::object{
          {"era", found.era}, {"validator_count", found.wanted}, {"validators", std::move(rows)}},
      "era " + std::to_string(found.era) + ", which elects at most " +
          std::to_string(found.wanted) + "\n\n" + table.text());
  return {};
}

}  // namespace

Rows command::stake_validators() {
  return {
      {"stake", "validators", "List who validates, who will, and who wants to",
       "  descent stake validators\n"
       "  descent stake validators --json",
       [](Arguments&) -> Action { return [](Session& session) { return list(session); }; }},
  };
}

}  // namespace descent::cli
