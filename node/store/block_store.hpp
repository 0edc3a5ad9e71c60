#pragma once
/// # BlockStore
/// The chain's database: blocks, the newest state, its trie nodes and blobs, and for each recent
/// block what it overwrote. Finality is immediate, so there is one chain and no fork to store.
///
/// Invariants:
/// (1) a block is written in one synced batch; once `commit` returns it survives the loss of power.
/// (2) a view of block n answers as block n left the state, also while later blocks are committed:
///     it reads the newest value first and then asks for the first undo record above n, and a block
///     that some view reads from is not pruned.
/// (3) what is pruned is undo records only. Nothing that a state root depends on is.
///
/// Thread safety: any number of readers beside one thread that commits. Views belong to one thread
/// each and must end before the BlockStore.
#include <atomic>
#include <mutex>
#include <set>

#include "node/store/schema.hpp"
#include "node/store/store.hpp"
#include "runtime/state/source.hpp"

namespace descent::store {

/// Everything a block adds. For blobs and nodes, nullopt removes the record.
struct BlockCommit {
  Header header;
  Hash hash;                           ///< BLAKE2b-256 of `header`; not checked here
  std::vector<Bytes> body;             ///< extrinsics, without their length in front
  std::optional<Bytes> justification;  ///< what proves it final
  Changes state;
  Changes nodes;  ///< by path
  Changes blobs;
  /// What its parent's state and nodes hold under keys that were read to make it: these are not
  /// read again. Keys that are not here are.
  Changes state_before;
  Changes nodes_before;
};

class BlockStore {
 public:
  static constexpr BlockNumber kPruningDefault = 2400;

  struct Options {
    /// States kept below the head's; nullopt keeps all ("archive"). At least 1. What an earlier run
    /// has pruned does not come back; what it kept goes over the next blocks.
    std::optional<BlockNumber> pruning = kPruningDefault;
  };

  /// Opens the database of one chain, or starts an empty one: its first block is `genesis`. Walks
  /// the index of blocks once to see that none is missing.
  /// errors  WrongVersion, WrongGenesis, Corrupt, Io
  static Stored<std::unique_ptr<BlockStore>> open(Store& store, const Hash& genesis,
                                                  const Options& options);
  static Stored<std::unique_ptr<BlockStore>> open(Store& store, const Hash& genesis) {
    return open(store, genesis, Options{});
  }

  /// Appends a block to the chain.
  /// errors  NotNext if it does not extend the head, and nothing is written; Corrupt, Io: the node
  ///         must be restarted
  Stored<> commit(const BlockCommit& block);

  /// nullopt before genesis was committed.
  std::optional<Head> head() const;

  /// What is known of a block of the chain; nullopt if there is no such block.
  /// errors  Corrupt, Io
  Stored<std::optional<Hash>> hash_of(BlockNumber number) const;
  Stored<std::optional<BlockNumber>> number_of(const Hash& hash) const;
  Stored<std::optional<Header>> header(const Hash& hash) const;
  Stored<std::optional<std::vector<Bytes>>> body(const Hash& hash) const;
  Stored<std::optional<Bytes>> justification(const Hash& hash) const;

  /// The state, or the trie nodes by path, as the block left them. A read that fails halts.
  /// errors  UnknownBlock, StatePruned, Corrupt, Io
  Stored<std::unique_ptr<state::Source>> state_at(const Hash& hash) const;
  Stored<std::unique_ptr<state::Source>> nodes_at(const Hash& hash) const;

  /// The newest blobs, whichever block is the head when it is read. A read that fails halts.
  std::unique_ptr<state::Source> blobs() const;

 private:
  friend class HistoryView;

  BlockStore(Store& store, const Hash& genesis, const Options& options)
      : store_{store}, genesis_{genesis}, options_{options} {}

  Stored<> start();
  Stored<> check_unbroken() const;
  Stored<> check_next(const BlockCommit& block) const;
  Stored<std::unique_ptr<state::Source>> view_at(const Hash& hash, Column column) const;
  void unpin(BlockNumber number) const;

  Store& store_;
  const Hash genesis_;
  const Options options_;

  /// The number of the newest block whose writing has begun: a value read while this still says n
  /// was read before block n + 1 changed anything.
  std::atomic<std::int64_t> begun_ = -1;

  mutable std::mutex mutex_;
  std::optional<Head> head_;                 // guarded by mutex_
  BlockNumber pruned_to_ = 0;                // guarded by mutex_; states below are going or gone
  mutable std::multiset<BlockNumber> pins_;  // guarded by mutex_; blocks that views read from
};

}  // namespace descent::store
