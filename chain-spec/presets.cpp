#include "chain-spec/genesis.hpp"
#include "runtime/crypto/keypair.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::chain_spec {
namespace {

constexpr Balance kEndowment = 1'000'000 * kGrad;
constexpr Balance kStake = kEndowment / 2;

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

/// A validator whose stash is the sr25519 key of "//NAME//stash", whose session key is the ed25519
/// key of "//NAME".
GenesisStaker dev_staker(std::string_view name) {
  const std::string uri = "//" + std::string{name};
  const auto stash = crypto::from_suri(crypto::KeyType::Sr25519, uri + "//stash");
  const auto session = crypto::from_suri(crypto::KeyType::Ed25519, uri);
  DESCENT_ASSERT(stash && session);
  return {stash->account(), {session->account().id}, kStake};
}

GenesisConfig dev_config(std::size_t validators) {
  GenesisConfig config{.balances = dev_balances(),
                       .validator_count = static_cast<std::uint32_t>(validators),
                       .parameters = {{"Timestamp", "MinBlockInterval", 200},
                                      {"Session", "SessionLength", 50},
                                      {"Training", "SliceSamples", 16}}};
  constexpr auto names = crypto::dev_accounts();
  for (std::size_t i = 0; i < validators; ++i) config.stakers.push_back(dev_staker(names[i]));
  config.sudo = config.balances.front().first;  // //Alice, sr25519
  for (const auto& staker : config.stakers) config.balances.emplace_back(staker.stash, kEndowment);
  return config;
}

}  // namespace

std::vector<std::string> preset_names() { return {"dev", "local"}; }

std::optional<Draft> preset_draft(std::string_view id) {
  if (id == "dev") return Draft{"Development", "dev", "Development", true, dev_config(1)};
  if (id == "local") return Draft{"Local Testnet", "local", "Local", true, dev_config(4)};
  return std::nullopt;
}

std::optional<ChainSpec> preset(std::string_view id) {
  const auto draft = preset_draft(id);
  return draft ? std::optional{build(*draft)} : std::nullopt;
}

}  // namespace descent::chain_spec
