#include "runtime/state/overlay.hpp"

#include <utility>

#include "runtime/primitives/assert.hpp"

namespace descent::state {
namespace {

/// The entry of `key`, and whether it was there before: one search for both.
std::pair<Changes::iterator, bool> find_or_insert(Changes& map, View key) {
  const auto it = map.lower_bound(key);
  if (it != map.end() && std::ranges::equal(it->first, key)) return {it, true};
  return {map.emplace_hint(it, Bytes(key.begin(), key.end()), std::nullopt), false};
}

const Bytes* pointer(const std::optional<Bytes>& value) { return value ? &*value : nullptr; }

}  // namespace

const Bytes* Overlay::get(View key) const {
  if (const auto it = changes_.find(key); it != changes_.end()) return pointer(it->second);
  const auto [entry, known] = find_or_insert(read_, key);
  if (!known) entry->second = base_.get(key);
  return pointer(entry->second);
}

void Overlay::put(View key, Bytes value) { write(key, std::move(value)); }

void Overlay::remove(View key) { write(key, std::nullopt); }

void Overlay::write(View key, std::optional<Bytes> value) {
  const auto [entry, known] = find_or_insert(changes_, key);
  auto before = std::exchange(entry->second, std::move(value));
  if (levels_.empty()) return;
  auto& undo = journal_.emplace_back(Undo{entry, std::nullopt});
  if (known) undo.before = std::move(before);
}

std::optional<Bytes> Overlay::next_key(View after) const {
  auto written = changes_.upper_bound(after);
  while (written != changes_.end() && !written->second) ++written;

  auto kept = base_.next_key(after);
  while (kept) {
    const auto it = changes_.find(*kept);
    if (it == changes_.end() || it->second) break;
    kept = base_.next_key(*kept);
  }
  if (written == changes_.end()) return kept;
  if (kept && BytesLess{}(*kept, written->first)) return kept;
  return written->first;
}

void Overlay::checkpoint() { levels_.push_back(journal_.size()); }

void Overlay::commit() {
  DESCENT_ASSERT(!levels_.empty());
  levels_.pop_back();
  if (levels_.empty()) journal_.clear();
}

void Overlay::rollback() {
  DESCENT_ASSERT(!levels_.empty());
  for (; journal_.size() > levels_.back(); journal_.pop_back()) {
    Undo& undo = journal_.back();
    if (undo.before) {
      undo.entry->second = std::move(*undo.before);
    } else {
      changes_.erase(undo.entry);
    }
  }
  levels_.pop_back();
}

std::pair<Changes, Changes> Overlay::release() {
  DESCENT_ASSERT(levels_.empty());
  return {std::exchange(changes_, {}), std::exchange(read_, {})};
}

}  // namespace descent::state
