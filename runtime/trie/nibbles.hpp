#pragma once
// A key read as half-bytes, high half first: the letters of the trie.
#include "runtime/scale/bytes.hpp"

namespace descent::trie {

/// One nibble a byte, each 0..15. It is also how a place in the trie is written as the key of a
/// record: the root is "", a place sorts before those below it, and lengths are never ambiguous.
using Nibbles = Bytes;

Nibbles nibbles_of(View key);

/// Appends them two a byte. Of an odd number, the first stands alone in a byte.
void append_packed(Bytes& out, View nibbles);

/// The last `count` nibbles in `packed`, the inverse of `append_packed`.
/// REQUIRES packed.size() = (count + 1) / 2
Nibbles unpacked(View packed, std::size_t count);

/// How many nibbles `a` and `b` begin with in common.
std::size_t shared_prefix(View a, View b);

/// `parent` followed by one nibble and by `rest`.
Nibbles joined(View parent, std::size_t nibble, View rest = {});

}  // namespace descent::trie
