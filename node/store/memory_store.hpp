#pragma once
// The port on a std::map: for tests, and for nodes that keep nothing.
#include <shared_mutex>

#include "node/store/store.hpp"

namespace descent::store {

class MemoryStore : public Store {
 public:
  Stored<std::optional<Bytes>> get(View key) const override;
  Stored<> write(const Batch& batch, Sync sync) override;
  std::unique_ptr<Cursor> seek(View from) const override;

  /// The first entry at or above `from`, or strictly above it.
  std::optional<KeyValues::value_type> entry_at(View from) const;
  std::optional<KeyValues::value_type> entry_above(View from) const;

 private:
  mutable std::shared_mutex mutex_;
  KeyValues entries_;  // guarded by mutex_
};

}  // namespace descent::store
