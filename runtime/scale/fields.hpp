#pragma once
// The reflection the project needs: a struct names its fields once, and its SCALE codec, metadata
// and named arguments follow from that.
#include <array>
#include <concepts>
#include <functional>
#include <string_view>
#include <tuple>
#include <type_traits>

/// Names every field of an aggregate, in order of declaration. `scale::Codec` refuses a struct with
/// a forgotten field when it is compiled; `fields_in_order` finds a wrong order when it is tested.
#define DESCENT_FIELDS(...)                                     \
  static constexpr std::string_view field_names = #__VA_ARGS__; \
  constexpr auto fields() { return std::tie(__VA_ARGS__); }     \
  constexpr auto fields() const { return std::tie(__VA_ARGS__); }

namespace descent {

/// The path metadata gives an enum that wallets know by another name than ours; specialise it.
template <class E>
inline constexpr std::string_view kTypePath = "";

/// A struct declared with DESCENT_FIELDS.
template <class T>
concept Described = requires(const T& t) {
  t.fields();
  T::field_names;
};

template <Described T>
using FieldTuple = decltype(std::declval<const T&>().fields());

template <Described T>
inline constexpr std::size_t kFieldCount = std::tuple_size_v<FieldTuple<T>>;

template <Described T, std::size_t I>
using FieldType = std::remove_cvref_t<std::tuple_element_t<I, FieldTuple<T>>>;

namespace detail {

struct Anything {
  template <class T>
  operator T() const;
};

template <class T, class... A>
consteval std::size_t arity() {
  if constexpr (requires { T{A{}..., Anything{}}; }) return arity<T, A..., Anything>();
  return sizeof...(A);
}

}  // namespace detail

/// The field names, split at the commas. An underscore at the end, which keeps a name apart from a
/// keyword, is not part of it.
template <Described T>
constexpr std::array<std::string_view, kFieldCount<T>> field_names() {
  std::array<std::string_view, kFieldCount<T>> out{};
  std::string_view rest = T::field_names;
  for (auto& name : out) {
    const auto end = rest.find(',');
    name = rest.substr(0, end);
    if (name.ends_with('_')) name.remove_suffix(1);
    rest = end == rest.npos ? "" : rest.substr(end + 1);
    while (rest.starts_with(' ')) rest.remove_prefix(1);
  }
  return out;
}

/// True if the fields are named in the order of their declaration, which is the order on the wire.
template <Described T>
bool fields_in_order(const T& t) {
  const void* last = nullptr;
  bool ascending = true;
  const auto check = [&](const void* at) {
    ascending = ascending && (last == nullptr || std::less<>{}(last, at));
    last = at;
  };
  std::apply([&](const auto&... field) { (check(&field), ...); }, t.fields());
  return ascending;
}

}  // namespace descent
