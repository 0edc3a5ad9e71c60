#pragma once
// What a remote peer can do wrong, layer by layer. Each of these ends the connection.
#include <string_view>

#include "runtime/scale/bytes.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::network::libp2p {

enum class Error : std::uint8_t {
  // ---- multistream-select ----
  BadVarint,         ///< longer than nine bytes, or than its value needs
  LineTooLong,       ///< a protocol name over `Multistream::kLineMax` bytes
  BadLine,           ///< a line without its line feed, or not what the other side may say here
  TooManyProposals,  ///< more than `Multistream::kProposalsMax` protocols proposed
  NoCommonProtocol,  ///< the listener knows none of the dialler's protocols
  // ---- Noise ----
  BadHandshakeMessage,  ///< too short, or with a field that does not decrypt
  BadSharedSecret,      ///< a public key of small order: the secret would be zero
  BadIdentityPayload,   ///< no Protobuf of the expected form, or a key that is not Ed25519
  BadSignature,         ///< the identity key did not sign the static key
  WrongPeer,            ///< another peer than the one dialled
  BadFrame,             ///< a frame of the channel that does not decrypt, or is too short
  NoncesExhausted,      ///< 2^64 - 1 messages under one key
  // ---- Yamux ----
  BadHeader,        ///< unknown version, type or flags
  BadStreamId,      ///< an id of the wrong side, used before, or never opened
  WindowExceeded,   ///< data beyond the window, or a window beyond 2^32 - 1
  TooManyControls,  ///< more pings and streams than the remote reads answers to
  SessionClosed,    ///< nothing may be opened or written after a go-away
  TooManyStreams,   ///< over this side's limit of open streams
  NoSuchStream,     ///< closed, reset, or never opened
  BufferFull,       ///< more written than the remote takes
  StreamIdsExhausted,
  // ---- the connection ----
  HandshakeTimeout,  ///< the connection was not secured in time
  Idle,              ///< no byte for too long, although pinged
};

/// A sentence for logs, such as "the identity key did not sign the static key".
std::string_view describe(Error error);

using Outcome = Expected<void, Error>;

}  // namespace descent::network::libp2p
