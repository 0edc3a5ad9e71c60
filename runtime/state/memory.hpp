#pragma once
// A state held in memory: genesis, and tests.
#include <utility>

#include "runtime/state/source.hpp"

namespace descent::state {

class MemorySource : public Source {
 public:
  explicit MemorySource(KeyValues values) : values_{std::move(values)} {}

  std::optional<Bytes> get(View key) const override {
    const auto it = values_.find(key);
    if (it == values_.end()) return std::nullopt;
    return it->second;
  }

  std::optional<Bytes> next_key(View after) const override {
    const auto it = values_.upper_bound(after);
    if (it == values_.end()) return std::nullopt;
    return it->first;
  }

 private:
  KeyValues values_;
};

}  // namespace descent::state
