#pragma once
// What is still to be sent to one reader, and how much that may be.
#include <deque>
#include <string>

namespace descent::rpc {

class Outbox {
 public:
  explicit Outbox(std::size_t bytes_max) : bytes_max_{bytes_max} {}

  /// While held, notifications wait; replies do not.
  void hold() { holding_ = true; }
  void release();

  /// False, and nothing is kept from here on, if it would hold more than its limit.
  bool reply(std::string text) { return push(ready_, std::move(text)); }
  bool notify(std::string text) { return push(holding_ ? held_ : ready_, std::move(text)); }

  bool empty() const { return ready_.empty(); }
  /// True if a reply of half the limit might not fit.
  bool half_full() const { return bytes_ + kOverhead > bytes_max_ / 2; }
  bool overflowed() const { return overflowed_; }

  /// REQUIRES: not empty. The text stays where it is until `pop`.
  const std::string& front() const { return ready_.front(); }
  void pop();

 private:
  static constexpr std::size_t kOverhead = 64;  ///< bytes of memory a message takes beside its text

  bool push(std::deque<std::string>& queue, std::string text);

  std::size_t bytes_max_, bytes_ = 0;
  std::deque<std::string> ready_, held_;
  bool holding_ = false, overflowed_ = false;
};

}  // namespace descent::rpc
