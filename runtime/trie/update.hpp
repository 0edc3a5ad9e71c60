#pragma once
/// # Incremental update
/// The new root after a block's writes, from the records on the touched paths alone.
///
/// One pass over the sorted changes: a node takes all changes below it at once, hands each child
/// its share, and is encoded and hashed once, after its children. A branch left with one child and
/// no value becomes one with that child.
///
/// Invariants, checked in the tests against `build`:
/// (1) the root is `root_of` the state after the changes.
/// (2) the records after the update are those of a fresh build: none is missing, none is left over.
/// (3) a record whose bytes stay the same is not written again.
#include "runtime/trie/build.hpp"
#include "runtime/trie/source.hpp"

namespace descent::trie {

/// root_before    of the trie in `source`; `kEmptyRoot` if there are no records yet
/// state_changes  new values by key; removing a key that is not there changes nothing
/// returns        nodes: the records to write, and nullopt for those to remove
/// errors         MissingNode, BadNode: the database is broken, the caller halts
Expected<Update, Error> update(const NodeSource& source, const Hash& root_before,
                               const Changes& state_changes, Layout layout);

}  // namespace descent::trie
