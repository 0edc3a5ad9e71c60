#pragma once
// The three names every other file uses for raw data.
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace descent {

using Bytes = std::vector<std::uint8_t>;
using View = std::span<const std::uint8_t>;
__extension__ typedef unsigned __int128 u128;
__extension__ typedef __int128 i128;

/// The bytes of a text, without its length.
inline View as_view(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

/// The bytes of `bytes` as text; valid as long as they are.
inline std::string_view as_text(View bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

inline void append(Bytes& out, View bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); }

}  // namespace descent
