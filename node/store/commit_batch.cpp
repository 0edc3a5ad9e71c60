#include "node/store/commit_batch.hpp"

namespace descent::store {
namespace {

void write_block(Batch& batch, const BlockCommit& block) {
  const BlockNumber number = block.header.number;
  batch.push_back({key_of(Column::HashOf, number), scale::encoded(block.hash)});
  batch.push_back({key_of(Column::NumberOf, block.hash.bytes), scale::encoded(number)});
  batch.push_back({key_of(Column::Header, number), scale::encoded(block.header)});
  batch.push_back({key_of(Column::Body, number), scale::encoded(block.body)});
  if (block.justification)
    batch.push_back({key_of(Column::Justification, number), *block.justification});
}

/// What stands under keys that are asked for in ascending order.
class Before {
 public:
  Before(const Store& store, Column column, const Changes& known)
      : store_{store}, column_{column}, next_{known.begin()}, end_{known.end()} {}

  Stored<std::optional<Bytes>> at(const Bytes& key) {
    while (next_ != end_ && next_->first < key) ++next_;
    if (next_ != end_ && next_->first == key) return next_->second;
    return store_.get(key_of(column_, key));
  }

 private:
  const Store& store_;
  const Column column_;
  Changes::const_iterator next_;
  const Changes::const_iterator end_;
};

/// Writes the changes of one column and their undo records.
/// returns  the keys that have changed
Stored<std::vector<Bytes>> write_changes(Batch& batch, Before before, Column column,
                                         const Changes& changes, BlockNumber number) {
  std::vector<Bytes> changed;
  for (const auto& [key, value] : changes) {
    const auto old = DESCENT_TRY(before.at(key));
    if (old == value) continue;
    batch.push_back({key_of(column, key), value});
    if (number == 0) continue;
    batch.push_back({undo_key(column, key, number), scale::encoded(old)});
    changed.push_back(key);
  }
  return changed;
}

void write_blobs(Batch& batch, const Changes& blobs) {
  for (const auto& [key, value] : blobs) batch.push_back({key_of(Column::Blobs, key), value});
}

}  // namespace

Stored<Batch> commit_batch(const Store& store, const BlockCommit& block) {
  const BlockNumber number = block.header.number;
  Batch batch;
  write_block(batch, block);
  ChangedKeys changed;
  const Before state{store, Column::State, block.state_before};
  const Before nodes{store, Column::Nodes, block.nodes_before};
  changed.state = DESCENT_TRY(write_changes(batch, state, Column::State, block.state, number));
  changed.nodes = DESCENT_TRY(write_changes(batch, nodes, Column::Nodes, block.nodes, number));
  write_blobs(batch, block.blobs);
  if (number > 0) batch.push_back({key_of(Column::Changed, number), scale::encoded(changed)});
  return batch;
}

}  // namespace descent::store
