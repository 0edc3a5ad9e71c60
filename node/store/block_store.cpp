#include "node/store/block_store.hpp"

#include <algorithm>

#include "node/store/commit_batch.hpp"
#include "node/store/history_view.hpp"
#include "node/store/pruning.hpp"
#include "runtime/primitives/assert.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::store {
namespace {

Bytes meta(std::string_view name) { return key_of(Column::Meta, as_view(name)); }

Error damaged(std::string_view what) {
  return {ErrorKind::Corrupt, "the record of " + std::string{what} +
                                  " is damaged; restore a backup of the database or delete it and "
                                  "let the node fetch the chain again"};
}

/// The value under `key` in SCALE, if there is one.
template <class T>
Stored<std::optional<T>> read(const Store& store, View key, std::string_view what) {
  const auto bytes = DESCENT_TRY(store.get(key));
  if (!bytes) return std::optional<T>{};
  auto value = scale::decoded<T>(*bytes);
  if (!value) return damaged(what);
  return std::optional<T>{*std::move(value)};
}

/// The record that a block of the chain has by its number.
template <class T>
Stored<std::optional<T>> read_of(const BlockStore& blocks, const Store& store, const Hash& hash,
                                 Column column, std::string_view what) {
  const auto number = DESCENT_TRY(blocks.number_of(hash));
  if (!number) return std::optional<T>{};
  auto value = DESCENT_TRY(read<T>(store, key_of(column, *number), what));
  if (!value) return damaged(what);
  return value;
}

Error wrong_version(std::uint32_t found) {
  return {ErrorKind::WrongVersion,
          "the database has version " + std::to_string(found) + ", this node needs version " +
              std::to_string(kSchemaVersion) +
              "; run the node that wrote it, or choose another --base-path and let this one fetch "
              "the chain again"};
}

Error wrong_genesis(const Hash& found, const Hash& expected) {
  return {ErrorKind::WrongGenesis, "the database holds the chain of genesis " + to_0x(found.bytes) +
                                       ", this node runs the chain of " + to_0x(expected.bytes) +
                                       "; pass the --chain it was made with, or choose another "
                                       "--base-path"};
}

Error unknown_block(const Hash& hash) {
  return {ErrorKind::UnknownBlock, "there is no block " + to_0x(hash.bytes)};
}

Error state_pruned(BlockNumber number, BlockNumber oldest) {
  return {ErrorKind::StatePruned,
          "the state of block " + std::to_string(number) + " is pruned; the oldest available is " +
              std::to_string(oldest) + " (ask a node that runs with --pruning archive)"};
}

Error not_next(const BlockCommit& block, std::string_view expected) {
  return {ErrorKind::NotNext, "block " + std::to_string(block.header.number) + " " +
                                  to_0x(block.hash.bytes) + " does not extend the chain: it must " +
                                  std::string{expected}};
}

}  // namespace

// ---- Opening ------------------------------------------------------------------------------------

Stored<std::unique_ptr<BlockStore>> BlockStore::open(Store& store, const Hash& genesis,
                                                     const Options& options) {
  DESCENT_ASSERT(!options.pruning || *options.pruning > 0);
  std::unique_ptr<BlockStore> blocks{new BlockStore{store, genesis, options}};
  DESCENT_TRY(blocks->start());
  return blocks;
}

Stored<> BlockStore::start() {
  const auto version =
      DESCENT_TRY(read<std::uint32_t>(store_, meta(kVersionName), "the database version"));
  if (!version) {
    return store_.write({{meta(kVersionName), scale::encoded(kSchemaVersion)},
                         {meta(kGenesisName), scale::encoded(genesis_)}},
                        Sync::Yes);
  }
  if (*version != kSchemaVersion) return wrong_version(*version);
  const auto genesis = DESCENT_TRY(read<Hash>(store_, meta(kGenesisName), "the genesis hash"));
  if (!genesis) return damaged("the genesis hash");
  if (*genesis != genesis_) return wrong_genesis(*genesis, genesis_);
  head_ = DESCENT_TRY(read<Head>(store_, meta(kHeadName), "the head"));
  if (!head_) return {};
  if (DESCENT_TRY(hash_of(head_->number)) != head_->hash) return damaged("the head");
  DESCENT_TRY(check_unbroken());
  pruned_to_ = head_->oldest_state;
  begun_ = head_->number;
  return {};
}

