#include "network/libp2p/noise/payload.hpp"

#include <algorithm>

#include "network/libp2p/messages.pb.h"

namespace descent::network::libp2p::noise {
namespace {

Bytes signed_message(const PublicKey& static_key) {
  Bytes out;
  append(out, as_view("noise-libp2p-static-key:"));
  append(out, static_key);
  return out;
}

}  // namespace

Bytes encode_payload(const Identity& identity, const PublicKey& static_key) {
  messages::NoiseHandshakePayload message;
  const Bytes key = encode_key(identity.peer_id());
  const auto signature = identity.sign(signed_message(static_key));
  message.set_identity_key(key.data(), key.size());
  message.set_identity_sig(signature.data(), signature.size());
  Bytes out(message.ByteSizeLong());
  message.SerializeWithCachedSizesToArray(out.data());
  return out;
}

Expected<PeerId, Error> verify_payload(View payload, const PublicKey& static_key) {
  messages::NoiseHandshakePayload message;
  if (payload.size() > kPayloadMax ||
      !message.ParseFromArray(payload.data(), static_cast<int>(payload.size())))
    return Error::BadIdentityPayload;
  const PeerId peer = DESCENT_TRY(decode_key(as_view(message.identity_key())));
  crypto::ed25519::Signature signature;
  if (message.identity_sig().size() != signature.size()) return Error::BadIdentityPayload;
  std::ranges::copy(message.identity_sig(), signature.begin());
  if (!crypto::ed25519::verify(signature, signed_message(static_key), peer.key))
    return Error::BadSignature;
  return peer;
}

}  // namespace descent::network::libp2p::noise
