#pragma once
/// # Overlay
/// What a block has written on top of a state that does not change, with nested checkpoints: a call
/// that fails leaves nothing behind.
///
/// Invariants:
/// (1) `get` sees the newest write, else the base.
/// (2) after `rollback` every read answers as it did at the matching `checkpoint`.
/// (3) `changes` holds every key written since construction and not rolled back, also when its
/// value
///     ended up equal to the base's (subscribers are told of each write).
#include <vector>

#include "runtime/state/source.hpp"

namespace descent::state {

class Overlay {
 public:
  /// `base` outlives the overlay.
  explicit Overlay(const Source& base) : base_{base} {}
  Overlay(const Overlay&) = delete;
  Overlay& operator=(const Overlay&) = delete;

  /// The value under `key`, or nullptr. Valid until the next call of any member.
  const Bytes* get(View key) const;
  bool contains(View key) const { return get(key) != nullptr; }
  void put(View key, Bytes value);
  void remove(View key);

  /// The least key above `after` that has a value, in byte order.
  std::optional<Bytes> next_key(View after) const;

  /// Opens a level. Levels nest; each is closed by one `commit` or `rollback`.
  void checkpoint();
  /// Closes the newest level and keeps its writes. REQUIRES an open level.
  void commit();
  /// Closes the newest level and undoes its writes. REQUIRES an open level.
  void rollback();
  std::size_t depth() const { return levels_.size(); }

  const Changes& changes() const { return changes_; }

  /// Hands out `changes`, and what the base was found to hold under the keys that were read; the
  /// overlay is then as if nothing was read or written.
  /// REQUIRES no open level.
  std::pair<Changes, Changes> release();

 private:
  /// One write to undo. Iterators of a map outlive every change but the removal of their own entry.
  struct Undo {
    Changes::iterator entry;
    std::optional<std::optional<Bytes>> before;  // nullopt: the key was not in `changes_`
  };

  void write(View key, std::optional<Bytes> value);

  const Source& base_;
  Changes changes_;
  std::vector<Undo> journal_;        // empty while no level is open
  std::vector<std::size_t> levels_;  // journal size at each checkpoint
  mutable Changes read_;             // answers of `base_`
};

}  // namespace descent::state
