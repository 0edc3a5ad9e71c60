#include "node/store/newest_view.hpp"

namespace descent::store {

bool at_prefix(const Cursor& at, View prefix) {
  if (const auto error = at.error()) halt(*error);
  return at.valid() && starts_with(at.key(), prefix);
}

std::optional<Bytes> NewestView::get(View key) const {
  return or_halt(store_.get(key_of(column_, key)));
}

std::optional<Bytes> NewestView::next_key(View after) const {
  Bytes above = key_of(column_, after);
  above.push_back(0);  // the least key above `after`
  const auto at = store_.seek(above);
  if (!at_prefix(*at, key_of(column_, View{}))) return std::nullopt;
  const View found = at->key().subspan(1);
  return Bytes{found.begin(), found.end()};
}

}  // namespace descent::store
