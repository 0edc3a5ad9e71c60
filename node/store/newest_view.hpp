#pragma once
// One column of the database as it is when it is read.
#include "node/store/schema.hpp"
#include "node/store/store.hpp"
#include "runtime/state/source.hpp"

namespace descent::store {

/// Halts on a read that fails. The store outlives the view.
class NewestView : public state::Source {
 public:
  NewestView(const Store& store, Column column) : store_{store}, column_{column} {}
  std::optional<Bytes> get(View key) const override;
  std::optional<Bytes> next_key(View after) const override;

 private:
  const Store& store_;
  const Column column_;
};

/// The value, or `halt`.
template <class T>
T or_halt(Stored<T> stored) {
  if (!stored) halt(stored.error());
  return *std::move(stored);
}

/// True if the cursor stands on a key that starts with `prefix`; halts if the walk has failed.
bool at_prefix(const Cursor& at, View prefix);

}  // namespace descent::store
