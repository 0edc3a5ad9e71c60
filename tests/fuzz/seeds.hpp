#pragma once
// The inputs that corpora begin with, made by our own encoders.
#include <map>
#include <string>

#include "runtime/scale/codec.hpp"

namespace descent::fuzz {

/// Contents by "TARGET/NAME".
using Seeds = std::map<std::string, Bytes>;

Seeds runtime_seeds();
Seeds consensus_seeds();
Seeds network_seeds();
Seeds node_seeds();

inline Bytes bytes_of(std::string_view text) { return {text.begin(), text.end()}; }

/// `bytes` with their length in two bytes in front.
inline Bytes long_piece(View bytes) {
  Bytes out{static_cast<std::uint8_t>(bytes.size() >> 8), static_cast<std::uint8_t>(bytes.size())};
  append(out, bytes);
  return out;
}

/// `choice`, then `bytes`.
inline Bytes chosen(std::size_t choice, View bytes) {
  Bytes out{static_cast<std::uint8_t>(choice)};
  append(out, bytes);
  return out;
}

}  // namespace descent::fuzz
