#pragma once
// What one block writes: the block, the newest values, and what it overwrote.
#include "node/store/block_store.hpp"

namespace descent::store {

/// Every write of `block`, but for pruning and the head record. A change that changes nothing is
/// left out. Genesis leaves no undo records: there is no state before it.
/// errors  Corrupt, Io
Stored<Batch> commit_batch(const Store& store, const BlockCommit& block);

}  // namespace descent::store
