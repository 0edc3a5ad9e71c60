#pragma once
// A disk that forgets, when the power goes, what was not synced; on which the power may go at any
// write; and which may be full.
#include <functional>

#include "node/store/memory_store.hpp"

namespace descent::sim {

/// Thrown out of a write: the power is gone, and so must be what calls it.
struct PowerCut {};

/// Thrown out of `store::halt`: the process ends itself, as a node does on an error of its
/// database. What it wrote stays. Linking the simulator puts this in the place of ending the whole
/// program.
struct Halted {
  store::Error error;
};

class Disk final : public store::Store {
 public:
  enum class Fate : std::uint8_t {
    Done,
    CutBefore,  ///< the power goes before the batch took effect
    CutAfter,   ///< or after
    Full,
  };
  /// fate  asked at each write
  explicit Disk(std::function<Fate(store::Sync)> fate) : fate_{std::move(fate)} {}

  store::Stored<std::optional<Bytes>> get(View key) const override { return now_.get(key); }
  /// errors  Io if it is full, and from then on until it is opened again
  store::Stored<> write(const store::Batch& batch, store::Sync sync) override;
  std::unique_ptr<store::Cursor> seek(View from) const override { return now_.seek(from); }

  /// Another process opens it.
  void open() { failed_.reset(); }
  bool has_failed() const { return failed_.has_value(); }
  /// The power is back: what was not synced is gone.
  void lose_unsynced();
  /// What would be left if the power went now.
  store::Store& durable() { return synced_; }
  std::uint64_t writes() const { return writes_; }

 private:
  void sync_all();

  const std::function<Fate(store::Sync)> fate_;
  store::MemoryStore now_;
  store::MemoryStore synced_;
  std::vector<store::Batch> unsynced_;
  std::optional<store::Error> failed_;
  std::uint64_t writes_ = 0;
};

}  // namespace descent::sim
