#pragma once
// Where a block's execution reads from.
#include <optional>

#include "runtime/primitives/key_values.hpp"

namespace descent::state {

/// An unchanging key-value state, as of one block. Implementations are deterministic.
class Source {
 public:
  virtual ~Source() = default;
  virtual std::optional<Bytes> get(View key) const = 0;
  /// The least key above `after`, in byte order; nullopt if there is none.
  virtual std::optional<Bytes> next_key(View after) const = 0;
};

}  // namespace descent::state
