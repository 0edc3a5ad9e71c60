#pragma once
// Where node records are read from.
#include <optional>

#include "runtime/trie/node.hpp"

namespace descent::trie {

/// The records of one trie by path (see `Update`), as of one block.
class NodeSource {
 public:
  virtual ~NodeSource() = default;
  virtual std::optional<Bytes> get(View path) const = 0;
};

/// The record at `path`, whose BLAKE2b-256 must be `hash`: a record left over from another block is
/// found here, not in a root nobody can explain.
/// errors  MissingNode, BadNode
Expected<Bytes, Error> read_record(const NodeSource& source, View path, const Hash& hash);

}  // namespace descent::trie
