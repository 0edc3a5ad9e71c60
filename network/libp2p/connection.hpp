#pragma once
/// # A connection of libp2p
/// The whole stack over one byte stream: multistream-select to /noise, Noise, multistream-select to
/// /yamux/1.0.0, Yamux, and on each stream multistream-select to its protocol. Bytes in, bytes and
/// events out; no socket, clock or random source: a simulator runs it as well as a socket does.
#include <set>

#include "network/libp2p/multistream.hpp"
#include "network/libp2p/noise/channel.hpp"
#include "network/libp2p/yamux/session.hpp"
#include "network/time.hpp"

namespace descent::network::libp2p {

using yamux::Priority;
using yamux::StreamId;

namespace event {

/// Both sides have proved who they are, and streams can be opened.
struct Secured {
  PeerId peer;
};
/// A stream carries `protocol` from here on.
struct StreamOpened {
  StreamId stream{};
  std::string protocol;
  bool inbound{};  ///< the remote opened it
};
/// The remote knows none of the protocols proposed, or took too long to say so. The stream is gone.
struct StreamRefused {
  StreamId stream{};
};
/// To be answered by `consume`.
struct StreamData {
  StreamId stream{};
  Bytes bytes;
};
struct StreamFinished {
  StreamId stream{};
};
struct StreamReset {
  StreamId stream{};
};
/// The remote opens and accepts no more streams.
struct GoneAway {};

}  // namespace event

using Event =
    std::variant<event::Secured, event::StreamOpened, event::StreamRefused, event::StreamData,
                 event::StreamFinished, event::StreamReset, event::GoneAway>;

enum class Role : std::uint8_t { Dialler, Listener };

struct Settings {
  std::vector<std::string> protocols;  ///< accepted on streams the remote opens
  Duration handshake{5'000};           ///< to `Secured`, and to a stream's protocol
  Duration idle{60'000};               ///< silence that ends it; at half of it the remote is pinged
  yamux::Limits limits = {};
};

class Connection {
 public:
  static constexpr std::size_t kOutputMin = 4096;

  /// identity  outlives the connection
  /// secrets   fresh
  /// expected  the peer that was dialled, if its id is known
  Connection(Role role, Settings settings, const Identity& identity, const noise::Secrets& secrets,
             const std::optional<PeerId>& expected, Instant now);

  void receive(View bytes, Instant now);

  /// The next bytes to be sent, about `max`; empty if there are none.
  /// REQUIRES  max >= kOutputMin
  Bytes output(std::size_t max);

  /// What has happened since the last call.
  std::vector<Event> events() { return std::exchange(events_, {}); }

  /// Lets time pass. To be called at `deadline()` or soon after.
  void elapse(Instant now);
  Instant deadline() const;

  /// Why it ended. What `output` still has says goodbye; nothing else is done any more.
  const std::optional<Error>& error() const { return error_; }

  bool is_secured() const { return session_.has_value(); }
  /// REQUIRES  `is_secured()`
  const PeerId& remote() const { return channel_->remote(); }

  /// Proposes `protocols` on a new stream. StreamOpened or StreamRefused follows.
  /// errors  SessionClosed, also before `Secured`; TooManyStreams, StreamIdsExhausted
  Expected<StreamId, Error> open(std::vector<std::string> protocols, Priority priority,
                                 Instant now);
  /// errors  NoSuchStream, also before StreamOpened; BufferFull, and nothing is sent
  Outcome write(StreamId stream, View bytes);
  void finish(StreamId stream);
  void reset(StreamId stream);
  void consume(StreamId stream, std::size_t bytes);
  void prioritise(StreamId stream, Priority priority);
  /// Bytes written to the stream and not yet taken by `output`.
  std::size_t unsent(StreamId stream) const { return session_ ? session_->unsent(stream) : 0; }
  std::size_t streams() const { return session_ ? session_->streams() : 0; }

  /// Opens and accepts no more streams.
  void go_away();

 private:
  struct Negotiation {
    Multistream machine;
    Instant since;
    bool inbound;
  };

  Outcome feed(View bytes, Instant now);
  Outcome feed_plain(View bytes, Instant now);
  Outcome feed_session(View bytes, Instant now);
  void start_muxing();
  void fail(Error error);

  void on(yamux::event::Opened& event, Instant now);
  void on(yamux::event::Data& event, Instant now);
  void on(yamux::event::Finished& event, Instant now);
  void on(yamux::event::Reset& event, Instant now);
  void on(yamux::event::Pong& event, Instant now);
  void on(yamux::event::GoneAway& event, Instant now);
  void negotiate(StreamId stream, Negotiation& negotiation, View bytes);
  void refuse(StreamId stream);
  void seal(View plain);

  Role role_;
  Settings settings_;
  const Identity& identity_;
  noise::Secrets secrets_;
  std::optional<PeerId> expected_;
  Instant started_, heard_;
  bool pinged_ = false;
  std::optional<Error> error_;

  // Each layer is there from the moment the one below agreed on it.
  Multistream security_;
  std::optional<noise::Channel> channel_;
  std::optional<Multistream> muxer_;
  std::optional<yamux::Session> session_;
  std::map<StreamId, Negotiation> negotiations_;
  std::set<StreamId> refused_;  ///< since the bytes being received began

  Bytes raw_;  ///< to be sent as it is: the layers below Yamux
  std::vector<Event> events_;
};

}  // namespace descent::network::libp2p
