#pragma once
// A chain of random blocks, and beside it what a naive store would hold: one copy of everything for
// each block.
#include <random>

#include "node/store/block_store.hpp"

namespace descent::store {

struct RandomChainOptions {
  std::uint64_t seed = 1;
  std::size_t changes = 12;  ///< a block, of state and of nodes each
  std::size_t key_bytes_max = 4;
  std::size_t value_bytes_max = 24;
};

class RandomChain {
 public:
  explicit RandomChain(RandomChainOptions options = {});

  /// Makes blocks until there is one of this number. The reference is valid as long as the chain.
  const BlockCommit& block(BlockNumber number);
  const KeyValues& state(BlockNumber number) const { return states_.at(number); }
  const KeyValues& nodes(BlockNumber number) const { return nodes_.at(number); }
  const KeyValues& blobs(BlockNumber number) const { return blobs_.at(number); }
  Hash genesis() { return block(0).hash; }
  Bytes random_key();

 private:
  void make_next();
  Bytes random_bytes(std::size_t n);
  Changes random_changes(const KeyValues& before);

  const RandomChainOptions options_;
  std::mt19937_64 random_;
  std::map<BlockNumber, BlockCommit> blocks_;
  std::vector<KeyValues> states_, nodes_, blobs_;
};

/// A digest of every key and value: stands in for a state root.
Hash content_root(const KeyValues& content);

/// Everything a source holds, walked with `next_key`; the empty key included.
KeyValues content_of(const state::Source& source);

}  // namespace descent::store
