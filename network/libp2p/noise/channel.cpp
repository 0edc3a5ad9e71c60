#include "network/libp2p/noise/channel.hpp"

#include <algorithm>

#include "runtime/primitives/assert.hpp"

namespace descent::network::libp2p::noise {
namespace {

constexpr std::size_t kLengthBytes = 2;

void append_frame(Bytes& out, View message) {
  DESCENT_ASSERT(message.size() <= Channel::kFrameMax);
  out.push_back(static_cast<std::uint8_t>(message.size() >> 8));
  out.push_back(static_cast<std::uint8_t>(message.size()));
  append(out, message);
}

}  // namespace

Channel::Channel(bool initiates, const Identity& identity, const Secrets& secrets,
                 const std::optional<PeerId>& expected)
    : initiates_{initiates},
      identity_{identity},
      static_public_{public_key(secrets.static_key)},
      expected_{expected},
      handshake_{std::in_place, initiates, secrets.static_key, secrets.ephemeral} {
  // The first message has no secret that could fail.
  if (initiates) append_frame(output_, *handshake_->write({}));
}

Expected<Bytes, Error> Channel::receive(View bytes) {
  Bytes out;
  while (!bytes.empty()) {
    const std::size_t have = incoming_.size();
    const std::size_t need = have < kLengthBytes
                                 ? kLengthBytes
                                 : kLengthBytes + (std::size_t{incoming_[0]} << 8 | incoming_[1]);
    const View piece = bytes.first(std::min(bytes.size(), need - have));
    append(incoming_, piece);
    bytes = bytes.subspan(piece.size());
    if (incoming_.size() < need) break;
    const bool empty = need == kLengthBytes && incoming_[0] == 0 && incoming_[1] == 0;
    if (need == kLengthBytes && !empty) continue;
    append(out, DESCENT_TRY(frame(View{incoming_}.subspan(kLengthBytes))));
    incoming_.clear();
  }
  return out;
}

/// What a frame says: nothing, if it is of the handshake.
Expected<Bytes, Error> Channel::frame(View bytes) {
  if (secure()) return ciphers_->receive.decrypt({}, bytes);
  DESCENT_TRY(handshake(bytes));
  return Bytes{};
}

Outcome Channel::handshake(View message) {
  const Bytes payload = DESCENT_TRY(handshake_->read(message));
  const bool is_first = !initiates_ && handshake_->writes();
  if (!is_first) {
    remote_ = DESCENT_TRY(verify_payload(payload, handshake_->remote_static()));
    if (expected_ && remote_ != expected_) return Error::WrongPeer;
  }
  if (handshake_->writes()) DESCENT_TRY(say());
  if (handshake_->done()) {
    ciphers_ = handshake_->ciphers();
    handshake_.reset();
  }
  return {};
}

Outcome Channel::say() {
  const Bytes payload = encode_payload(identity_, static_public_);
  append_frame(output_, DESCENT_TRY(handshake_->write(payload)));
  return {};
}

Expected<Bytes, Error> Channel::seal(View plain) {
  DESCENT_ASSERT(secure());
  Bytes out;
  while (!plain.empty()) {
    const View piece = plain.first(std::min(plain.size(), kPlainMax));
    append_frame(out, DESCENT_TRY(ciphers_->send.encrypt({}, piece)));
    plain = plain.subspan(piece.size());
  }
  return out;
}

}  // namespace descent::network::libp2p::noise
