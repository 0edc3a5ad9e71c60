#pragma once
/// # What a node and a peer say to each other
/// Over a connection that is secured: each side opens a stream for each kind of message and writes
/// to the streams it opened. The handshake comes first; a peer of another chain, and one that sends
/// too much, too fast or nonsense, is at fault, and to be disconnected.
///
///   conversation.start(now);
///   others = conversation.handle(connection.events(), now);
///   for (auto& message : conversation.messages()) ...
#include <set>

#include "network/libp2p/connection.hpp"
#include "network/libp2p/delimited.hpp"
#include "network/protocols/allowance.hpp"
#include "network/protocols/messages.hpp"

namespace descent::network {

/// What a peer did that ends the conversation.
enum class Fault : std::uint8_t {
  WrongChain,   ///< another genesis
  NoHandshake,  ///< none in time, or its protocol is not known there
  OutOfTurn,    ///< a second handshake
  TooLarge,     ///< a message over the limit of its kind
  TooFast,      ///< more messages than the kind allows
  BadMessage,   ///< no message of its kind
};
std::string_view describe(Fault fault);

/// Why nothing was sent.
enum class Refusal : std::uint8_t {
  NotReady,   ///< before the handshake, or after a fault
  TooLarge,   ///< over the limit of its kind
  QueueFull,  ///< the peer does not take what is written already
  NotSpoken,  ///< the peer does not know this protocol
};
inline constexpr std::size_t kRefusals = 4;
std::string_view describe(Refusal refusal);

class Conversation {
 public:
  /// connection  secured; outlives this
  Conversation(libp2p::Connection& connection, const message::Handshake& ours, Instant now);

  /// Sends our handshake.
  void start(Instant now);

  /// Takes the events of its own streams and returns the others.
  std::vector<libp2p::Event> handle(std::vector<libp2p::Event> happened, Instant now);

  /// What the peer said, in order for each kind. The first is its handshake, of our chain.
  std::vector<Message> messages() { return std::exchange(messages_, {}); }

  Expected<void, Refusal> send(const Message& message, Instant now);
  /// The same, of a message that was encoded already, for several peers perhaps.
  Expected<void, Refusal> send(Kind kind, View encoded, Instant now);

  /// Lets time pass.
  void elapse(Instant now);

  struct Count {
    std::uint64_t messages = 0, bytes = 0;
  };
  /// What came of each kind since the last call, nonsense and floods included.
  std::array<Count, kKinds> heard() { return std::exchange(heard_, {}); }

  const std::optional<Fault>& fault() const { return fault_; }
  /// True once both handshakes were exchanged.
  bool is_ready() const { return theirs_.has_value() && !fault_; }
  const std::optional<message::Handshake>& theirs() const { return theirs_; }

 private:
  struct Outgoing {
    std::optional<libp2p::StreamId> stream = {};
    bool open = false, unknown_there = false;
    Bytes waiting = {};  ///< until the stream is open
  };
  struct Incoming {
    Kind kind{};
    libp2p::Delimited reader;
  };
  using Streams = std::map<libp2p::StreamId, Incoming>;

  bool take(libp2p::event::StreamOpened& event, Instant now);
  bool take(libp2p::event::StreamData& event, Instant now);
  bool take(libp2p::event::StreamFinished& event, Instant now);
  bool take(libp2p::event::StreamReset& event, Instant now);
  bool take(libp2p::event::StreamRefused& event, Instant now);
  template <class Other>
  bool take(Other&, Instant) {
    return false;
  }

  Expected<void, Refusal> write(Kind kind, View message, Instant now);
  std::optional<Kind> outgoing_on(libp2p::StreamId stream) const;
  void read(libp2p::StreamId stream, View bytes, Instant now);
  void hear(Kind kind, View bytes, Instant now);
  void hear_handshake(const message::Handshake& handshake, Instant now);
  bool ends(libp2p::StreamId stream);

  libp2p::Connection& connection_;
  message::Handshake ours_;
  Instant started_;
  std::optional<message::Handshake> theirs_;
  std::optional<Fault> fault_;
  std::array<Outgoing, kKinds> outgoing_ = {};
  std::vector<Allowance> allowances_;  ///< by kind
  Streams incoming_;
  /// What came before the handshake: not consumed, so no more than a window of each.
  std::map<libp2p::StreamId, Bytes> early_;
  std::vector<Message> messages_;
  std::array<Count, kKinds> heard_{};
};

}  // namespace descent::network
