#include "node/spec/draft_json.hpp"

#include <algorithm>

#include "node/cli/account_name.hpp"
#include "node/cli/amount.hpp"
#include "runtime/crypto/keypair.hpp"
#include "runtime/crypto/ss58.hpp"
#include "runtime/scale/decimal.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::spec {
namespace {

namespace json = boost::json;
using chain_spec::Draft;
template <class T>
using Read = Expected<T, std::string>;

constexpr std::uint16_t kSs58Prefix = 42;
constexpr std::string_view kUnit = " GRAD";
constexpr std::string_view kFields[] = {"development", "sudo",     "validatorCount",
                                        "parameters",  "balances", "stakers"};

std::string text_of(const AccountId& who) { return crypto::ss58_encode(who, kSs58Prefix); }

// ---- Reading --------------------------------------------------------------------------------

std::string no_text(const std::string& what) { return what + " is a text, in quotes"; }

Read<AccountId> account_in(const json::value& value, const std::string& what) {
  const auto* text = value.if_string();
  if (text == nullptr) return no_text(what);
  auto who = cli::parse_account(*text);
  if (!who) return what + ": " + who.error().message;
  return *who;
}

Read<Balance> amount_in(const json::value& value, const std::string& what) {
  const auto* text = value.if_string();
  if (text == nullptr) return no_text(what);
  auto amount = cli::parse_amount(*text);
  if (!amount) return what + ": " + amount.error().message;
  return *amount;
}

Read<void> read_balances(const json::value& value, Draft& draft) {
  if (!value.is_array()) return std::string{"balances are pairs: [[\"5Grw...\", \"1000\"], ...]"};
  for (const auto& entry : value.get_array()) {
    const std::string what = "balance " + std::to_string(draft.config.balances.size() + 1);
    if (!entry.is_array() || entry.get_array().size() != 2)
      return what + " is a pair of an account and an amount in GRAD";
    const auto who = DESCENT_TRY(account_in(entry.get_array()[0], what));
    draft.config.balances.emplace_back(who, DESCENT_TRY(amount_in(entry.get_array()[1], what)));
  }
  return {};
}

Read<void> read_staker(const json::value& value, const std::string& what, Draft& draft) {
  const auto* object = value.if_object();
  const auto field = [&](std::string_view name) -> const json::value* {
    return object == nullptr ? nullptr : object->if_contains(name);
  };
  const auto *stash = field("stash"), *key = field("sessionKey"), *bond = field("bond");
  if (stash == nullptr || key == nullptr || bond == nullptr || object->size() != 3)
    return what + " has a \"stash\", a \"sessionKey\" and a \"bond\" in GRAD, and nothing else";
  chain_spec::GenesisStaker out;
  out.stash = DESCENT_TRY(account_in(*stash, what));
  const auto* key_text = key->if_string();
  if (key_text == nullptr) return no_text(what);
  out.session_key = DESCENT_TRY(read_session_key(*key_text));
  out.bond = DESCENT_TRY(amount_in(*bond, what));
  draft.config.stakers.push_back(out);
  return {};
}

Read<void> read_stakers(const json::value& value, Draft& draft) {
  if (!value.is_array()) return std::string{"stakers are a list"};
  for (const auto& entry : value.get_array())
    DESCENT_TRY(
        read_staker(entry, "staker " + std::to_string(draft.config.stakers.size() + 1), draft));
  return {};
}

Read<void> read_parameters(const json::value& value, Draft& draft) {
  if (!value.is_object())
    return std::string{"parameters are an object: {\"Timestamp.MinBlockInterval\": 200}"};
  for (const auto& [name, given] : value.get_object()) {
    std::string text;
    if (given.is_string())
      text = given.get_string();
    else if (given.is_int64() && given.get_int64() >= 0)
      text = std::to_string(given.get_int64());
    else if (given.is_uint64())
      text = std::to_string(given.get_uint64());
    draft.config.parameters.push_back(DESCENT_TRY(read_parameter(name, text)));
  }
  return {};
}

Read<void> read_field(std::string_view name, const json::value& value, Draft& draft) {
  if (name == "balances") return read_balances(value, draft);
  if (name == "stakers") return read_stakers(value, draft);
  if (name == "parameters") return read_parameters(value, draft);
  if (name == "sudo") {
    if (!value.is_null()) draft.config.sudo = DESCENT_TRY(account_in(value, "sudo"));
    return {};
  }
  if (name == "development") {
    if (!value.is_bool()) return std::string{"development is true or false"};
    draft.development = value.get_bool();
    return {};
  }
  if (!value.is_int64() || value.get_int64() < 0 || value.get_int64() > UINT32_MAX)
    return std::string{"validatorCount is a whole number"};
  draft.config.validator_count = static_cast<std::uint32_t>(value.get_int64());
  return {};
}

// ---- Writing --------------------------------------------------------------------------------

json::object parameters_json(const Draft& draft) {
  json::object out;
  for (const auto& [module, name, value] : draft.config.parameters) {
    auto& slot = out[module + "." + name];
    if (value <= UINT32_MAX)
      slot = static_cast<std::uint64_t>(value);
    else
      slot = to_string(value);
  }
  return out;
}

}  // namespace

