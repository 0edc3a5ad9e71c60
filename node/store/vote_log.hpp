#pragma once
/// # VoteLog
/// What a validator says at a height, durable before it is said: after a crash it says the same
/// again and nothing else. It lives in the chain's database, whose batches survive the loss of
/// power whole, so a torn record cannot be.
///
/// Thread safety: one thread.
#include "consensus/engine.hpp"
#include "node/store/schema.hpp"
#include "node/store/store.hpp"

namespace descent::store {

class VoteLog {
 public:
  /// The store outlives it.
  explicit VoteLog(Store& store) : store_{store} {}

  /// The records of a height, in their order.
  /// errors  Corrupt, Io
  Stored<std::vector<consensus::WalRecord>> records(BlockNumber number) const;
  /// The blocks this validator committed to there. errors  Corrupt, Io
  Stored<std::vector<Bytes>> blocks(BlockNumber number) const;

  /// Makes a record durable, with the block it commits to, if any: this may be its last copy. A
  /// record of the same round and kind is replaced: after a crash it is written again.
  /// errors  Io
  Stored<> append(const consensus::WalRecord& record, const std::optional<Bytes>& block);

  /// Forgets the heights below `number`: their blocks are in the chain.
  /// errors  Corrupt, Io
  Stored<> forget_below(BlockNumber number);

 private:
  Store& store_;
};

}  // namespace descent::store
