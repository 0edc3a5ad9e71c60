#pragma once
/// # Storage handles
/// Typed views of the key-value state, declared as members of a module. The state key is
/// twox128(module) ++ twox128(item) ++ the hashed map keys, so wallets find every value.
///
/// The value type says what an absent key reads as: `V` reads as `V{}`, `Optional<V>` as nullopt.
/// Values in state were written by these handles: one that does not decode is a broken database,
/// and stops the node.
#include "runtime/frame/hashers.hpp"
#include "runtime/frame/name.hpp"
#include "runtime/primitives/assert.hpp"
#include "runtime/state/overlay.hpp"

namespace descent::frame {

/// Marks a storage value whose absence means something.
template <class V>
struct Optional {};

/// twox128(module) ++ twox128(item): 32 bytes.
Bytes item_prefix(std::string_view module, std::string_view item);

namespace detail {

template <class V>
struct Query {
  using Value = V;
  using Answer = V;
  static constexpr bool optional = false;
};
template <class V>
struct Query<Optional<V>> {
  using Value = V;
  using Answer = std::optional<V>;
  static constexpr bool optional = true;
};

/// Reading and writing one value under a complete key.
template <class Q>
class Slot {
 public:
  using Value = typename Query<Q>::Value;
  using Answer = typename Query<Q>::Answer;
  static constexpr bool optional = Query<Q>::optional;

  Slot(state::Overlay& state, std::string_view module, std::string_view item)
      : state_{state}, prefix_{item_prefix(module, item)} {}

  /// The key all of the item's values begin with.
  const Bytes& prefix() const { return prefix_; }

 protected:
  static Value decode(View bytes) {
    auto value = scale::decoded<Value>(bytes);
    DESCENT_ASSERT(value);
    return *std::move(value);
  }
  Answer read(View key) const {
    const Bytes* bytes = state_.get(key);
    return bytes == nullptr ? Answer{} : Answer{decode(*bytes)};
  }
  bool exists(View key) const { return state_.contains(key); }
  void write(View key, const Value& value) { state_.put(key, scale::encoded(value)); }
  void erase(View key) { state_.remove(key); }

  /// Every (key, value) under `prefix`, in key order, at most `limit`.
  std::vector<std::pair<Bytes, Value>> scan(const Bytes& prefix, std::size_t limit) const {
    return scan(prefix, prefix, limit);
  }
  /// Those behind the key `after` alone.
  std::vector<std::pair<Bytes, Value>> scan(const Bytes& prefix, const Bytes& after,
                                            std::size_t limit) const {
    std::vector<std::pair<Bytes, Value>> out;
    for (auto key = state_.next_key(after); key && out.size() < limit;) {
      if (key->size() < prefix.size() || !std::equal(prefix.begin(), prefix.end(), key->begin()))
        break;
      out.emplace_back(*key, decode(*state_.get(*key)));
      key = state_.next_key(out.back().first);
    }
    return out;
  }

  /// The map key behind its hash: the last `n` bytes skip the hasher's prefix.
  template <class Hasher, class K>
  static K key_from(View& tail) {
    scale::Reader in{tail.subspan(Hasher::prefix_bytes)};
    K key{};
    scale::decode(in, key);
    DESCENT_ASSERT(in.ok());
    tail = in.rest();
    return key;
  }

 private:
  state::Overlay& state_;
  Bytes prefix_;
};

}  // namespace detail

/// One value.
template <Name Item, class Q>
class StorageValue : public detail::Slot<Q> {
  using Base = detail::Slot<Q>;

 public:
  static constexpr std::string_view item = Item;
  using typename Base::Answer;
  using typename Base::Value;

  StorageValue(state::Overlay& state, std::string_view module) : Base{state, module, Item} {}

  Answer get() const { return Base::read(this->prefix()); }
  bool exists() const { return Base::exists(this->prefix()); }
  void put(const Value& value) { Base::write(this->prefix(), value); }
  void kill() { Base::erase(this->prefix()); }
  /// The value, removed.
  Answer take() {
    Answer out = get();
    kill();
    return out;
  }
};

/// Values by one key.
template <Name Item, class Hasher, class K, class Q>
class StorageMap : public detail::Slot<Q> {
  using Base = detail::Slot<Q>;

 public:
  static constexpr std::string_view item = Item;
  using Key = K;
  using Hashers = std::tuple<Hasher>;
  using typename Base::Answer;
  using typename Base::Value;

  StorageMap(state::Overlay& state, std::string_view module) : Base{state, module, Item} {}

  Bytes key(const K& k) const { return recent(k); }
  Answer get(const K& k) const { return Base::read(recent(k)); }
  bool contains(const K& k) const { return Base::exists(recent(k)); }
  void insert(const K& k, const Value& v) { Base::write(recent(k), v); }
  void remove(const K& k) { Base::erase(recent(k)); }
  Answer take(const K& k) {
    Answer out = get(k);
    remove(k);
    return out;
  }

  /// All entries in the order of their hashed keys, at most `limit`.
  std::vector<std::pair<K, Value>> entries(std::size_t limit = SIZE_MAX) const {
    return entries_after(std::nullopt, limit);
  }
  /// The entries behind that of `last`, which may be gone: how work on all of them is cut.
  std::vector<std::pair<K, Value>> entries_after(const std::optional<K>& last,
                                                 std::size_t limit) const {
    std::vector<std::pair<K, Value>> out;
    const Bytes after = last ? key(*last) : this->prefix();
    for (auto& [bytes, value] : Base::scan(this->prefix(), after, limit)) {
      View tail = View{bytes}.subspan(this->prefix().size());
      out.emplace_back(Base::template key_from<Hasher, K>(tail), std::move(value));
    }
    return out;
  }

