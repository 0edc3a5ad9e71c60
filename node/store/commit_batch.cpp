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

/// Writes the changes of one column and their undo records.
/// returns  the keys that have changed
Stored<std::vector<Bytes>> write_changes(Batch& batch, const Store& store, Column column,
                                         const Changes& changes, BlockNumber number) {
  std::vector<Bytes> changed;
  for (const auto& [key, value] : changes) {
    Bytes at = key_of(column, key);
    const auto before = DESCENT_TRY(store.get(at));
    if (before == value) continue;
    batch.push_back({std::move(at), value});
    if (number == 0) continue;
    batch.push_back({undo_key(column, key, number), scale::encoded(before)});
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
  changed.state = DESCENT_TRY(write_changes(batch, store, Column::State, block.state, number));
  changed.nodes = DESCENT_TRY(write_changes(batch, store, Column::Nodes, block.nodes, number));
  write_blobs(batch, block.blobs);
  if (number > 0) batch.push_back({key_of(Column::Changed, number), scale::encoded(changed)});
  return batch;
}

}  // namespace descent::store
