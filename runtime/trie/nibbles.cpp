#include "runtime/trie/nibbles.hpp"

#include <algorithm>

namespace descent::trie {

Nibbles nibbles_of(View key) { return unpacked(key, 2 * key.size()); }

void append_packed(Bytes& out, View nibbles) {
  if (nibbles.size() % 2 == 1) {
    out.push_back(nibbles[0]);
    nibbles = nibbles.subspan(1);
  }
  for (std::size_t i = 0; i < nibbles.size(); i += 2)
    out.push_back(static_cast<std::uint8_t>(nibbles[i] << 4 | nibbles[i + 1]));
}

Nibbles unpacked(View packed, std::size_t count) {
  Nibbles out;
  out.reserve(count);
  for (std::size_t i = count % 2; i < count + count % 2; ++i)
    out.push_back(i % 2 == 0 ? packed[i / 2] >> 4 : packed[i / 2] & 15);
  return out;
}

std::size_t shared_prefix(View a, View b) {
  const auto end = std::ranges::mismatch(a, b).in1;
  return static_cast<std::size_t>(end - a.begin());
}

Nibbles joined(View parent, std::size_t nibble, View rest) {
  Nibbles out;
  out.reserve(parent.size() + 1 + rest.size());
  append(out, parent);
  out.push_back(static_cast<std::uint8_t>(nibble));
  append(out, rest);
  return out;
}

}  // namespace descent::trie
