#include "chain-spec/genesis.hpp"
#include "runtime/crypto/keypair.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::chain_spec {
namespace {

constexpr Balance kEndowment = 1'000'000 * kGrad;

/// //Alice and her friends, with each kind of key, so that every wallet finds one.
std::vector<std::pair<AccountId, Balance>> dev_balances() {
  using crypto::KeyType;
  std::vector<std::pair<AccountId, Balance>> out;
  for (const auto name : crypto::dev_accounts()) {
    for (const auto type : {KeyType::Sr25519, KeyType::Ed25519, KeyType::Ecdsa}) {
      const auto pair = crypto::from_suri(type, "//" + std::string{name});
      DESCENT_ASSERT(pair);
      out.emplace_back(pair->account(), kEndowment);
    }
  }
  return out;
}

ChainSpec dev() {
  GenesisConfig config{
      .balances = dev_balances(),
      .parameters = {{"Timestamp", "MinBlockInterval", 200}, {"Training", "SliceSamples", 16}},
      .sudo = std::nullopt};
  config.sudo = config.balances.front().first;  // //Alice, sr25519
  return {"Development", "dev", "Development", build_genesis(config, true)};
}

}  // namespace

std::vector<std::string> preset_names() { return {"dev"}; }

std::optional<ChainSpec> preset(std::string_view id) {
  if (id == "dev") return dev();
  return std::nullopt;
}

}  // namespace descent::chain_spec
