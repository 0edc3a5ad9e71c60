#include "runtime/trie/error.hpp"

namespace descent::trie {

std::string_view describe(Error error) {
  switch (error) {
    case Error::MissingNode:
      return "a trie node is missing: restore the database, or ask for the proof again";
    case Error::BadNode:
      return "a trie node is damaged: restore the database, or ask for the proof again";
    case Error::MissingValue:
      return "a value the trie names is missing: state and trie are not of the same block";
    case Error::BadValue:
      return "a value does not have the hash in the trie: state and trie are not of the same block";
    case Error::TooLarge: return "the proof is too large: ask for fewer keys at once";
    case Error::DuplicateEntry: return "the proof holds an entry twice";
    case Error::UnusedEntry: return "the proof holds an entry that none of the keys needs";
  }
  return "unknown error";
}

}  // namespace descent::trie
