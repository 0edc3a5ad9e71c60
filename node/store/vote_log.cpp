#include "node/store/vote_log.hpp"

#include <algorithm>

#include "runtime/primitives/assert.hpp"

namespace descent::store {
namespace {

constexpr std::uint8_t kRecord = 'r';
constexpr std::uint8_t kBlock = 'b';

Bytes prefix(BlockNumber number, std::uint8_t kind) {
  Bytes out = key_of(Column::Log, number);
  out.push_back(kind);
  return out;
}

/// A validator speaks once in a place, and in the order of places.
Bytes record_key(const consensus::Vote& vote) {
  Bytes out = prefix(vote.number, kRecord);
  for (int shift = 24; shift >= 0; shift -= 8)
    out.push_back(static_cast<std::uint8_t>(vote.round >> shift));
  out.push_back(static_cast<std::uint8_t>(vote.kind));
  return out;
}

Bytes block_key(const consensus::Vote& vote) {
  Bytes out = prefix(vote.number, kBlock);
  out.insert(out.end(), vote.block->bytes.begin(), vote.block->bytes.end());
  return out;
}

using Entries = std::vector<KeyValues::value_type>;

Stored<Entries> entries(const Store& store, View from) {
  Entries out;
  const auto at = store.seek(from);
  for (; at->valid() && starts_with(at->key(), from); at->next())
    out.emplace_back(Bytes{at->key().begin(), at->key().end()},
                     Bytes{at->value().begin(), at->value().end()});
  if (const auto error = at->error()) return *error;
  return out;
}

/// The record under `key`. One of another place would be said where it was never said.
Stored<consensus::WalRecord> record_in(View key, View value) {
  auto record = scale::decoded<consensus::WalRecord>(value);
  if (!record || !is_well_formed(record->vote) ||
      !std::ranges::equal(record_key(record->vote), key))
    return Error{ErrorKind::Corrupt, "a record of what this validator said is damaged"};
  return *std::move(record);
}

}  // namespace

Stored<std::vector<consensus::WalRecord>> VoteLog::records(BlockNumber number) const {
  std::vector<consensus::WalRecord> out;
  for (const auto& [key, value] : DESCENT_TRY(entries(store_, prefix(number, kRecord))))
    out.push_back(DESCENT_TRY(record_in(key, value)));
  return out;
}

Stored<std::vector<Bytes>> VoteLog::blocks(BlockNumber number) const {
  std::vector<Bytes> out;
  for (const auto& [key, value] : DESCENT_TRY(entries(store_, prefix(number, kBlock))))
    out.push_back(value);
  return out;
}

Stored<> VoteLog::append(const consensus::WalRecord& record, const std::optional<Bytes>& block) {
  DESCENT_ASSERT(!block || record.vote.block);
  Batch batch{{record_key(record.vote), scale::encoded(record)}};
  if (block) batch.push_back({block_key(record.vote), *block});
  return store_.write(batch, Sync::Yes);
}

Stored<> VoteLog::forget_below(BlockNumber number) {
  const Bytes column{static_cast<std::uint8_t>(Column::Log)};
  const Bytes end = key_of(Column::Log, number);
  Batch batch;
  const auto at = store_.seek(column);
  for (; at->valid() && starts_with(at->key(), column); at->next()) {
    Bytes key{at->key().begin(), at->key().end()};
    if (key >= end) break;
    batch.push_back({std::move(key), std::nullopt});
  }
  if (const auto error = at->error()) return *error;
  return batch.empty() ? Stored<>{} : store_.write(batch, Sync::No);
}

}  // namespace descent::store
