#pragma once
/// # Type registry
/// Describes C++ types by the same declarations that make their codecs, so that metadata and bytes
/// cannot drift apart.
#include <map>

#include "runtime/frame/call.hpp"
#include "runtime/frame/metadata/names.hpp"
#include "runtime/frame/metadata/types.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::frame::metadata {

class Registry;

/// Specialise for a type whose description is not that of its C++ shape.
template <class T>
struct Custom;

template <class T>
concept HasCustom = requires(Registry& registry) {
  Custom<T>::describe(registry);
};

/// The words of a type in a field's `typeName`, which wallets show.
template <class T>
std::string type_name();

class Registry {
 public:
  /// The id of T, described on first mention.
  template <class T>
  TypeId id() {
    if (const auto it = ids_.find(&tag<T>); it != ids_.end()) return it->second;
    const TypeId place = forward<T>();
    if constexpr (requires { T::forwarded; })
      DESCENT_ASSERT(ids_.contains(&tag<T>) && false);
    else
      define<T>(describe<T>());
    return place;
  }
  template <class T>
  Field field(std::string name) {
    return {std::move(name), id<T>(), type_name<T>()};
  }
  /// The fields of a struct declared with DESCENT_FIELDS.
  template <Described T>
  std::vector<Field> fields() {
    std::vector<Field> out;
    const auto names = field_names<T>();
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      ((void)out.push_back(field<FieldType<T, I>>(unnamed<T>() ? "" : std::string{names[I]})), ...);
    }
    (std::make_index_sequence<kFieldCount<T>>{});
    return out;
  }
  /// A type that no C++ type stands for.
  TypeId add(Type type) {
    const TypeId place = table_.reserve();
    table_.set(place, std::move(type));
    return place;
  }
  /// Announces a type described later by `define`, so that it may mention itself.
  template <class T>
  TypeId forward() {
    return ids_[&tag<T>] = table_.reserve();
  }
  template <class T>
  void define(Type&& type) {
    table_.set(ids_.at(&tag<T>), std::move(type));
  }
  const TypeTable& table() const { return table_; }

 private:
  template <class T>
  static constexpr char tag = 0;

  template <class T>
  static constexpr bool unnamed() {
    return requires { requires T::unnamed; };
  }
  template <class T>
  static std::string path() {
    if constexpr (requires { T::type_path; })
      return std::string{T::type_path};
    else if constexpr (!kTypePath<T>.empty())
      return std::string{kTypePath<T>};
    else
      return std::string{full_type_name<T>()};
  }
  template <class T>
  std::vector<TypeParam> params() {
    std::vector<TypeParam> out;
    if constexpr (requires { typename T::TypeParams; }) {
      [&]<class... P>(std::tuple<P...>*) {
        ((void)out.push_back({"T", id<P>()}), ...);
      }(static_cast<typename T::TypeParams*>(nullptr));
    }
    return out;
  }

  template <class T>
  Type describe() {
    if constexpr (HasCustom<T>)
      return Custom<T>::describe(*this);
    else if constexpr (std::is_enum_v<T>)
      return {path<T>(), {}, variant_def(enumerators<T>())};
    else if constexpr (scale::SumType<T>)
      return {path<T>(), {}, variant_def(cases(static_cast<typename T::Cases*>(nullptr)))};
    else if constexpr (Described<T>)
      return {path<T>(), params<T>(), composite_def(fields<T>())};
    else
      return structural(static_cast<T*>(nullptr));
  }

  template <class E>
  static std::vector<Variant> enumerators() {
    std::vector<Variant> out;
    for (std::size_t i = 0; i < static_cast<std::size_t>(E::kCount); ++i) {
      out.push_back({name_of(static_cast<E>(i)), static_cast<std::uint8_t>(i), {}, ""});
    }
    return out;
  }
  template <class... A>
  std::vector<Variant> cases(std::variant<A...>*) {
    std::vector<Variant> out;
    ((void)out.push_back(
         {short_type_name<A>(), scale::variant_index<A>(out.size()), fields<A>(), ""}),
     ...);
    return out;
  }

  template <class T>
  requires std::is_arithmetic_v<T> || std::same_as<T, u128> || std::same_as<T, i128> Type
  structural(T*) {
    return {"", {}, primitive_def(primitive_kind<T>())};
  }
  Type structural(std::string*) { return {"", {}, primitive_def(2)}; }
  template <class T>
  Type structural(Compact<T>*) {
    return {"", {}, compact_def(id<T>())};
  }
  template <class T>
  Type structural(std::vector<T>*) {
    return {"", {}, sequence_def(id<T>())};
  }
  template <class T, std::size_t N>
  Type structural(Bounded<T, N>*) {
    return {"", {}, sequence_def(id<T>())};
  }
  template <class K, class V>
  Type structural(std::map<K, V>*) {
    return {"", {}, sequence_def(id<std::pair<K, V>>())};
  }
  template <class T, std::size_t N>
  Type structural(std::array<T, N>*) {
    return {"", {}, array_def(N, id<T>())};
  }
  template <class... T>
  Type structural(std::tuple<T...>*) {
    return {"", {}, tuple_def({id<T>()...})};
  }
  template <class A, class B>
  Type structural(std::pair<A, B>*) {
    const TypeId a = id<A>();
    return {"", {}, tuple_def({a, id<B>()})};
  }
  template <class T>
  Type structural(std::optional<T>*) {
    const Field some = field<T>("");
    return {
        "Option", {{"T", some.type}}, variant_def({{"None", 0, {}, ""}, {"Some", 1, {some}, ""}})};
  }
  template <class T, class E>
  Type structural(Expected<T, E>*) {
    using Ok = std::conditional_t<std::is_void_v<T>, std::tuple<>, T>;
    const Field ok = field<Ok>("");
    const Field err = field<E>("");
    return {"Result",
            {{"T", ok.type}, {"E", err.type}},
            variant_def({{"Ok", 0, {ok}, ""}, {"Err", 1, {err}, ""}})};
  }
  template <class... A>
  Type structural(std::variant<A...>* v) {
    return {"", {}, variant_def(cases(v))};
  }

  /// source  scale-info TypeDefPrimitive
  template <class T>
  static constexpr std::uint8_t primitive_kind() {
    if constexpr (std::same_as<T, bool>) return 0;
    constexpr std::uint8_t log = sizeof(T) == 1   ? 0
                                 : sizeof(T) == 2 ? 1
                                 : sizeof(T) == 4 ? 2
                                 : sizeof(T) == 8 ? 3
                                                  : 4;
    return static_cast<std::uint8_t>((UInt<T> ? 3 : 9) + log);
  }

  std::map<const void*, TypeId> ids_;
  TypeTable table_;
};

