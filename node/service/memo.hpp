#pragma once
#include <deque>
#include <map>
#include <mutex>

#include "runtime/frame/frame.hpp"

namespace descent::service {

/// Results of evaluations by the hash of their inputs, the oldest forgotten first. Safe from any
/// thread: what is queued may be computed ahead beside the executor.
class BoundedMemo final : public frame::Memo {
 public:
  explicit BoundedMemo(std::size_t bytes_max) : bytes_max_{bytes_max} {}

  std::optional<Bytes> find(const Hash& inputs) const override;
  void put(const Hash& inputs, const Bytes& result) override;

 private:
  const std::size_t bytes_max_;
  mutable std::mutex mutex_;
  std::map<Hash, Bytes> results_;  // guarded by mutex_
  std::deque<Hash> order_;         // guarded by mutex_
  std::size_t bytes_ = 0;          // guarded by mutex_
};

}  // namespace descent::service
