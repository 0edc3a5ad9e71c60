#include <algorithm>
#include <set>

#include "chain-spec/check.hpp"
#include "chain-spec/descent_runtime.hpp"
#include "runtime/crypto/ss58.hpp"
#include "runtime/primitives/arithmetic.hpp"
#include "runtime/scale/decimal.hpp"
#include "runtime/scale/hex.hpp"
#include "runtime/state/memory.hpp"

namespace descent::chain_spec {
namespace {

constexpr std::uint16_t kSs58Prefix = 42;

std::string text_of(const AccountId& who) { return crypto::ss58_encode(who, kSs58Prefix); }
std::string units(Balance amount) { return to_string(amount) + " base units"; }

bool is_id_character(char c, bool first) {
  const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
  return plain || (!first && (c == '-' || c == '_'));
}

/// Looks at one draft and collects what is wrong.
class Inspector {
 public:
  explicit Inspector(const Draft& draft) : draft_{draft} { frame_.parameters = &table_; }

  std::vector<std::string> problems() {
    look_at_names();
    look_at_balances();
    look_at_parameters();
    look_at_stakers();
    look_at_sudo();
    return std::move(out_);
  }

 private:
  void say(std::string problem) {
    if (out_.size() < kProblemsMax) out_.push_back(std::move(problem));
  }

  void look_at_names() {
    if (draft_.name.empty() || draft_.name.size() > kNameMax)
      say("the name has 1 to " + std::to_string(kNameMax) + " bytes");
    if (!is_chain_id(draft_.id))
      say("the id '" + draft_.id.substr(0, kNameMax) + "' names a folder: write 1 to " +
          std::to_string(kNameMax) + " of a-z, 0-9, '-' and '_', a letter or digit first");
    if (!is_chain_type(draft_.chain_type))
      say("the type '" + draft_.chain_type.substr(0, kNameMax) +
          "' is none; there are Development, Local and Live");
  }

  void look_at_balances() {
    if (config().balances.size() > kBalancesMax)
      return say("there are more than " + std::to_string(kBalancesMax) + " balances");
    Balance issued = 0;
    for (const auto& [who, amount] : config().balances) {
      if (!free_.emplace(who, amount).second) say(text_of(who) + " has two balances; add them up");
      if (amount < least_balance())
        say(text_of(who) + " has " + units(amount) + ", less than the existential deposit of " +
            units(least_balance()));
      const auto sum = checked_add(issued, amount);
      if (!sum) return say("the balances add up to more than 2^128 - 1 base units");
      issued = *sum;
    }
  }

  void look_at_parameters() {
    std::set<std::pair<std::string, std::string>> seen;
    for (const auto& [module, name, value] : config().parameters) {
      const std::string full = module + "." + name;
      if (!seen.emplace(module, name).second) say(full + " is given twice");
      const auto row = find_parameter(module, name);
      if (!row)
        say("there is no parameter " + full.substr(0, kNameMax) +
            "; `descent chain-spec inspect "
            "dev` lists those there are");
      else if (!row->parameter.admits(value))
        say(full + " is " + to_string(value) + ", and goes from " +
            to_string(row->parameter.least) + " to " + to_string(row->parameter.most));
    }
  }

  void look_at_stakers() {
    if (config().validator_count == 0 || config().validator_count > modules::staking::kElectedMax)
      say("the validator count is " + std::to_string(config().validator_count) +
          ", and goes from 1 to " + std::to_string(modules::staking::kElectedMax));
    if (config().stakers.size() > value_of("Staking", "MaxValidatorsCount"))
      return say("there are more stakers than Staking.MaxValidatorsCount");
    if (config().stakers.empty() && draft_.chain_type != "Development")
      say("nobody stakes, so nobody decides on blocks; name a staker with a session key");
    std::set<AccountId> stashes;
    std::set<consensus::AuthorityId> keys;
    for (const auto& staker : config().stakers) {
      if (!stashes.insert(staker.stash).second) say(text_of(staker.stash) + " stakes twice");
      if (!keys.insert(staker.session_key).second || staker.session_key == consensus::AuthorityId{})
        say("the session key " + to_0x(staker.session_key.key) + " of " + text_of(staker.stash) +
            " is another staker's, or zero; each validator has its own");
      look_at_bond(staker);
    }
  }

  void look_at_bond(const GenesisStaker& staker) {
    const u128 least = value_of("Staking", "MinValidatorBond");
    if (staker.bond < least)
      say(text_of(staker.stash) + " bonds " + units(staker.bond) +
          ", less than Staking.MinValidatorBond, " + units(least));
    const auto free = free_.find(staker.stash);
    const Balance has = free == free_.end() ? 0 : free->second;
    if (staker.bond > saturating_sub_of<Balance>(has, least_balance()))
      say(text_of(staker.stash) + " bonds " + units(staker.bond) + " of a balance of " +
          units(has) + "; the existential deposit stays free");
  }

  void look_at_sudo() {
    if (config().sudo && !draft_.development)
      say("a sudo key is given, and only the development rules have sudo");
  }

  std::optional<frame::ParameterEntry> find_parameter(std::string_view module,
                                                      std::string_view name) const {
    for (const auto& entry : table_.list())
      if (entry.module_name == module && entry.parameter.name == name) return entry;
    return std::nullopt;
  }
  /// As the draft sets it, or as it begins.
  u128 value_of(std::string_view module, std::string_view name) const {
    for (const auto& given : config().parameters)
      if (given.module == module && given.name == name) return given.value;
    const auto row = find_parameter(module, name);
    DESCENT_ASSERT(row);
    return row->parameter.initial;
  }
  Balance least_balance() const { return runtime_.balances.config.existential_deposit; }
  const GenesisConfig& config() const { return draft_.config; }

  const Draft& draft_;
  const state::MemorySource nothing_{{}};
  frame::Frame frame_{nothing_, nothing_};
  const DevRuntime runtime_{frame_};
  const frame::RuntimeParameters<DevRuntime> table_{runtime_};
  std::map<AccountId, Balance> free_;
  std::vector<std::string> out_;
};

}  // namespace

bool is_chain_id(std::string_view id) {
  if (id.empty() || id.size() > kNameMax || !is_id_character(id.front(), true)) return false;
  return std::ranges::all_of(id, [](char c) { return is_id_character(c, false); });
}

bool is_chain_type(std::string_view text) {
  return text == "Development" || text == "Local" || text == "Live";
}

std::vector<std::string> problems_of(const Draft& draft) { return Inspector{draft}.problems(); }

}  // namespace descent::chain_spec
