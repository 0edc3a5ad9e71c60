#include "node/service/signer.hpp"

#include <spdlog/spdlog.h>

#include "runtime/scale/hex.hpp"

namespace descent::service {

std::optional<consensus::AuthorityId> Signer::self(const consensus::AuthoritySet& set) {
  for (const auto& authority : set)
    if (voice_of(authority.id, options_.missing) != nullptr) return authority.id;
  return std::nullopt;
}

void Signer::born(const consensus::AuthorityId& id) { voice_of(id, SignState::Missing::Create); }

Signer::Voice* Signer::voice_of(const consensus::AuthorityId& id, SignState::Missing missing) {
  auto found = voices_.find(id);
  if (found == voices_.end()) {
    const auto here = keys_.has(keystore::kVotingKey.id, id.key);
    if (!here || !*here) return nullptr;
    auto key = keys_.find(keystore::kVotingKey.id, id.key);
    if (!key) {
      spdlog::error("the session key {} cannot be read: {}", to_0x(id.key), key.error().text);
      return nullptr;
    }
    auto state = SignState::open(options_.folder, id, genesis_, missing);
    if (!state) spdlog::error("this node does not vote: {}", state.error());
    std::unique_ptr<SignState> opened = state ? *std::move(state) : nullptr;
    found = voices_.emplace(id, Voice{*std::move(key), std::move(opened)}).first;
  }
  return found->second.state ? &found->second : nullptr;
}

std::optional<consensus::Signature> Signer::sign(const consensus::Vote& vote) {
  Voice* voice = voice_of(vote.validator, options_.missing);
  if (voice == nullptr) return std::nullopt;
  if (const auto allowed = voice->state->allow(vote); !allowed) {
    spdlog::error("a vote is not signed: {}", allowed.error());
    return std::nullopt;
  }
  const MultiSignature signature = voice->key.sign(scale::encoded(sign_bytes(genesis_, vote)));
  return std::get<multi_signature::Ed25519>(signature).value;
}

}  // namespace descent::service
