#include "node/store/memory_store.hpp"

#include <mutex>

#include "runtime/primitives/assert.hpp"

namespace descent::store {
namespace {

using Entry = std::optional<KeyValues::value_type>;

class MemoryCursor : public Cursor {
 public:
  MemoryCursor(const MemoryStore& store, Entry entry) : store_{store} { set(std::move(entry)); }

  bool valid() const override { return entry_.has_value(); }
  View key() const override { return at().first; }
  View value() const override { return at().second; }
  void next() override { set(store_.entry_above(at().first)); }
  std::optional<Error> error() const override { return std::nullopt; }

 private:
  void set(Entry entry) {
    entry_.reset();
    if (entry) entry_.emplace(std::move(*entry));
  }
  const KeyValues::value_type& at() const {
    DESCENT_ASSERT(entry_.has_value());
    return *entry_;
  }

  const MemoryStore& store_;
  Entry entry_;
};

Entry entry_of(const KeyValues& entries, KeyValues::const_iterator at) {
  return at == entries.end() ? Entry{} : Entry{*at};
}

}  // namespace

Stored<std::optional<Bytes>> MemoryStore::get(View key) const {
  const std::shared_lock lock{mutex_};
  const auto at = entries_.find(key);
  return at == entries_.end() ? std::optional<Bytes>{} : std::optional{at->second};
}

Stored<> MemoryStore::write(const Batch& batch, Sync) {
  const std::unique_lock lock{mutex_};
  for (const auto& [key, value] : batch) {
    if (value) {
      entries_.insert_or_assign(key, *value);
    } else {
      entries_.erase(key);
    }
  }
  return {};
}

std::unique_ptr<Cursor> MemoryStore::seek(View from) const {
  return std::make_unique<MemoryCursor>(*this, entry_at(from));
}

Entry MemoryStore::entry_at(View from) const {
  const std::shared_lock lock{mutex_};
  return entry_of(entries_, entries_.lower_bound(from));
}

Entry MemoryStore::entry_above(View from) const {
  const std::shared_lock lock{mutex_};
  return entry_of(entries_, entries_.upper_bound(from));
}

}  // namespace descent::store
