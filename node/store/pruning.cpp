#include "node/store/pruning.hpp"

#include <algorithm>

namespace descent::store {
namespace {

Stored<> prune_block(Batch& batch, const Store& store, BlockNumber number) {
  Bytes at = key_of(Column::Changed, number);
  const auto record = DESCENT_TRY(store.get(at));
  const auto changed = scale::decoded<ChangedKeys>(record ? View{*record} : View{});
  if (!changed) {
    return Error{ErrorKind::Corrupt, "the list of changes of block " + std::to_string(number) +
                                         " is damaged; delete the database and let the node fetch "
                                         "the chain again"};
  }
  for (const auto& key : changed->state)
    batch.push_back({undo_key(Column::State, key, number), std::nullopt});
  for (const auto& key : changed->nodes)
    batch.push_back({undo_key(Column::Nodes, key, number), std::nullopt});
  batch.push_back({std::move(at), std::nullopt});
  return {};
}

}  // namespace

BlockNumber oldest_to_keep(const PruningBounds& bounds) {
  if (!bounds.depth || bounds.head < *bounds.depth) return bounds.oldest;
  BlockNumber target = bounds.head - *bounds.depth;
  if (bounds.read_from) target = std::min(target, *bounds.read_from);
  target = std::min(target, bounds.oldest + kPrunedPerCommitMax);
  return std::max(target, bounds.oldest);
}

Stored<> prune(Batch& batch, const Store& store, BlockNumber first, BlockNumber last) {
  for (BlockNumber number = first; number <= last; ++number)
    DESCENT_TRY(prune_block(batch, store, number));
  return {};
}

}  // namespace descent::store
