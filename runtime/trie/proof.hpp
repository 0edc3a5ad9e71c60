#pragma once
/// # Proofs
/// What a reader who knows only a state root needs to be sure of some values, or of their absence:
/// the nodes on the path of each key, root included, and the values those nodes hold by hash. Each
/// entry appears once, and none is without use.
/// source  the answer of state_getReadProof
#include <functional>

#include "runtime/trie/source.hpp"

namespace descent::trie {

inline constexpr std::size_t kProofEntriesMax = 65'536;
inline constexpr std::size_t kProofBytesMax = std::size_t{16} << 20;

using Proof = std::vector<Bytes>;
using ValueLookup = std::function<std::optional<Bytes>(View key)>;

/// source, root  the records of a trie, and its root
/// value_of_key  the state of the same block
/// returns       the root first
/// errors        MissingNode, BadNode, MissingValue, BadValue: the database is broken
Expected<Proof, Error> prove(const NodeSource& source, const Hash& root,
                             const ValueLookup& value_of_key, std::span<const Bytes> keys);

/// What untrusted `proof` says of each of `keys`; nullopt where there is no value.
/// errors  TooLarge, DuplicateEntry, UnusedEntry; MissingNode and MissingValue also if an entry was
///         altered, as entries are found by their hash; BadNode
Expected<std::vector<std::optional<Bytes>>, Error> verify(const Hash& root,
                                                          std::span<const Bytes> proof,
                                                          std::span<const Bytes> keys);

/// The same for one key.
Expected<std::optional<Bytes>, Error> verify(const Hash& root, std::span<const Bytes> proof,
                                             View key);

}  // namespace descent::trie