namespace detail {

template <class T>
struct TypeNamer {
  static std::string name() {
    if constexpr (std::same_as<T, bool>)
      return "bool";
    else if constexpr (UInt<T>)
      return "u" + std::to_string(8 * sizeof(T));
    else if constexpr (SInt<T>)
      return "i" + std::to_string(8 * sizeof(T));
    else if constexpr (requires { T::type_path; })
      return std::string{last_segment(T::type_path)};
    else if constexpr (std::is_class_v<T> || std::is_enum_v<T>)
      return std::string{short_type_name<T>()};
    else
      return "";
  }
};
template <>
struct TypeNamer<std::string> {
  static std::string name() { return "Text"; }
};
template <class T>
struct TypeNamer<Compact<T>> {
  static std::string name() { return TypeNamer<T>::name(); }
};
template <class T>
struct TypeNamer<std::vector<T>> {
  static std::string name() { return "Vec<" + TypeNamer<T>::name() + ">"; }
};
template <class T, std::size_t N>
struct TypeNamer<Bounded<T, N>> : TypeNamer<std::vector<T>> {};
template <class T, std::size_t N>
struct TypeNamer<std::array<T, N>> {
  static std::string name() { return "[" + TypeNamer<T>::name() + "; " + std::to_string(N) + "]"; }
};
template <class T>
struct TypeNamer<std::optional<T>> {
  static std::string name() { return "Option<" + TypeNamer<T>::name() + ">"; }
};
template <class T, class E>
struct TypeNamer<Expected<T, E>> {
  static std::string name() { return "Result"; }
};
template <class... T>
struct TypeNamer<std::tuple<T...>> {
  static std::string name() { return ""; }
};
template <class A, class B>
struct TypeNamer<std::pair<A, B>> {
  static std::string name() {
    return "(" + TypeNamer<A>::name() + ", " + TypeNamer<B>::name() + ")";
  }
};
template <class K, class V>
struct TypeNamer<std::map<K, V>> {
  static std::string name() { return "Vec<" + TypeNamer<std::pair<K, V>>::name() + ">"; }
};
template <class... A>
struct TypeNamer<std::variant<A...>> {
  static std::string name() { return ""; }
};

}  // namespace detail

template <class T>
std::string type_name() {
  return detail::TypeNamer<T>::name();
}

}  // namespace descent::frame::metadata
