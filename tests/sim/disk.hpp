#pragma once
// A disk that forgets, when the power goes, what was not synced; and on which it may go at any
// write.
#include <functional>

#include "node/store/memory_store.hpp"

namespace descent::sim {

/// Thrown out of a write: the process is gone, and what calls it must be too.
struct PowerCut {};

class Disk final : public store::Store {
 public:
  /// before_write  asked at each write; true cuts the power, before or after the batch took effect
  enum class Cut : std::uint8_t { No, Before, After };
  using Fate = std::function<Cut(store::Sync)>;
  explicit Disk(Fate fate) : fate_{std::move(fate)} {}

  store::Stored<std::optional<Bytes>> get(View key) const override { return now_.get(key); }
  store::Stored<> write(const store::Batch& batch, store::Sync sync) override;
  std::unique_ptr<store::Cursor> seek(View from) const override { return now_.seek(from); }

  /// The power is back: what was not synced is gone.
  void lose_unsynced();
  std::uint64_t writes() const { return writes_; }

 private:
  void sync_all();

  const Fate fate_;
  store::MemoryStore now_;
  store::MemoryStore synced_;
  std::vector<store::Batch> unsynced_;
  std::uint64_t writes_ = 0;
};

}  // namespace descent::sim
