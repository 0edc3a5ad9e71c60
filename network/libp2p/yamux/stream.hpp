#pragma once
// One stream of a session: what may still be sent and received, and what waits to be.
#include <algorithm>

#include "network/libp2p/yamux/frame.hpp"

namespace descent::network::libp2p::yamux {

inline constexpr std::uint32_t kWindow = 256 << 10;  ///< bytes either side may send at first

/// Whose bytes leave first. Streams of one priority take turns.
enum class Priority : std::uint8_t { Urgent, Normal, Bulk };
inline constexpr std::size_t kPriorities = 3;

struct Stream {
  Priority priority = Priority::Normal;
  std::uint32_t send_window = kWindow;
  std::uint32_t receive_window = kWindow;
  std::uint32_t credit = 0;  ///< consumed, and not yet given back to the remote
  bool owes_ack = false;     ///< the remote opened it, and was not told that we know
  bool finishes = false;     ///< nothing more will be written
  bool finish_sent = false, remote_finished = false;

  std::size_t unsent() const { return buffer_.size() - sent_; }

  void write(View bytes) { append(buffer_, bytes); }

  /// The next bytes, at most `n`; they stay valid until `write` or `drop`.
  View front(std::size_t n) const { return View{buffer_}.subspan(sent_, std::min(n, unsent())); }
  void drop(std::size_t n) {
    sent_ += n;
    if (sent_ < buffer_.size() / 2) return;
    buffer_.erase(buffer_.begin(), buffer_.begin() + static_cast<std::ptrdiff_t>(sent_));
    sent_ = 0;
  }

  bool owes_credit() const { return credit >= kWindow / 2 && !remote_finished; }
  bool owes_finish() const { return finishes && !finish_sent && unsent() == 0; }
  bool owes_data() const { return unsent() > 0 && send_window > 0; }
  /// True if it has a frame to send.
  bool is_ready() const { return owes_ack || owes_credit() || owes_finish() || owes_data(); }
  bool is_over() const { return finish_sent && remote_finished; }

 private:
  Bytes buffer_;
  std::size_t sent_ = 0;
};

}  // namespace descent::network::libp2p::yamux
