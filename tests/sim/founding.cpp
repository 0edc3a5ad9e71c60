#include "tests/sim/founding.hpp"

#include <algorithm>
#include <map>

#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::sim {
namespace {

constexpr Balance kPart = 100'000 * kGrad;
constexpr std::uint64_t kParts = 3;

crypto::Keypair key_of(const std::string& name) {
  const auto key = crypto::from_suri(crypto::KeyType::Ed25519, "//Machine//" + name);
  DESCENT_ASSERT(key);
  return *key;
}

Founding found(std::size_t machines, bool uneven) {
  Founding out;
  auto draft = chain_spec::preset_draft("local");
  DESCENT_ASSERT(draft);
  auto& config = draft->config;
  config.stakers.clear();
  config.validator_count = static_cast<std::uint32_t>(machines);
  for (std::size_t i = 0; i < machines; ++i) {
    const std::string name = std::to_string(i);
    const auto& key = out.keys.emplace_back(key_of(name));
    const auto& stash = out.stashes.emplace_back(key_of(name + "//stash").account());
    const auto power = out.powers.emplace_back(uneven ? kParts - i % kParts : kParts);
    config.balances.emplace_back(stash, 2 * kParts * kPart);
    config.stakers.push_back({stash, {key.account().id}, power * kPart});
  }
  out.spec = chain_spec::build(*draft);
  out.genesis = crypto::blake2b_256(scale::encoded(chain_spec::genesis_header(out.spec.genesis)));
  return out;
}

}  // namespace

std::optional<std::size_t> Founding::machine_of(const consensus::AuthorityId& id) const {
  const auto at =
      std::ranges::find_if(keys, [&](const auto& k) { return k.account().id == id.key; });
  if (at == keys.end()) return std::nullopt;
  return static_cast<std::size_t>(at - keys.begin());
}

std::optional<std::size_t> Founding::machine_of_stash(const AccountId& stash) const {
  const auto at = std::ranges::find(stashes, stash);
  if (at == stashes.end()) return std::nullopt;
  return static_cast<std::size_t>(at - stashes.begin());
}

const Founding& founding(std::size_t machines, bool uneven) {
  static std::map<std::pair<std::size_t, bool>, Founding> known;
  const std::pair which{machines, uneven};
  const auto at = known.find(which);
  return at != known.end() ? at->second
                           : known.emplace(which, found(machines, uneven)).first->second;
}

const chain_spec::RuntimeSet& rules() {
  static const chain_spec::RuntimeSet all;
  return all;
}

consensus::Vote signed_vote(consensus::Vote vote, const crypto::Keypair& key, const Hash& genesis) {
  const MultiSignature signature = key.sign(scale::encoded(sign_bytes(genesis, vote)));
  vote.signature = std::get<multi_signature::Ed25519>(signature).value;
  return vote;
}

}  // namespace descent::sim
