#pragma once
// The state of one block, read by the handles of the modules that wrote it.
#include "node/cli/chain.hpp"

namespace descent::cli {

/// errors of every function: those of Chain; Refused where a value is of another version's type.
class StateAt {
 public:
  static constexpr std::size_t kEntriesMax = 100'000;

  /// REQUIRES that `chain` outlive it.
  StateAt(const Chain& chain, const Hash& block) : chain_{chain}, block_{block} {}

  /// What the handle's `get` answers on that state: a default or nullopt where nothing is kept.
  template <class Handle, class... Key>
  Outcome<typename Handle::Answer> get(const Handle& handle, const Key&... key) const {
    const Bytes at = [&] {
      if constexpr (sizeof...(Key) == 0)
        return handle.prefix();
      else
        return handle.key(key...);
    }();
    const auto bytes = DESCENT_TRY(chain_.storage(at, block_));
    if (!bytes) return typename Handle::Answer{};
    auto value = DESCENT_TRY(read<typename Handle::Value>(*bytes));
    return typename Handle::Answer{std::move(value)};
  }

  template <class Handle, class... Key>
  Outcome<bool> has(const Handle& handle, const Key&... key) const {
    return DESCENT_TRY(chain_.storage(handle.key(key...), block_)).has_value();
  }

  /// The entries of a map; of a double map those under `first`. The last key and the value of each.
  template <class Key, class Handle, class... First>
  Outcome<std::vector<std::pair<Key, typename Handle::Value>>> entries(
      const Handle& handle, const First&... first) const {
    using Hashers = typename Handle::Hashers;
    using Last = std::tuple_element_t<sizeof...(First), Hashers>;
    const Bytes prefix = [&] {
      if constexpr (sizeof...(First) == 0)
        return handle.prefix();
      else
        return handle.key(first...);
    }();
    std::vector<std::pair<Key, typename Handle::Value>> out;
    for (const auto& at : DESCENT_TRY(chain_.keys(prefix, kEntriesMax, block_))) {
      const auto bytes = DESCENT_TRY(chain_.storage(at, block_));
      if (!bytes || at.size() < prefix.size() + Last::prefix_bytes) return strange();
      auto key = DESCENT_TRY(read<Key>(View{at}.subspan(prefix.size() + Last::prefix_bytes)));
      auto value = DESCENT_TRY(read<typename Handle::Value>(*bytes));
      out.emplace_back(std::move(key), std::move(value));
    }
    return out;
  }

  const Chain& chain() const { return chain_; }
  const Hash& block() const { return block_; }

 private:
  static Failure strange() {
    return refused(
        "what the node keeps is not in the form this program knows; use the `descent` of the "
        "node's version");
  }
  template <class T>
  static Outcome<T> read(View bytes) {
    auto value = scale::decoded<T>(bytes);
    if (!value) return strange();
    return *std::move(value);
  }

  const Chain& chain_;
  Hash block_;
};

}  // namespace descent::cli
