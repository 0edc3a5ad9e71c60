#include "node/service/memo.hpp"

namespace descent::service {

std::optional<Bytes> BoundedMemo::find(const Hash& inputs) const {
  const std::scoped_lock lock{mutex_};
  const auto found = results_.find(inputs);
  if (found == results_.end()) return std::nullopt;
  return found->second;
}

void BoundedMemo::put(const Hash& inputs, const Bytes& result) {
  const std::scoped_lock lock{mutex_};
  if (result.size() > bytes_max_ || !results_.emplace(inputs, result).second) return;
  order_.push_back(inputs);
  bytes_ += result.size();
  while (bytes_ > bytes_max_) {
    const auto oldest = results_.find(order_.front());
    bytes_ -= oldest->second.size();
    results_.erase(oldest);
    order_.pop_front();
  }
}

}  // namespace descent::service
