#pragma once
// Which undo records go, and when.
#include "node/store/schema.hpp"
#include "node/store/store.hpp"

namespace descent::store {

/// Most blocks whose undo records one commit removes, so that a node that goes from archive to
/// pruning is not held up by years of them.
inline constexpr BlockNumber kPrunedPerCommitMax = 16;

struct PruningBounds {
  BlockNumber head{};                    ///< after the commit
  BlockNumber oldest{};                  ///< the oldest state there is
  std::optional<BlockNumber> depth;      ///< nullopt: archive
  std::optional<BlockNumber> read_from;  ///< the oldest block that a view reads from
};

/// The oldest state that is left after the commit; at least `oldest`.
BlockNumber oldest_to_keep(const PruningBounds& bounds);

/// Adds to `batch` the removal of every undo record of blocks `first` to `last`.
/// errors  Corrupt, Io
Stored<> prune(Batch& batch, const Store& store, BlockNumber first, BlockNumber last);

}  // namespace descent::store
