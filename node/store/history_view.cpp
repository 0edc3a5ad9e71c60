#include "node/store/history_view.hpp"

#include <limits>

namespace descent::store {
namespace {

std::optional<Bytes> old_value(View record) {
  auto value = scale::decoded<std::optional<Bytes>>(record);
  if (value) return *std::move(value);
  halt({ErrorKind::Corrupt,
        "an undo record is damaged; delete the database and let the node fetch the chain again"});
}

/// The lesser of two keys; nullopt stands above every key.
std::optional<Bytes> least(std::optional<Bytes> a, std::optional<Bytes> b) {
  if (!a || !b) return a ? std::move(a) : std::move(b);
  return BytesLess{}(*a, *b) ? std::move(a) : std::move(b);
}

}  // namespace

bool HistoryView::is_newest() const { return blocks_.begun_ == std::int64_t{number_}; }

std::optional<Bytes> HistoryView::get(View key) const {
  auto newest = newest_.get(key);
  if (is_newest()) return newest;
  const auto at = blocks_.store_.seek(undo_key(column_, key, number_ + 1));
  if (!at_prefix(*at, undo_prefix(column_, key))) return newest;
  return old_value(at->value());
}

std::optional<Bytes> HistoryView::next_changed_key(View after) const {
  Bytes above = undo_key(column_, after, std::numeric_limits<BlockNumber>::max());
  above.push_back(0);
  const auto at = blocks_.store_.seek(above);
  if (!at_prefix(*at, Bytes{})) return std::nullopt;
  auto found = parse_undo_key(column_, at->key());
  if (!found) return std::nullopt;
  return std::move(found->key);
}

std::optional<Bytes> HistoryView::next_key(View after) const {
  auto newest = newest_.next_key(after);
  if (is_newest()) return newest;
  auto key = least(std::move(newest), next_changed_key(after));
  while (key && !get(*key)) key = least(newest_.next_key(*key), next_changed_key(*key));
  return key;
}

}  // namespace descent::store
