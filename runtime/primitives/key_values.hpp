#pragma once
// Ordered bytes to bytes: what state, trie nodes and blobs are made of.
#include <algorithm>
#include <map>
#include <optional>

#include "runtime/scale/bytes.hpp"

namespace descent {

/// Byte order, transparent so that a lookup by View makes no copy.
struct BytesLess {
  using is_transparent = void;
  bool operator()(View a, View b) const {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
  }
};

using KeyValues = std::map<Bytes, Bytes, BytesLess>;

/// New values by key; nullopt removes the key.
using Changes = std::map<Bytes, std::optional<Bytes>, BytesLess>;

}  // namespace descent
