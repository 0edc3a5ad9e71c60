#pragma once
#include <deque>
#include <set>

#include "runtime/primitives/types.hpp"

namespace descent::service {

/// The extrinsics whose signatures were found right, newest last: each is verified once in a node.
class Verified {
 public:
  explicit Verified(std::size_t most) : most_{most} {}

  bool contains(const Hash& extrinsic) const { return known_.contains(extrinsic); }
  void add(const Hash& extrinsic) {
    if (!known_.insert(extrinsic).second) return;
    order_.push_back(extrinsic);
    if (order_.size() <= most_) return;
    known_.erase(order_.front());
    order_.pop_front();
  }

 private:
  const std::size_t most_;
  std::set<Hash> known_;
  std::deque<Hash> order_;
};

}  // namespace descent::service
