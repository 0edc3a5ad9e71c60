#include "chain-spec/rules.hpp"

#include "runtime/crypto/hash.hpp"

namespace descent::chain_spec {

Bytes code_key() {
  const View key = as_view(":code");
  return {key.begin(), key.end()};
}

Manifest manifest_of(const frame::Runtime& rules) {
  return {rules.version().spec_name, rules.version().spec_version,
          crypto::blake2b_256(*rules.metadata(15))};
}

RuntimeSet::RuntimeSet() {
  rules_.push_back(make_descent_rules());
  rules_.push_back(make_dev_rules());
}

const frame::Runtime* RuntimeSet::find(View manifest) const {
  for (const auto& rules : rules_) {
    const Bytes ours = scale::encoded(manifest_of(*rules));
    if (std::ranges::equal(ours, manifest)) return rules.get();
  }
  return nullptr;
}

}  // namespace descent::chain_spec
