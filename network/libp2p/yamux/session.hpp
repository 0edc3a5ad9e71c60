#pragma once
/// # Yamux
/// Many streams over one. Bytes in, bytes and events out. What is to be sent waits inside until
/// `output` asks for it, so that the most urgent stream always comes first.
/// source  github.com/libp2p/specs, yamux/README.md
#include <deque>
#include <map>
#include <optional>
#include <variant>

#include "network/libp2p/yamux/stream.hpp"

namespace descent::network::libp2p::yamux {

namespace event {

/// The remote opened a stream.
struct Opened {
  StreamId stream{};
};
/// To be answered by `consume` when the bytes are done with.
struct Data {
  StreamId stream{};
  Bytes bytes;
};
/// The remote sends no more; we still may.
struct Finished {
  StreamId stream{};
};
struct Reset {
  StreamId stream{};
};
struct Pong {
  std::uint32_t value{};
};
/// The remote opens no more streams, and accepts none.
struct GoneAway {
  std::uint32_t reason{};
};

}  // namespace event

using Event = std::variant<event::Opened, event::Data, event::Finished, event::Reset, event::Pong,
                           event::GoneAway>;

enum class GoAway : std::uint32_t { Normal, ProtocolError, InternalError };

struct Limits {
  std::size_t streams_in = 256;         ///< open at a time, of the remote
  std::size_t streams_out = 256;        ///< open at a time, of ours
  std::size_t stream_buffer = 8 << 20;  ///< bytes written and not sent, of one stream
  std::size_t buffer = 16 << 20;        ///< of all streams
  std::size_t controls = 1024;          ///< answers that wait for the remote to read
};

class Session {
 public:
  static constexpr std::size_t kPieceMax = 16 << 10;  ///< data in a frame: how long Urgent waits
  static constexpr std::size_t kOutputMin = 2 * Header::kBytes;

  Session(bool initiates, const Limits& limits) : initiates_{initiates}, limits_{limits} {}

  /// Appends what `bytes` say to `events`. Data is passed on as it comes: a frame is never whole in
  /// memory.
  /// errors  BadHeader, BadStreamId, WindowExceeded, TooManyControls; the session is over then
  Outcome receive(View bytes, std::vector<Event>& events);

  /// The next frames, at most `max` bytes together; empty if there is nothing to send.
  /// REQUIRES  max >= kOutputMin
  Bytes output(std::size_t max);

  /// errors  SessionClosed, TooManyStreams, StreamIdsExhausted
  Expected<StreamId, Error> open(Priority priority);
  /// errors  NoSuchStream, also after `finish`; BufferFull, and nothing is kept
  Outcome write(StreamId id, View bytes);
  /// Says that nothing more will be written. The stream is gone when both sides have said so.
  void finish(StreamId id);
  void reset(StreamId id);
  /// Lets the remote send `n` bytes more: as many of its Data were dealt with.
  void consume(StreamId id, std::size_t n);
  void prioritise(StreamId id, Priority priority);

  /// Sends a ping; the answer is a Pong with the value.
  void ping(std::uint32_t value);
  void go_away(GoAway reason);

  bool has(StreamId id) const { return streams_.contains(id); }
  std::size_t streams() const { return streams_.size(); }
  std::size_t unsent() const { return unsent_; }
  /// Bytes written to a stream and not sent; 0 if there is no such stream.
  std::size_t unsent(StreamId id) const;

 private:
  using Streams = std::map<StreamId, Stream>;

  bool is_ours(StreamId id) const { return (id % 2 == 1) == initiates_; }
  std::size_t count(bool ours) const;

  Outcome header(const Header& header, std::vector<Event>& events);
  Outcome of_session(const Header& header, std::vector<Event>& events);
  Outcome accept(StreamId id, std::vector<Event>& events);
  Outcome of_stream(const Header& header, std::vector<Event>& events);
  Outcome data(const Header& header);
  void payload(View bytes, std::vector<Event>& events);
  void flags(const Header& header, std::vector<Event>& events);
  Outcome control(const Header& header);

  Streams::iterator next_ready();
  void send_frame(Streams::iterator it, std::size_t max, Bytes& out);
  void erase(StreamId id);

  bool initiates_;
  Limits limits_;
  Streams streams_;
  StreamId last_ours_ = 0, last_theirs_ = 0;
  bool closing_ = false;
  std::optional<std::uint32_t> pinged_;
  std::deque<Header> controls_;
  bool controls_overflow_ = false;
  std::size_t unsent_ = 0;
  std::array<StreamId, kPriorities> served_{};  ///< whose turn it was last, of each priority

  Bytes head_;                  ///< an incomplete header
  std::optional<Header> open_;  ///< the data frame being received
  std::uint32_t left_ = 0;      ///< its bytes still to come
};

}  // namespace descent::network::libp2p::yamux
