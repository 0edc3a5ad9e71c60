#include "network/libp2p/peer_id.hpp"

#include <algorithm>

#include "runtime/crypto/base58.hpp"

namespace descent::network::libp2p {
namespace {

// Protobuf has one shortest form for a key, and the peer id is made of it, so no other is read.
constexpr std::array<std::uint8_t, 4> kKeyPrefix{0x08, 0x01, 0x12, 0x20};
constexpr std::array<std::uint8_t, 2> kMultihashPrefix{0x00, 0x24};

bool begins_with(View bytes, View prefix) {
  return bytes.size() >= prefix.size() && std::ranges::equal(bytes.first(prefix.size()), prefix);
}

}  // namespace

Bytes PeerId::bytes() const {
  Bytes out(kMultihashPrefix.begin(), kMultihashPrefix.end());
  append(out, encode_key(*this));
  return out;
}

std::string PeerId::text() const { return crypto::base58_encode(bytes()); }

std::optional<PeerId> PeerId::from_bytes(View bytes) {
  if (!begins_with(bytes, kMultihashPrefix)) return std::nullopt;
  auto peer = decode_key(bytes.subspan(kMultihashPrefix.size()));
  if (!peer) return std::nullopt;
  return *peer;
}

std::optional<PeerId> PeerId::from_text(std::string_view text) {
  const auto bytes = crypto::base58_decode(text);
  return bytes ? from_bytes(*bytes) : std::nullopt;
}

Bytes encode_key(const PeerId& peer) {
  Bytes out(kKeyPrefix.begin(), kKeyPrefix.end());
  append(out, peer.key);
  return out;
}

Expected<PeerId, Error> decode_key(View bytes) {
  PeerId out;
  if (!begins_with(bytes, kKeyPrefix) || bytes.size() != kKeyPrefix.size() + out.key.size())
    return Error::BadIdentityPayload;
  std::ranges::copy(bytes.subspan(kKeyPrefix.size()), out.key.begin());
  return out;
}

}  // namespace descent::network::libp2p
