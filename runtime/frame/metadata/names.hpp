#pragma once
// Names of types and enumerators, read from the compiler's own spelling of a function. g++ and
// clang spell them alike up to the delimiters handled here.
#include <array>
#include <string>
#include <string_view>
#include <utility>

namespace descent::frame::metadata {

template <class T>
consteval std::string_view full_type_name() {
  constexpr std::string_view f = __PRETTY_FUNCTION__;
  const auto from = f.find("T = ") + 4;
  return f.substr(from, f.find_first_of(";]", from) - from);
}

template <auto V>
consteval std::string_view full_value_name() {
  constexpr std::string_view f = __PRETTY_FUNCTION__;
  const auto from = f.find("V = ") + 4;
  return f.substr(from, f.find_first_of(";]", from) - from);
}

constexpr std::string_view last_segment(std::string_view name) {
  return name.substr(name.rfind(':') + 1);
}

/// "Transfer" for descent::modules::Balances::Transfer.
template <class T>
consteval std::string_view short_type_name() {
  return last_segment(full_type_name<T>());
}

/// "BelowMinimum" for Error::BelowMinimum; empty if V is not an enumerator.
template <auto V>
consteval std::string_view enumerator_name() {
  constexpr auto full = full_value_name<V>();
  return full[0] == '(' ? std::string_view{} : last_segment(full);
}

/// The name of a value known at run time; empty if it is no enumerator below 96.
template <class E>
std::string_view name_of(E value) {
  static constexpr auto names = []<std::size_t... I>(std::index_sequence<I...>) {
    return std::array<std::string_view, sizeof...(I)>{enumerator_name<static_cast<E>(I)>()...};
  }
  (std::make_index_sequence<96>{});
  const auto i = static_cast<std::size_t>(value);
  return i < names.size() ? names[i] : std::string_view{};
}

}  // namespace descent::frame::metadata
