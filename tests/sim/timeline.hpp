#pragma once
// Simulated time: what happens next, and nothing in between.
#include <cstdint>
#include <functional>
#include <vector>

namespace descent::sim {

class Timeline {
 public:
  using Event = std::function<void()>;

  std::uint64_t now_ms() const { return now_ms_; }
  /// Events of one moment happen in the order in which they were put down.
  void at(std::uint64_t delay_ms, Event event);
  /// Lets the next event happen. returns  false if there is none up to `end_ms`
  bool step(std::uint64_t end_ms);

 private:
  struct Entry {
    std::uint64_t time_ms{};
    std::uint64_t order{};
    Event event;
  };
  static bool is_later(const Entry& a, const Entry& b);

  std::uint64_t now_ms_ = 0;
  std::uint64_t order_ = 0;
  std::vector<Entry> heap_;  ///< the first to happen in front
};

}  // namespace descent::sim
