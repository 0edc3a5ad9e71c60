#pragma once
// Validators for tests, and signatures without cryptography: a checksum of key and message. Whoever
// alters either is found out, and nobody in a test makes one for a key he has not.
#include "consensus/engine.hpp"

namespace descent::consensus::testing {

inline constexpr Hash kGenesis{{0x9e, 0x4e}};

/// The validator with the given place in a set made by `authorities`.
inline AuthorityId person(std::size_t place) {
  return {{static_cast<std::uint8_t>(place / 255 + 1), static_cast<std::uint8_t>(place % 255)}};
}

inline AuthoritySet authorities(const std::vector<std::uint64_t>& powers) {
  AuthoritySet out;
  for (std::size_t i = 0; i < powers.size(); ++i) out.push_back({person(i), powers[i]});
  return out;
}

inline Signature checksum(const AuthorityId& id, View message) {
  std::uint64_t sum = 0xcbf29ce484222325;
  const auto mix = [&](std::uint8_t byte) { sum = (sum ^ byte) * 0x100000001b3; };
  for (const auto byte : id.key) mix(byte);
  for (const auto byte : message) mix(byte);
  Signature out{};
  for (std::size_t i = 0; i < 8; ++i) out[i] = static_cast<std::uint8_t>(sum >> (8 * i));
  return out;
}

inline Vote signed_vote(Vote vote) {
  vote.signature = checksum(vote.validator, scale::encoded(sign_bytes(kGenesis, vote)));
  return vote;
}

inline bool is_signed(const Vote& vote) {
  return vote.signature == checksum(vote.validator, scale::encoded(sign_bytes(kGenesis, vote)));
}

inline bool verify(const AuthorityId& id, View message, const Signature& signature) {
  return checksum(id, message) == signature;
}

}  // namespace descent::consensus::testing
