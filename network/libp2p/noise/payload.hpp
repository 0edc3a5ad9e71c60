#pragma once
/// # Who stands behind a Noise key
/// A Protobuf message in the second and third handshake message: the identity key, and its
/// signature over the static key of the handshake.
/// source  github.com/libp2p/specs, noise/README.md, "Static Key Authentication"
#include "network/libp2p/noise/handshake.hpp"
#include "network/libp2p/peer_id.hpp"

namespace descent::network::libp2p::noise {

inline constexpr std::size_t kPayloadMax = 4096;  ///< bytes; ours takes 104, extensions some more

Bytes encode_payload(const Identity& identity, const PublicKey& static_key);

/// Whose payload it is.
/// errors  BadIdentityPayload, BadSignature
Expected<PeerId, Error> verify_payload(View payload, const PublicKey& static_key);

}  // namespace descent::network::libp2p::noise
