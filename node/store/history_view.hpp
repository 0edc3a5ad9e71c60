#pragma once
/// # HistoryView
/// The state (or the trie nodes) as block n left it: the newest value, unless an undo record says
/// what a later block found there.
///
/// The newest value is read first and the undo record second. A block committed between the two
/// leaves its undo record in the same batch, so the second read finds what the first one missed.
#include "node/store/block_store.hpp"
#include "node/store/newest_view.hpp"

namespace descent::store {

class HistoryView : public state::Source {
 public:
  /// REQUIRES that `number` is pinned; the view unpins it in the end.
  HistoryView(const BlockStore& blocks, Column column, BlockNumber number)
      : blocks_{blocks}, column_{column}, number_{number}, newest_{blocks.store_, column} {}
  ~HistoryView() override { blocks_.unpin(number_); }
  HistoryView(const HistoryView&) = delete;
  HistoryView& operator=(const HistoryView&) = delete;

  std::optional<Bytes> get(View key) const override;
  /// Keys that later blocks removed are found among the undo records. Costs one read for each key
  /// on the way that block n did not have.
  std::optional<Bytes> next_key(View after) const override;

 private:
  bool is_newest() const;
  std::optional<Bytes> next_changed_key(View after) const;

  const BlockStore& blocks_;
  const Column column_;
  const BlockNumber number_;
  const NewestView newest_;
};

}  // namespace descent::store
