#include "tests/sim/timeline.hpp"

#include <algorithm>
#include <tuple>

namespace descent::sim {

bool Timeline::is_later(const Entry& a, const Entry& b) {
  return std::tie(a.time_ms, a.order) > std::tie(b.time_ms, b.order);
}

void Timeline::at(std::uint64_t delay_ms, Event event) {
  heap_.push_back({now_ms_ + delay_ms, order_++, std::move(event)});
  std::ranges::push_heap(heap_, is_later);
}

bool Timeline::step(std::uint64_t end_ms) {
  if (heap_.empty() || heap_.front().time_ms > end_ms) return false;
  std::ranges::pop_heap(heap_, is_later);
  const Entry next = std::move(heap_.back());
  heap_.pop_back();
  now_ms_ = next.time_ms;
  next.event();
  return true;
}

}  // namespace descent::sim
