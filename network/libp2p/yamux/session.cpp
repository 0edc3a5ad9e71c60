#include "network/libp2p/yamux/session.hpp"

#include <limits>

#include "runtime/primitives/assert.hpp"

namespace descent::network::libp2p::yamux {
namespace {

constexpr StreamId kLastId = std::numeric_limits<StreamId>::max() - 2;

}  // namespace

// ---- Receiving ------------------------------------------------------------------------------

Outcome Session::receive(View bytes, std::vector<Event>& events) {
  while (!bytes.empty()) {
    if (open_) {
      const View piece = bytes.first(std::min<std::size_t>(bytes.size(), left_));
      payload(piece, events);
      bytes = bytes.subspan(piece.size());
      continue;
    }
    const View piece = bytes.first(std::min(bytes.size(), Header::kBytes - head_.size()));
    append(head_, piece);
    bytes = bytes.subspan(piece.size());
    if (head_.size() < Header::kBytes) break;
    const Header read = DESCENT_TRY(read_header(std::exchange(head_, {})));
    DESCENT_TRY(header(read, events));
  }
  if (controls_overflow_) return Error::TooManyControls;
  return {};
}

Outcome Session::header(const Header& header, std::vector<Event>& events) {
  if (header.type == Type::Ping || header.type == Type::GoAway) return of_session(header, events);
  if (header.has(kSyn)) DESCENT_TRY(accept(header.stream, events));
  return of_stream(header, events);
}

Outcome Session::of_session(const Header& header, std::vector<Event>& events) {
  if (header.type == Type::GoAway) {
    closing_ = true;
    events.push_back(event::GoneAway{header.length});
    return {};
  }
  if (header.has(kSyn)) return control({Type::Ping, kAck, 0, header.length});
  if (pinged_ == header.length) {
    pinged_.reset();
    events.push_back(event::Pong{header.length});
  }
  return {};
}

/// Ids only grow, so that no stream is opened twice.
Outcome Session::accept(StreamId id, std::vector<Event>& events) {
  if (is_ours(id) || id <= last_theirs_) return Error::BadStreamId;
  last_theirs_ = id;
  if (closing_ || count(false) >= limits_.streams_in)
    return control({Type::WindowUpdate, kRst, id, 0});
  streams_[id].owes_ack = true;
  events.push_back(event::Opened{id});
  return {};
}

Outcome Session::of_stream(const Header& header, std::vector<Event>& events) {
  if (header.stream > (is_ours(header.stream) ? last_ours_ : last_theirs_))
    return Error::BadStreamId;
  if (header.type == Type::Data) {
    DESCENT_TRY(data(header));
    if (header.length > 0) return {};
  } else if (const auto it = streams_.find(header.stream); it != streams_.end()) {
    auto& window = it->second.send_window;
    if (__builtin_add_overflow(window, header.length, &window)) return Error::WindowExceeded;
  }
  flags(header, events);
  return {};
}

/// What arrives for a stream that is gone was sent before the remote knew: it is passed over.
Outcome Session::data(const Header& header) {
  const auto it = streams_.find(header.stream);
  const std::uint32_t window = it == streams_.end() ? kWindow : it->second.receive_window;
  if (header.length > window) return Error::WindowExceeded;
  if (it != streams_.end()) {
    if (header.length > 0 && it->second.remote_finished) return Error::BadStreamId;
    it->second.receive_window -= header.length;
  }
  if (header.length == 0) return {};
  open_ = header;
  left_ = header.length;
  return {};
}

void Session::payload(View bytes, std::vector<Event>& events) {
  if (has(open_->stream))
    events.push_back(event::Data{open_->stream, Bytes(bytes.begin(), bytes.end())});
  left_ -= static_cast<std::uint32_t>(bytes.size());
  if (left_ > 0) return;
  const Header header = *std::exchange(open_, std::nullopt);
  flags(header, events);
}

/// What ends a stream counts after the frame's data.
void Session::flags(const Header& header, std::vector<Event>& events) {
  const auto it = streams_.find(header.stream);
  if (it == streams_.end()) return;
  if (header.has(kRst)) {
    erase(header.stream);
    events.push_back(event::Reset{header.stream});
  } else if (header.has(kFin) && !it->second.remote_finished) {
    it->second.remote_finished = true;
    events.push_back(event::Finished{header.stream});
    if (it->second.is_over()) erase(header.stream);
  }
}

Outcome Session::control(const Header& header) {
  if (controls_.size() >= limits_.controls) {
    controls_overflow_ = true;
    return Error::TooManyControls;
  }
  controls_.push_back(header);
  return {};
}

// ---- Sending --------------------------------------------------------------------------------

Bytes Session::output(std::size_t max) {
  DESCENT_ASSERT(max >= kOutputMin);
  Bytes out;
  while (!controls_.empty() && max - out.size() >= Header::kBytes) {
    append_header(out, controls_.front());
    controls_.pop_front();
  }
  while (max - out.size() >= kOutputMin) {
    const auto it = next_ready();
    if (it == streams_.end()) break;
    send_frame(it, max - out.size(), out);
  }
  return out;
}

/// The most urgent stream with something to send, behind the one of its priority served last.
Session::Streams::iterator Session::next_ready() {
  auto best = streams_.end();
  const auto rank = [&](Streams::iterator it) {
    const auto priority = static_cast<std::size_t>(it->second.priority);
    return std::tuple{priority, it->first <= served_[priority], it->first};
  };
  for (auto it = streams_.begin(); it != streams_.end(); ++it)
    if (it->second.is_ready() && (best == streams_.end() || rank(it) < rank(best))) best = it;
  return best;
}

/// One frame: the answer to its opening or its window first, then data, then the end.
void Session::send_frame(Streams::iterator it, std::size_t max, Bytes& out) {
  auto& [id, stream] = *it;
  served_[static_cast<std::size_t>(stream.priority)] = id;
  if (stream.owes_ack || stream.owes_credit()) {
    const std::uint16_t flags = std::exchange(stream.owes_ack, false) ? kAck : 0;
    stream.receive_window += stream.credit;
    append_header(out, {Type::WindowUpdate, flags, id, std::exchange(stream.credit, 0u)});
    return;
  }
  if (stream.owes_finish()) {
    // By itself: js-libp2p 3 acts on a frame's flags before it takes the frame's data.
    stream.finish_sent = true;
    append_header(out, {Type::WindowUpdate, kFin, id, 0});
    if (stream.is_over()) erase(id);
    return;
  }
  const auto room = std::min({max - Header::kBytes, kPieceMax, std::size_t{stream.send_window}});
  const View piece = stream.front(room);
  const auto size = static_cast<std::uint32_t>(piece.size());
  stream.send_window -= size;
  append_header(out, {Type::Data, 0, id, size});
  append(out, piece);
  stream.drop(size);
  unsent_ -= size;
}

// ---- What the user asks for -----------------------------------------------------------------

Expected<StreamId, Error> Session::open(Priority priority) {
  if (closing_) return Error::SessionClosed;
  if (count(true) >= limits_.streams_out) return Error::TooManyStreams;
  if (last_ours_ >= kLastId) return Error::StreamIdsExhausted;
  const StreamId id = last_ours_ == 0 ? (initiates_ ? 1 : 2) : last_ours_ + 2;
  // Before all data, so that streams are opened in the order of their ids whatever their priority.
  if (!control({Type::WindowUpdate, kSyn, id, 0})) return Error::TooManyStreams;
  last_ours_ = id;
  streams_[id].priority = priority;
  return id;
}

Outcome Session::write(StreamId id, View bytes) {
  const auto it = streams_.find(id);
  if (it == streams_.end() || it->second.finishes) return Error::NoSuchStream;
  if (bytes.size() > limits_.stream_buffer - it->second.unsent()) return Error::BufferFull;
  if (bytes.size() > limits_.buffer - unsent_) return Error::BufferFull;
  it->second.write(bytes);
  unsent_ += bytes.size();
  return {};
}

void Session::finish(StreamId id) {
  const auto it = streams_.find(id);
  if (it != streams_.end()) it->second.finishes = true;
}

void Session::reset(StreamId id) {
  if (!has(id)) return;
  erase(id);
  // Over the limit, the next `receive` ends the session.
  static_cast<void>(control({Type::WindowUpdate, kRst, id, 0}));
}

void Session::consume(StreamId id, std::size_t n) {
  const auto it = streams_.find(id);
  if (it == streams_.end()) return;
  Stream& stream = it->second;
  DESCENT_ASSERT(n <= kWindow - stream.receive_window - stream.credit);
  stream.credit += static_cast<std::uint32_t>(n);
}

void Session::prioritise(StreamId id, Priority priority) {
  const auto it = streams_.find(id);
  if (it != streams_.end()) it->second.priority = priority;
}

void Session::ping(std::uint32_t value) {
  pinged_ = value;
  static_cast<void>(control({Type::Ping, kSyn, 0, value}));
}

void Session::go_away(GoAway reason) {
  closing_ = true;
  controls_.push_back({Type::GoAway, 0, 0, static_cast<std::uint32_t>(reason)});
}

std::size_t Session::unsent(StreamId id) const {
  const auto it = streams_.find(id);
  return it == streams_.end() ? 0 : it->second.unsent();
}

std::size_t Session::count(bool ours) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(streams_, [&](const auto& s) { return is_ours(s.first) == ours; }));
}

void Session::erase(StreamId id) {
  const auto it = streams_.find(id);
  unsent_ -= it->second.unsent();
  streams_.erase(it);
}

}  // namespace descent::network::libp2p::yamux
