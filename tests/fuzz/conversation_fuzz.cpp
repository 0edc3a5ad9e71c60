// A peer that is secured and says what it likes on its streams.
#include "network/protocols/conversation.hpp"

#include "tests/fuzz/targets.hpp"
#include "tests/network/libp2p/pair.hpp"

namespace descent::fuzz {
namespace {

using namespace network;
using libp2p::StreamId;

constexpr Hash kGenesis{{1, 2, 3, 4}};

/// Secured once: what is made of it for an input is a copy.
const libp2p::Pair& secured() {
  static const auto pair = [] {
    const libp2p::Settings settings{protocols_of(kGenesis)};
    auto out = std::make_unique<libp2p::Pair>(settings, settings);
    out->run();
    return out;
  }();
  return *pair;
}

class Talk {
 public:
  Talk() { node_.start(now_); }

  void step(Input& in) {
    const StreamId stream = static_cast<StreamId>(1 + 2 * in.below(12));
    switch (in.below(7)) {
      case 0: return open(static_cast<Kind>(in.below(kKinds)));
      case 1: return write(stream, libp2p::delimit(in.long_piece()));
      case 2: return write(stream, in.piece());
      case 3: return stranger_.finish(stream);
      case 4: return stranger_.reset(stream);
      case 5: return pass(Duration{in.byte() * 16});
      default: return send(in);
    }
  }

  /// Carries what both say until both are silent.
  void deliver() {
    for (bool speaking = true; speaking;) {
      speaking = carry(stranger_, listener_);
      speaking = carry(listener_, stranger_) || speaking;
      (void)stranger_.events();
      (void)node_.handle(listener_.events(), now_);
    }
    hear();
  }

 private:
  void open(Kind kind) {
    (void)stranger_.open({protocol_of(kind, kGenesis)}, libp2p::Priority::Normal, now_);
  }
  void write(StreamId stream, View bytes) { (void)stranger_.write(stream, bytes); }
  void pass(Duration time) {
    now_ += time;
    node_.elapse(now_);
  }
  void send(Input& in) {
    const auto kind = static_cast<Kind>(in.below(kKinds));
    const bool sent = bool{node_.send(kind, in.piece(), now_)};
    require(!sent || node_.is_ready(), "nothing is sent before the handshake and after a fault");
  }

  bool carry(libp2p::Connection& from, libp2p::Connection& to) {
    const Bytes bytes = from.output(libp2p::Connection::kOutputMin);
    to.receive(bytes, now_);
    return !bytes.empty();
  }

  void hear() {
    for (const auto& message : node_.messages()) {
      const bool greets = std::holds_alternative<message::Handshake>(message);
      require(greets != greeted_, "the handshake comes first, and once");
      greeted_ = true;
      require(node_.theirs() && node_.theirs()->genesis == kGenesis, "it is of our chain");
    }
  }

  Instant now_ = secured().now;
  libp2p::Connection stranger_ = secured().dialler, listener_ = secured().listener;
  Conversation node_{listener_, message::Handshake{kGenesis, 1, {{9}}, message::kFull}, now_};
  bool greeted_ = false;
};

}  // namespace

void conversation_target(View input) {
  Input in{input};
  Talk talk;
  talk.deliver();
  for (std::size_t i = 0; i < 64 && !in.empty(); ++i) {
    talk.step(in);
    talk.deliver();
  }
}

}  // namespace descent::fuzz
