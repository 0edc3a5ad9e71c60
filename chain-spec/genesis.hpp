#pragma once
// The state a chain begins with.
#include "chain-spec/rules.hpp"
#include "runtime/primitives/authority.hpp"
#include "runtime/primitives/key_values.hpp"

namespace descent::chain_spec {

struct GenesisParameter {
  std::string module;
  std::string name;
  u128 value{};
};

/// A validator of the first era.
struct GenesisStaker {
  AccountId stash;
  consensus::AuthorityId session_key;
  Balance bond{};  ///< of the stash's balance
};

struct GenesisConfig {
  std::vector<std::pair<AccountId, Balance>> balances;
  std::vector<GenesisStaker> stakers;
  std::uint32_t validator_count = 1;         ///< elected at most
  std::vector<GenesisParameter> parameters;  ///< those that differ from their initial values
  std::optional<AccountId> sudo;             ///< development chains only
};

/// A chain: what people call it, and what it begins with.
struct ChainSpec {
  std::string name;        ///< "Development"
  std::string id;          ///< "dev"
  std::string chain_type;  ///< "Development", "Local" or "Live"
  KeyValues genesis;       ///< the whole state of block 0
};

/// A chain whose state is not built yet: what a preset, or a file for people, says of it.
struct Draft {
  std::string name;
  std::string id;
  std::string chain_type;
  bool development = false;  ///< under the development rules, which have sudo
  GenesisConfig config;
};

/// The presets: "dev" (one validator, sudo, quick blocks, funded development accounts) and "local"
/// (the same with four validators).
std::vector<std::string> preset_names();
std::optional<Draft> preset_draft(std::string_view id);
std::optional<ChainSpec> preset(std::string_view id);

/// The chain of a draft. REQUIRES no `problems_of` it (check.hpp)
ChainSpec build(const Draft& draft);

/// Builds the state of block 0. REQUIRES amounts of at least the existential deposit, parameters
/// that exist, within their bounds, and stakers that have what they bond.
KeyValues build_genesis(const GenesisConfig& config, bool development);

/// Block 0 of a state.
Header genesis_header(const KeyValues& state);

}  // namespace descent::chain_spec
