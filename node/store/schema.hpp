#pragma once
/// # Schema
/// What the chain's database holds under which key. A column is one byte in front of the key;
/// numbers are big-endian, so that byte order is their order.
///
///     m name                       version, genesis, head
///     h number                     hash of the block
///     n hash                       number of the block
///     H B J number                 header, body, justification
///     s key                        newest state, flat
///     t path                       newest trie nodes
///     b key                        blobs
///     u column key' number         value before block `number` changed it; key' = escaped(key)
///     c number                     which undo records block `number` left
///     l number r round kind        what a validator said at a height, before it said it
///     l number b hash              a block it committed to there
///
/// Blocks, state and undo records are of the chain only: there is no fork to store.
///
/// DO NOT CHANGE a letter, a name or a record: they are on disks. Another layout is another
/// `kSchemaVersion`.
#include "runtime/primitives/header.hpp"
#include "runtime/primitives/key_values.hpp"

namespace descent::store {

inline constexpr std::uint32_t kSchemaVersion = 1;

enum class Column : std::uint8_t {
  Meta = 'm',
  HashOf = 'h',
  NumberOf = 'n',
  Header = 'H',
  Body = 'B',
  Justification = 'J',
  State = 's',
  Nodes = 't',
  Blobs = 'b',
  Undo = 'u',
  Changed = 'c',
  Log = 'l',
};

inline constexpr std::string_view kVersionName = "version";
inline constexpr std::string_view kGenesisName = "genesis";
inline constexpr std::string_view kHeadName = "head";

/// The newest block, and how far back state can be read.
struct Head {
  BlockNumber number{};
  Hash hash;
  BlockNumber oldest_state{};  ///< the first block whose state is there
  DESCENT_FIELDS(number, hash, oldest_state)
  friend bool operator==(const Head&, const Head&) = default;
};

/// The keys whose old values a block's undo records hold.
struct ChangedKeys {
  std::vector<Bytes> state;
  std::vector<Bytes> nodes;
  DESCENT_FIELDS(state, nodes)
};

Bytes key_of(Column column, View rest);
Bytes key_of(Column column, BlockNumber number);

/// `key` in a form whose order does not change when something is appended: zero bytes become 00 FF,
/// and 00 01 ends it.
Bytes escaped(View key);

/// REQUIRES of `of`: State or Nodes.
Bytes undo_prefix(Column of, View key);
Bytes undo_key(Column of, View key, BlockNumber number);

struct UndoKey {
  Bytes key;
  BlockNumber number{};
};

/// The parts of an undo key; nullopt if `raw` is no undo key of that column.
std::optional<UndoKey> parse_undo_key(Column of, View raw);

bool starts_with(View bytes, View prefix);

}  // namespace descent::store
