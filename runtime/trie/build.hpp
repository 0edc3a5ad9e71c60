#pragma once
// A whole trie from its key-value pairs: genesis, the root of a block's extrinsics, and the oracle
// of `update`.
#include "runtime/primitives/key_values.hpp"
#include "runtime/trie/node.hpp"

namespace descent::trie {

/// A root, and the node records that differ from those of the trie before.
///
/// A record is the encoding of a node under the path that leads to it (`Nibbles`, without the
/// partial key of the node itself). The root has one, at "", unless the trie is empty; every other
/// node has one unless it is shorter than 32 bytes: then it stands within the record of its parent.
struct Update {
  Hash root;
  Changes nodes;
};

/// The root, and all records, of the trie that holds `values`.
Update build(const KeyValues& values, Layout layout);

/// The root alone.
Hash root_of(const KeyValues& values, Layout layout);

/// The root of a sequence: the key of element i is i as a SCALE compact integer.
Hash ordered_root(std::span<const Bytes> values, Layout layout);

}  // namespace descent::trie