/// A truncated MANIFEST loses tables that were flushed and keeps the log after them, and LevelDB
/// opens what is left. A block is one batch, so what is lost shows as a gap in the numbers.
Stored<> BlockStore::check_unbroken() const {
  const auto at = store_.seek(key_of(Column::HashOf, BlockNumber{0}));
  for (std::int64_t number = 0; number <= head_->number; ++number, at->next()) {
    if (const auto error = at->error()) return *error;
    const auto key = key_of(Column::HashOf, static_cast<BlockNumber>(number));
    if (!at->valid() || !std::ranges::equal(at->key(), key))
      return damaged("block " + std::to_string(number));
  }
  return {};
}

// ---- Writing ------------------------------------------------------------------------------------

Stored<> BlockStore::check_next(const BlockCommit& block) const {
  const auto now = head();
  if (!now) {
    if (block.header.number == 0 && block.hash == genesis_) return {};
    return not_next(block, "be genesis, " + to_0x(genesis_.bytes));
  }
  if (std::int64_t{block.header.number} != std::int64_t{now->number} + 1)
    return not_next(block, "have number " + std::to_string(std::int64_t{now->number} + 1));
  if (block.header.parent_hash != now->hash)
    return not_next(block, "have the parent " + to_0x(now->hash.bytes));
  return {};
}

Stored<> BlockStore::commit(const BlockCommit& block) {
  DESCENT_TRY(check_next(block));
  auto batch = DESCENT_TRY(commit_batch(store_, block));
  Head next{block.header.number, block.hash, 0};
  BlockNumber oldest = 0;
  {
    const std::lock_guard lock{mutex_};
    oldest = pruned_to_;
    pruned_to_ = oldest_to_keep({next.number, oldest, options_.pruning,
                                 pins_.empty() ? std::nullopt : std::optional{*pins_.begin()}});
    next.oldest_state = pruned_to_;
  }
  DESCENT_TRY(prune(batch, store_, oldest + 1, next.oldest_state));
  batch.push_back({meta(kHeadName), scale::encoded(next)});

  begun_ = next.number;
  DESCENT_TRY(store_.write(batch, Sync::Yes));
  const std::lock_guard lock{mutex_};
  head_ = next;
  return {};
}

// ---- Reading ------------------------------------------------------------------------------------

std::optional<Head> BlockStore::head() const {
  const std::lock_guard lock{mutex_};
  return head_;
}

Stored<std::optional<Hash>> BlockStore::hash_of(BlockNumber number) const {
  return read<Hash>(store_, key_of(Column::HashOf, number), "a block's hash");
}

Stored<std::optional<BlockNumber>> BlockStore::number_of(const Hash& hash) const {
  return read<BlockNumber>(store_, key_of(Column::NumberOf, hash.bytes), "a block's number");
}

Stored<std::optional<Header>> BlockStore::header(const Hash& hash) const {
  return read_of<Header>(*this, store_, hash, Column::Header, "a block's header");
}

Stored<std::optional<std::vector<Bytes>>> BlockStore::body(const Hash& hash) const {
  return read_of<std::vector<Bytes>>(*this, store_, hash, Column::Body, "a block's body");
}

Stored<std::optional<Bytes>> BlockStore::justification(const Hash& hash) const {
  const auto number = DESCENT_TRY(number_of(hash));
  if (!number) return std::optional<Bytes>{};
  return store_.get(key_of(Column::Justification, *number));
}

Stored<std::unique_ptr<state::Source>> BlockStore::state_at(const Hash& hash) const {
  return view_at(hash, Column::State);
}

Stored<std::unique_ptr<state::Source>> BlockStore::nodes_at(const Hash& hash) const {
  return view_at(hash, Column::Nodes);
}

std::unique_ptr<state::Source> BlockStore::blobs() const {
  return std::make_unique<NewestView>(store_, Column::Blobs);
}

Stored<std::unique_ptr<state::Source>> BlockStore::view_at(const Hash& hash, Column column) const {
  const auto number = DESCENT_TRY(number_of(hash));
  if (!number) return unknown_block(hash);
  const std::lock_guard lock{mutex_};
  if (*number < pruned_to_) return state_pruned(*number, pruned_to_);
  pins_.insert(*number);
  return std::unique_ptr<state::Source>{new HistoryView{*this, column, *number}};
}

void BlockStore::unpin(BlockNumber number) const {
  const std::lock_guard lock{mutex_};
  pins_.erase(pins_.find(number));
}

}  // namespace descent::store
