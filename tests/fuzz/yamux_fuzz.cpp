// Frames of many streams from a stranger, and what the user does meanwhile.
#include "network/libp2p/yamux/session.hpp"

#include <algorithm>

#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

using namespace network::libp2p;
using namespace network::libp2p::yamux;

constexpr Limits kLimits{
    .streams_in = 3, .streams_out = 3, .stream_buffer = 600, .buffer = 1'000, .controls = 8};

class Played {
 public:
  explicit Played(bool initiates) : session_{initiates, kLimits} {}

  /// False once the session is over.
  bool step(Input& in) {
    switch (in.below(9)) {
      case 0: return open(in.below(kPriorities));
      case 1: return write(in);
      case 2: return session_.finish(in.byte()), true;
      case 3: return session_.reset(in.byte()), forget_gone(), true;
      case 4: return consume(in);
      case 5: return send(Session::kOutputMin + in.byte());
      case 6: return session_.ping(in.byte()), true;
      case 7: return flood(in);
      default: return hear(in.piece());
    }
  }

 private:
  bool open(std::size_t priority) {
    const auto id = session_.open(static_cast<Priority>(priority));
    if (id) unread_[*id] = 0;
    return true;
  }
  bool write(Input& in) {
    const StreamId id = in.byte();
    const View bytes = in.piece();
    const std::size_t before = session_.unsent(id);
    const auto written = session_.write(id, bytes);
    require(session_.unsent(id) == before + (written ? bytes.size() : 0),
            "what is refused leaves nothing to be sent");
    return true;
  }
  bool consume(Input& in) {
    const auto found = unread_.find(in.byte());
    const std::size_t most = in.byte();
    if (found == unread_.end()) return true;
    const auto n = std::min(most, found->second);
    session_.consume(found->first, n);
    found->second -= n;
    return true;
  }
  bool send(std::size_t most) {
    require(session_.output(most).size() <= most, "no more is sent than was asked for");
    forget_gone();
    return true;
  }
  /// As much data as no input holds.
  bool flood(Input& in) {
    const StreamId id = in.byte();
    const std::uint32_t size = std::uint32_t{in.byte()} << 11;
    Bytes frame;
    append_header(frame, {Type::Data, 0, id, size});
    frame.resize(frame.size() + size);
    return hear(frame);
  }
  bool hear(View bytes) {
    std::vector<Event> events;
    const bool goes_on = bool{session_.receive(bytes, events)};
    for (const auto& event : events) std::visit([&](const auto& e) { on(e); }, event);
    if (!goes_on) return false;
    forget_gone();
    require(session_.streams() <= kLimits.streams_in + kLimits.streams_out &&
                session_.unsent() <= kLimits.buffer,
            "a stranger opens so many streams, and no more waits to be sent than may");
    return true;
  }

  void on(const event::Opened& e) {
    require(unread_.emplace(e.stream, 0).second, "a stream is opened once");
  }
  void on(const event::Data& e) {
    const auto found = unread_.find(e.stream);
    require(found != unread_.end(), "data is of a stream that is open");
    found->second += e.bytes.size();
    require(found->second <= kWindow, "no more is unread than the window");
  }
  void on(const event::Finished& e) {
    require(unread_.contains(e.stream), "a stream that ends was open");
  }
  void on(const event::Reset& e) {
    require(unread_.erase(e.stream) == 1, "so is one that is reset");
  }
  void on(const event::Pong&) {}
  void on(const event::GoneAway&) {}

  void forget_gone() {
    std::erase_if(unread_, [&](const auto& entry) { return !session_.has(entry.first); });
  }

  Session session_;
  std::map<StreamId, std::size_t> unread_;
};

/// The same bytes in pieces: the same end, and the same data on each stream.
void does_not_depend_on_pieces(View bytes, std::size_t piece) {
  const auto all = [&](std::size_t size) {
    Session session{false, kLimits};
    std::vector<Event> events;
    bool good = true;
    for (std::size_t at = 0; good && at < bytes.size(); at += std::min(size, bytes.size() - at))
      good = bool{session.receive(bytes.subspan(at, std::min(size, bytes.size() - at)), events)};
    std::map<StreamId, Bytes> data;
    for (const auto& event : events)
      if (const auto* d = std::get_if<event::Data>(&event)) append(data[d->stream], d->bytes);
    return std::tuple{good, data, session.streams()};
  };
  require(all(SIZE_MAX) == all(piece), "pieces come to the same as the whole");
}

}  // namespace

void yamux_target(View input) {
  Input in{input};
  const std::size_t mode = in.below(4);
  if (mode == 0) {
    const std::size_t piece = 1 + in.below(16);
    return does_not_depend_on_pieces(in.rest(), piece);
  }
  Played played{mode == 1};
  while (!in.empty() && played.step(in)) continue;
}

}  // namespace descent::fuzz
