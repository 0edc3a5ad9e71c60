#include "network/libp2p/error.hpp"

namespace descent::network::libp2p {

std::string_view describe(Error error) {
  switch (error) {
    case Error::BadVarint: return "a varint is longer than nine bytes or than its value needs";
    case Error::LineTooLong: return "a protocol name is longer than 1024 bytes";
    case Error::BadLine: return "a line of multistream-select is not what may be said here";
    case Error::TooManyProposals: return "more than 32 protocols were proposed for one stream";
    case Error::NoCommonProtocol: return "the peers have no protocol in common";
    case Error::BadHandshakeMessage: return "a Noise handshake message is short or was altered";
    case Error::BadSharedSecret: return "a Noise public key is of small order";
    case Error::BadIdentityPayload: return "the identity payload is no Ed25519 key and signature";
    case Error::BadSignature: return "the identity key did not sign the static key";
    case Error::WrongPeer: return "the peer is not the one that was dialled";
    case Error::BadFrame: return "a frame of the secure channel is short or was altered";
    case Error::NoncesExhausted: return "the secure channel has used up its nonces";
    case Error::BadHeader: return "a Yamux header has an unknown version, type or flag";
    case Error::BadStreamId: return "a Yamux stream id is of the wrong side or was never opened";
    case Error::WindowExceeded: return "a Yamux window was exceeded";
    case Error::TooManyControls: return "answers to Yamux pings and streams are not being read";
    case Error::SessionClosed: return "the session is closing";
    case Error::TooManyStreams: return "too many streams are open";
    case Error::NoSuchStream: return "the stream is not open";
    case Error::BufferFull: return "the peer does not take what is written";
    case Error::StreamIdsExhausted: return "the session has used up its stream ids";
    case Error::HandshakeTimeout: return "the handshake took too long";
    case Error::Idle: return "the peer has been silent for too long";
  }
  return "unknown";
}

}  // namespace descent::network::libp2p
