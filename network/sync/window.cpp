#include "network/sync/window.hpp"

#include "runtime/primitives/assert.hpp"

namespace descent::network {

const Window::Slot* Window::find(BlockNumber number) const {
  return number > head_ && number <= tip() ? &slots_[number - head_ - 1] : nullptr;
}

std::optional<BlockNumber> Window::first_bare(BlockNumber from) const {
  for (BlockNumber n = std::max(from, head_ + 1); n <= tip(); ++n)
    if (!find(n)->body) return n;
  return std::nullopt;
}

void Window::push(Bytes header, Bytes certificate) {
  bytes_ += header.size() + certificate.size();
  slots_.push_back({std::move(header), std::move(certificate), std::nullopt, 0});
}

void Window::put(BlockNumber number, Bytes body, PeerNumber from) {
  DESCENT_ASSERT(find(number) != nullptr);
  Slot& slot = slots_[number - head_ - 1];
  DESCENT_ASSERT(!slot.body);
  bytes_ += body.size();
  slot.body = std::move(body);
  slot.from = from;
}

bool Window::advance(BlockNumber head) {
  if (head > tip()) return false;
  while (head_ < head) pop();
  return true;
}

void Window::pop() {
  const Slot& slot = slots_.front();
  bytes_ -= slot.header.size() + slot.certificate.size() + (slot.body ? slot.body->size() : 0);
  slots_.pop_front();
  ++head_;
}

void Window::clear(BlockNumber head) {
  slots_.clear();
  bytes_ = 0;
  head_ = head;
}

}  // namespace descent::network
