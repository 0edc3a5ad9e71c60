#pragma once
// Where a block's execution reads from.
#include <algorithm>
#include <optional>

#include "runtime/scale/bytes.hpp"

namespace descent::state {

/// Byte order for ordered containers, so that a lookup by View makes no copy.
struct BytesLess {
  using is_transparent = void;
  bool operator()(View a, View b) const {
    return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end());
  }
};

/// An unchanging key-value state, as of one block. Implementations are deterministic.
class Source {
 public:
  virtual ~Source() = default;
  virtual std::optional<Bytes> get(View key) const = 0;
  /// The least key above `after`, in byte order; nullopt if there is none.
  virtual std::optional<Bytes> next_key(View after) const = 0;
};

}  // namespace descent::state
