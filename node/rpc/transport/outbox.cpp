#include "node/rpc/transport/outbox.hpp"

namespace descent::rpc {

bool Outbox::push(std::deque<std::string>& queue, std::string text) {
  overflowed_ = overflowed_ || bytes_ + text.size() + kOverhead > bytes_max_;
  if (overflowed_) return false;
  bytes_ += text.size() + kOverhead;
  queue.push_back(std::move(text));
  return true;
}

void Outbox::release() {
  holding_ = false;
  for (auto& text : held_) ready_.push_back(std::move(text));
  held_.clear();
}

void Outbox::pop() {
  bytes_ -= ready_.front().size() + kOverhead;
  ready_.pop_front();
}

}  // namespace descent::rpc
