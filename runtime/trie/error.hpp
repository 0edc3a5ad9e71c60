#pragma once
// What can be wrong with a trie that was stored or sent.
#include <cstdint>
#include <string_view>

namespace descent::trie {

enum class Error : std::uint8_t {
  MissingNode,     ///< a node is not there
  BadNode,         ///< a node is not well formed, or not the one its parent names
  MissingValue,    ///< a value longer than 32 bytes is not there
  BadValue,        ///< a value is not the one its node names
  TooLarge,        ///< a proof is above `kProofEntriesMax` or `kProofBytesMax`
  DuplicateEntry,  ///< a proof holds an entry twice
  UnusedEntry,     ///< a proof holds an entry that no key needs
};

/// A sentence for people, with what to do where there is something.
std::string_view describe(Error error);

}  // namespace descent::trie
