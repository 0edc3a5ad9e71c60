#include "chain-spec/genesis.hpp"

#include "chain-spec/descent_runtime.hpp"
#include "runtime/state/memory.hpp"
#include "runtime/trie/build.hpp"

namespace descent::chain_spec {
namespace {

template <class R>
KeyValues build(const GenesisConfig& config, const frame::Runtime& rules) {
  const state::MemorySource empty{{}};
  frame::Frame frame{empty, empty};
  R runtime{frame};
  const frame::RuntimeParameters<R> table{runtime};
  frame.parameters = &table;
  frame.state.put(code_key(), scale::encoded(manifest_of(rules)));
  for (const auto& [who, amount] : config.balances)
    DESCENT_ASSERT(runtime.balances.mint_into(who, amount));
  for (const auto& wanted : config.parameters) {
    for (const auto& entry : table.list()) {
      if (entry.module_name == wanted.module && entry.parameter.name == wanted.name) {
        runtime.parameters.set_genesis(entry.key, wanted.value);
      }
    }
  }
  std::vector<modules::Staking::GenesisStaker> stakers;
  for (const auto& [stash, key, bond] : config.stakers) stakers.push_back({stash, {key}, bond});
  runtime.staking.set_genesis(config.validator_count, 1, stakers);
  if constexpr (requires { runtime.sudo; }) {
    if (config.sudo) runtime.sudo.key.put(*config.sudo);
  }
  KeyValues out;
  for (const auto& [key, value] : frame.state.changes()) {
    if (value) out.emplace(key, *value);
  }
  return out;
}

}  // namespace

KeyValues build_genesis(const GenesisConfig& config, bool development) {
  return development ? build<DevRuntime>(config, *make_dev_rules())
                     : build<DescentRuntime>(config, *make_descent_rules());
}

ChainSpec build(const Draft& draft) {
  return {draft.name, draft.id, draft.chain_type, build_genesis(draft.config, draft.development)};
}

Header genesis_header(const KeyValues& state) {
  return {Hash{},
          BlockNumber{0},
          trie::root_of(state, trie::Layout::V1),
          trie::ordered_root({}, trie::Layout::V1),
          {}};
}

}  // namespace descent::chain_spec
