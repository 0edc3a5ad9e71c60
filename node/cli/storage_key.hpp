#pragma once
// Keys of storage maps as people write them: the reverse of `to_json` for what maps are keyed by.
#include <charconv>

#include "node/cli/account_name.hpp"
#include "runtime/frame/metadata/names.hpp"
#include "runtime/scale/codec.hpp"
#include "runtime/scale/decimal.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::cli {

template <class K>
std::optional<K> parse_storage_key(std::string_view text);

namespace detail {

/// References to the parts of a struct or a pair.
template <class K>
auto parts_of(K& key) {
  if constexpr (requires { key.fields(); })
    return key.fields();
  else
    return std::tie(key.first, key.second);
}

template <class K>
std::optional<K> parse_fields(std::string_view text) {
  K out{};
  const auto parse = [&]<class F>(F& field) {
    const auto comma = text.find(',');
    const auto parsed = parse_storage_key<F>(text.substr(0, comma));
    text = comma == text.npos ? "" : text.substr(comma + 1);
    if (parsed) field = *parsed;
    return parsed.has_value();
  };
  const bool all = std::apply([&](auto&... field) { return (parse(field) && ...); }, parts_of(out));
  return all && text.empty() ? std::optional{out} : std::nullopt;
}

template <class K>
std::optional<K> parse_enumerator(std::string_view text) {
  for (std::size_t i = 0; i < static_cast<std::size_t>(K::kCount); ++i)
    if (frame::metadata::name_of(static_cast<K>(i)) == text) return static_cast<K>(i);
  return std::nullopt;
}

}  // namespace detail

/// An integer in decimal, an account by name or address, bytes in hex, an enumerator by name, the
/// fields of a struct or a pair with commas between them. nullopt if `text` is not of type K.
template <class K>
std::optional<K> parse_storage_key(std::string_view text) {
  if constexpr (UInt<K>) {
    const auto value = u128_from(text);
    if (!value || *value > static_cast<K>(~K{0})) return std::nullopt;
    return static_cast<K>(*value);
  } else if constexpr (std::same_as<K, AccountId>) {
    const auto account = parse_account(text);
    return account ? std::optional{*account} : std::nullopt;
  } else if constexpr (std::is_enum_v<K>) {
    return detail::parse_enumerator<K>(text);
  } else if constexpr (std::same_as<K, Bytes>) {
    return from_hex(text);
  } else if constexpr (requires(K k) {
                         std::tuple_size<K>::value;
                         k.size();
                         k.fill(0);
                       }) {
    const auto bytes = from_hex(text);
    K out{};
    if (!bytes || bytes->size() != out.size()) return std::nullopt;
    std::copy(bytes->begin(), bytes->end(), out.begin());
    return out;
  } else {
    return detail::parse_fields<K>(text);
  }
}

}  // namespace descent::cli