json::object config_json(const Draft& draft) {
  json::array balances;
  for (const auto& [who, amount] : draft.config.balances)
    balances.push_back(json::array{text_of(who), cli::format_amount(amount)});
  json::array stakers;
  for (const auto& staker : draft.config.stakers)
    stakers.push_back(json::object{{"stash", text_of(staker.stash)},
                                   {"sessionKey", to_0x(staker.session_key.key)},
                                   {"bond", cli::format_amount(staker.bond)}});
  json::object out{{"development", draft.development},
                   {"validatorCount", draft.config.validator_count},
                   {"parameters", parameters_json(draft)},
                   {"balances", std::move(balances)},
                   {"stakers", std::move(stakers)}};
  if (draft.config.sudo) out["sudo"] = text_of(*draft.config.sudo);
  return out;
}

Read<void> read_config(const json::object& object, Draft& draft) {
  for (const auto& [name, value] : object) {
    if (std::ranges::find(kFields, std::string_view{name}) == std::end(kFields))
      return "genesis.config has no field \"" + std::string{name}.substr(0, 64) +
             "\"; there are development, sudo, validatorCount, parameters, balances and stakers";
    DESCENT_TRY(read_field(name, value, draft));
  }
  return {};
}

Read<chain_spec::GenesisParameter> read_parameter(std::string_view name, std::string_view value) {
  const auto point = name.find('.');
  const std::string shown{name.substr(0, 64)};
  if (point == name.npos)
    return "'" + shown + "' names no parameter: write its module, too, as in Staking.MinCommission";
  std::optional<u128> number = u128_from(value);
  if (value.ends_with(kUnit)) {
    const auto amount = cli::parse_amount(value.substr(0, value.size() - kUnit.size()));
    if (!amount) return shown + ": " + amount.error().message;
    number = *amount;
  }
  if (!number) return shown + " is a whole number, or an amount such as \"100 GRAD\"";
  return chain_spec::GenesisParameter{std::string{name.substr(0, point)},
                                      std::string{name.substr(point + 1)}, *number};
}

Read<consensus::AuthorityId> read_session_key(std::string_view text) {
  consensus::AuthorityId out;
  if (text.starts_with("//")) {
    const auto pair = crypto::from_suri(crypto::KeyType::Ed25519, text);
    if (!pair) return "the session key: " + std::string{crypto::describe(pair.error())};
    out.key = pair->account().id;
    return out;
  }
  const auto bytes = from_hex(text);
  if (!bytes || bytes->size() != out.key.size())
    return std::string{
        "a session key is 0x and 64 hex digits, as author_rotateKeys gives it, or the name of a "
        "development key such as //Alice"};
  std::ranges::copy(*bytes, out.key.begin());
  return out;
}

}  // namespace descent::spec
