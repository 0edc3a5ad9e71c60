#include "runtime/trie/nibbles.hpp"

#include <algorithm>

namespace descent::trie {

Nibbles nibbles_of(View key) { return unpacked(key, 2 * key.size()); }

void append_packed(Bytes& out, View nibbles) {
  if (nibbles.size() % 2 == 1) {
    out.push_back(nibbles[0]);
    nibbles = nibbles.subspan(1);
  }
  const std::size_t begin = out.size();
  out.resize(begin + nibbles.size() / 2);
  for (std::size_t i = 0; i < nibbles.size(); i += 2)
    out[begin + i / 2] = static_cast<std::uint8_t>(nibbles[i] << 4 | nibbles[i + 1]);
}

Nibbles unpacked(View packed, std::size_t count) {
  Nibbles out(count);
  const std::size_t odd = count % 2;
  if (odd == 1) out[0] = packed[0];
  for (std::size_t i = odd; i < count; i += 2) {
    const std::uint8_t pair = packed[(i + odd) / 2];
    out[i] = pair >> 4;
    out[i + 1] = pair & 15;
  }
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
