#pragma once
/// # SCALE
/// The canonical byte encoding of every stored value, call argument and event: little-endian,
/// positional, without names. Each value has exactly one encoding; `decode` refuses any other.
/// source  Polkadot specification, appendix "SCALE codec"
#include <array>
#include <map>
#include <optional>
#include <string>
#include <variant>

#include "runtime/scale/expected.hpp"
#include "runtime/scale/fields.hpp"
#include "runtime/scale/reader.hpp"
#include "runtime/scale/utf8.hpp"

namespace descent {

template <class T>
concept UInt = (std::unsigned_integral<T> && !std::same_as<T, bool>) || std::same_as<T, u128>;
template <class T>
concept SInt = std::signed_integral<T> || std::same_as<T, i128>;

/// An unsigned integer that travels in 1, 2, 4 or 5..17 bytes.
template <UInt T>
struct Compact {
  T value{};
  constexpr Compact() = default;
  constexpr Compact(T v) : value{v} {}
  constexpr operator T() const { return value; }
};

/// A sequence of at most `Max` elements; a longer one is refused when decoded, before allocation.
template <class T, std::size_t Max>
struct Bounded : std::vector<T> {
  static constexpr std::size_t kMax = Max;
  using std::vector<T>::vector;
  Bounded(std::vector<T> v) : std::vector<T>{std::move(v)} {}
};

namespace scale {

/// How a `T` is written and read. Specialise it for a type with an encoding of its own.
template <class T>
struct Codec;

template <class T>
void encode(Bytes& out, const T& value) {
  Codec<T>::encode(out, value);
}

template <class T>
void decode(Reader& in, T& value) {
  Codec<T>::decode(in, value);
}

template <class T>
Bytes encoded(const T& value) {
  Bytes out;
  encode(out, value);
  return out;
}

/// Decodes a whole buffer.
/// errors  what `Error` lists, TrailingBytes among them
template <class T>
Expected<T, Error> decoded(View bytes, const NestedCodec* nested = nullptr) {
  Reader in{bytes, nested};
  T value{};
  decode(in, value);
  if (!in.done()) return in.error();
  return value;
}

// ---- Integers and bool ----------------------------------------------------------------------

template <class T>
requires UInt<T> || SInt<T>
struct Codec<T> {
  static void encode(Bytes& out, T v) {
    for (std::size_t i = 0; i < sizeof(T); ++i)
      out.push_back(static_cast<std::uint8_t>(v >> (8 * i)));
  }
  static void decode(Reader& in, T& v) {
    const View b = in.take(sizeof(T));
    u128 bits = 0;
    for (std::size_t i = 0; i < b.size(); ++i) bits |= static_cast<u128>(b[i]) << (8 * i);
    v = static_cast<T>(bits);
  }
};

template <>
struct Codec<bool> {
  static void encode(Bytes& out, bool v) { out.push_back(v ? 1 : 0); }
  static void decode(Reader& in, bool& v) {
    const auto b = in.byte();
    if (b > 1) in.fail(Error::NotCanonical);
    v = b == 1;
  }
};

/// Writes a compact integer: the two low bits of the first byte say how many bytes there are.
void encode_compact(Bytes& out, u128 v);
/// Reads one of at most `max`; 0 on failure.
u128 decode_compact(Reader& in, u128 max);

template <UInt T>
struct Codec<Compact<T>> {
  static void encode(Bytes& out, Compact<T> v) { encode_compact(out, v.value); }
  static void decode(Reader& in, Compact<T>& v) {
    v.value = static_cast<T>(decode_compact(in, static_cast<T>(~T{0})));
  }
};

/// Reads the count of a sequence: at most `max`, and at most the bytes that are left.
std::size_t decode_count(Reader& in, std::size_t max);

/// An enum without data is one byte. Its values are 0..n-1, and `kCount`, never sent, ends it.
template <class E>
requires std::is_enum_v<E>
constexpr bool is_variant(E e) {
  return static_cast<std::size_t>(e) < static_cast<std::size_t>(E::kCount);
}

template <class E>
requires std::is_enum_v<E>
struct Codec<E> {
  static_assert(sizeof(E) == 1, "an enum travels as one byte");
  static void encode(Bytes& out, E v) { out.push_back(static_cast<std::uint8_t>(v)); }
  static void decode(Reader& in, E& v) {
    v = static_cast<E>(in.byte());
    if (in.ok() && !is_variant(v)) in.fail(Error::UnknownVariant);
  }
};

// ---- Sequences ------------------------------------------------------------------------------

template <class T, std::size_t N>
struct Codec<std::array<T, N>> {
  static void encode(Bytes& out, const std::array<T, N>& a) {
    if constexpr (std::same_as<T, std::uint8_t>) return append(out, a);
    for (const auto& x : a) scale::encode(out, x);
  }
  static void decode(Reader& in, std::array<T, N>& a) {
    for (auto& x : a) scale::decode(in, x);
  }
};

template <class T>
void encode_sequence(Bytes& out, const std::vector<T>& v) {
  encode_compact(out, v.size());
  if constexpr (std::same_as<T, std::uint8_t>) return append(out, v);
  for (const auto& x : v) encode(out, x);
}

template <class T>
void decode_sequence(Reader& in, std::vector<T>& v, std::size_t max) {
  static_assert(!std::is_empty_v<T>, "an element takes a byte, so the input bounds the count");
  const std::size_t n = decode_count(in, max);
  v.clear();
  if constexpr (std::same_as<T, std::uint8_t>) {
    const View b = in.take(n);
    v.assign(b.begin(), b.end());
  } else {
    for (std::size_t i = 0; i < n && in.ok(); ++i) decode(in, v.emplace_back());
  }
}

template <class T>
struct Codec<std::vector<T>> {
  static void encode(Bytes& out, const std::vector<T>& v) { encode_sequence(out, v); }
  static void decode(Reader& in, std::vector<T>& v) { decode_sequence(in, v, SIZE_MAX); }
};

template <class T, std::size_t Max>
struct Codec<Bounded<T, Max>> {
  static void encode(Bytes& out, const Bounded<T, Max>& v) { encode_sequence<T>(out, v); }
  static void decode(Reader& in, Bounded<T, Max>& v) { decode_sequence<T>(in, v, Max); }
};

template <>
struct Codec<std::string> {
  static void encode(Bytes& out, const std::string& s) {
    encode_compact(out, s.size());
    append(out, as_view(s));
  }
  static void decode(Reader& in, std::string& s) {
    const View b = in.take(decode_count(in, SIZE_MAX));
    if (!is_utf8(b)) return in.fail(Error::NotUtf8);
    s = as_text(b);
  }
};

/// Pairs in ascending order of their keys; any other order is not canonical.
template <class K, class V>
struct Codec<std::map<K, V>> {
  static void encode(Bytes& out, const std::map<K, V>& m) {
    encode_compact(out, m.size());
    for (const auto& [k, v] : m) {
      scale::encode(out, k);
      scale::encode(out, v);
    }
  }
  static void decode(Reader& in, std::map<K, V>& m) {
    m.clear();
    const std::size_t n = decode_count(in, SIZE_MAX);
    for (std::size_t i = 0; i < n && in.ok(); ++i) {
      K k{};
      scale::decode(in, k);
      if (!m.empty() && !(m.rbegin()->first < k)) return in.fail(Error::NotCanonical);
      scale::decode(in, m[k]);
    }
  }
};

// ---- Products and sums ----------------------------------------------------------------------

template <class T>
struct Codec<std::optional<T>> {
  static void encode(Bytes& out, const std::optional<T>& v) {
    out.push_back(v ? 1 : 0);
    if (v) scale::encode(out, *v);
  }
  static void decode(Reader& in, std::optional<T>& v) {
    const auto tag = in.byte();
    if (tag > 1) in.fail(Error::UnknownVariant);
    v.reset();
    if (tag == 1) scale::decode(in, v.emplace());
  }
};

template <class T, class E>
struct Codec<Expected<T, E>> {
  static void encode(Bytes& out, const Expected<T, E>& v) {
    out.push_back(v ? 0 : 1);
    if (!v) return scale::encode(out, v.error());
    if constexpr (!std::is_void_v<T>) scale::encode(out, *v);
  }
  static void decode(Reader& in, Expected<T, E>& v) {
    const auto tag = in.byte();
    if (tag > 1) return in.fail(Error::UnknownVariant);
    if (tag == 1) {
      E error{};
      scale::decode(in, error);
      v = std::move(error);
    } else if constexpr (std::is_void_v<T>) {
      v = {};
    } else {
      T value{};
      scale::decode(in, value);
      v = std::move(value);
    }
  }
};

template <class... T>
struct Codec<std::tuple<T...>> {
  static void encode(Bytes& out, const std::tuple<T...>& t) {
    std::apply([&](const auto&... x) { (scale::encode(out, x), ...); }, t);
  }
  static void decode(Reader& in, std::tuple<T...>& t) {
    std::apply([&](auto&... x) { (scale::decode(in, x), ...); }, t);
  }
};

template <class A, class B>
struct Codec<std::pair<A, B>> {
  static void encode(Bytes& out, const std::pair<A, B>& p) {
    scale::encode(out, p.first);
    scale::encode(out, p.second);
  }
  static void decode(Reader& in, std::pair<A, B>& p) {
    scale::decode(in, p.first);
    scale::decode(in, p.second);
  }
};

template <Described T>
struct Codec<T> {
  static_assert(std::is_aggregate_v<T> && detail::arity<T>() == kFieldCount<T>,
                "DESCENT_FIELDS must name every field");
  static void encode(Bytes& out, const T& t) {
    std::apply([&](const auto&... f) { (scale::encode(out, f), ...); }, t.fields());
  }
  static void decode(Reader& in, T& t) {
    std::apply([&](auto&... f) { (scale::decode(in, f), ...); }, t.fields());
  }
};

/// The wire index of an alternative: its own `variant_index`, else its place.
template <class T>
constexpr std::uint8_t variant_index(std::size_t place) {
  if constexpr (requires { T::variant_index; }) return T::variant_index;
  return static_cast<std::uint8_t>(place);
}

template <class... T>
struct Codec<std::variant<T...>> {
  static void encode(Bytes& out, const std::variant<T...>& v) {
    std::visit(
        [&]<class A>(const A& alternative) {
          out.push_back(variant_index<A>(v.index()));
          scale::encode(out, alternative);
        },
        v);
  }
  static void decode(Reader& in, std::variant<T...>& v) {
    const auto index = in.byte();
    std::size_t place = 0;
    const auto read = [&]<class A>(std::type_identity<A>) {
      if (variant_index<A>(place++) != index) return false;
      scale::decode(in, v.template emplace<A>());
      return true;
    };
    if (in.ok() && !(read(std::type_identity<T>{}) || ...)) in.fail(Error::UnknownVariant);
  }
};

/// A named sum type: a struct that derives from its `Cases`, a std::variant.
template <class T>
concept SumType = requires {
  typename T::Cases;
}
&&std::derived_from<T, typename T::Cases>;

template <SumType T>
struct Codec<T> {
  static void encode(Bytes& out, const T& v) { scale::encode<typename T::Cases>(out, v); }
  static void decode(Reader& in, T& v) { scale::decode<typename T::Cases>(in, v); }
};

}  // namespace scale
}  // namespace descent