 private:
  /// The key of `k`. A call asks for the same one or two again and again, and hashing costs more
  /// than the look-up: the last two are kept, and known by the map key they end with.
  const Bytes& recent(const K& k) const {
    const Bytes encoded = scale::encoded(k);
    if (!is_key_of(recent_[0], encoded)) std::swap(recent_[0], recent_[1]);
    if (!is_key_of(recent_[0], encoded)) {
      recent_[0] = this->prefix();
      Hasher::hash(recent_[0], encoded);
    }
    return recent_[0];
  }
  bool is_key_of(const Bytes& key, const Bytes& encoded) const {
    return key.size() == this->prefix().size() + Hasher::prefix_bytes + encoded.size() &&
           std::equal(encoded.begin(), encoded.end(), key.end() - std::ssize(encoded));
  }

  mutable std::array<Bytes, 2> recent_;
};

/// Values by two keys, iterable by the first.
template <Name Item, class Hasher1, class K1, class Hasher2, class K2, class Q>
class StorageDoubleMap : public detail::Slot<Q> {
  using Base = detail::Slot<Q>;

 public:
  static constexpr std::string_view item = Item;
  using Key = std::tuple<K1, K2>;
  using Hashers = std::tuple<Hasher1, Hasher2>;
  using typename Base::Answer;
  using typename Base::Value;

  StorageDoubleMap(state::Overlay& state, std::string_view module) : Base{state, module, Item} {}

  Bytes key(const K1& k1) const {
    Bytes out = this->prefix();
    Hasher1::hash(out, scale::encoded(k1));
    return out;
  }
  Bytes key(const K1& k1, const K2& k2) const {
    Bytes out = key(k1);
    Hasher2::hash(out, scale::encoded(k2));
    return out;
  }
  Answer get(const K1& k1, const K2& k2) const { return Base::read(key(k1, k2)); }
  bool contains(const K1& k1, const K2& k2) const { return Base::exists(key(k1, k2)); }
  void insert(const K1& k1, const K2& k2, const Value& v) { Base::write(key(k1, k2), v); }
  void remove(const K1& k1, const K2& k2) { Base::erase(key(k1, k2)); }
  Answer take(const K1& k1, const K2& k2) {
    Answer out = get(k1, k2);
    remove(k1, k2);
    return out;
  }

  /// The entries under `k1`, in the order of their hashed second keys, at most `limit`.
  std::vector<std::pair<K2, Value>> entries(const K1& k1, std::size_t limit = SIZE_MAX) const {
    std::vector<std::pair<K2, Value>> out;
    const Bytes prefix = key(k1);
    for (auto& [bytes, value] : Base::scan(prefix, limit)) {
      View tail = View{bytes}.subspan(prefix.size());
      out.emplace_back(Base::template key_from<Hasher2, K2>(tail), std::move(value));
    }
    return out;
  }
  /// All entries, at most `limit`.
  std::vector<std::pair<Key, Value>> entries(std::size_t limit = SIZE_MAX) const {
    std::vector<std::pair<Key, Value>> out;
    for (auto& [bytes, value] : Base::scan(this->prefix(), limit)) {
      View tail = View{bytes}.subspan(this->prefix().size());
      K1 k1 = Base::template key_from<Hasher1, K1>(tail);
      K2 k2 = Base::template key_from<Hasher2, K2>(tail);
      out.emplace_back(Key{std::move(k1), std::move(k2)}, std::move(value));
    }
    return out;
  }
  /// Removes every entry under `k1`. REQUIRES there be few: the caller's weight pays for them.
  void clear_prefix(const K1& k1) {
    for (const auto& [k2, value] : entries(k1)) remove(k1, k2);
  }
};

/// Values by three keys.
template <Name Item, class Hasher1, class K1, class Hasher2, class K2, class Hasher3, class K3,
          class Q>
class StorageTripleMap : public detail::Slot<Q> {
  using Base = detail::Slot<Q>;

 public:
  static constexpr std::string_view item = Item;
  using Key = std::tuple<K1, K2, K3>;
  using Hashers = std::tuple<Hasher1, Hasher2, Hasher3>;
  using typename Base::Answer;
  using typename Base::Value;

  StorageTripleMap(state::Overlay& state, std::string_view module) : Base{state, module, Item} {}

  Bytes key(const K1& k1, const K2& k2, const K3& k3) const {
    Bytes out = this->prefix();
    Hasher1::hash(out, scale::encoded(k1));
    Hasher2::hash(out, scale::encoded(k2));
    Hasher3::hash(out, scale::encoded(k3));
    return out;
  }
  Answer get(const K1& k1, const K2& k2, const K3& k3) const { return Base::read(key(k1, k2, k3)); }
  void insert(const K1& k1, const K2& k2, const K3& k3, const Value& v) {
    Base::write(key(k1, k2, k3), v);
  }
  void remove(const K1& k1, const K2& k2, const K3& k3) { Base::erase(key(k1, k2, k3)); }
};

}  // namespace descent::frame
