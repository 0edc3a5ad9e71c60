#include "network/protocols/seen.hpp"

namespace descent::network {

bool Seen::insert(const Hash& hash) {
  const auto found = places_.find(hash);
  if (found != places_.end()) {
    order_.splice(order_.end(), order_, found->second);
    return false;
  }
  if (places_.size() == max_) {
    places_.erase(order_.front());
    order_.pop_front();
  }
  places_.emplace(hash, order_.insert(order_.end(), hash));
  return true;
}

}  // namespace descent::network
