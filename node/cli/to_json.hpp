#pragma once
/// # Any value as JSON
/// From the declarations that make its codec. An account is SS58, bytes are hex with "0x", 128-bit
/// integers are decimal text (JSON numbers lose their low digits), a case of a sum is its name, or
/// an object of its name and what it holds. For people, balances are in GRAD.
#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "node/cli/amount.hpp"
#include "node/cli/words.hpp"
#include "runtime/crypto/ss58.hpp"
#include "runtime/frame/extrinsic.hpp"
#include "runtime/frame/metadata/names.hpp"
#include "runtime/frame/parameter.hpp"
#include "runtime/scale/decimal.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::cli {

inline constexpr std::uint16_t kSs58Prefix = 42;

inline std::string address_of(const AccountId& who) {
  return crypto::ss58_encode(who, kSs58Prefix);
}

class JsonWriter {
 public:
  JsonWriter(const Words& words, Audience audience) : words_{words}, audience_{audience} {}

  template <class T>
  boost::json::value write(const T& value) const {
    if constexpr (std::is_enum_v<T>)
      return boost::json::string{frame::metadata::name_of(value)};
    else if constexpr (scale::SumType<T>)
      return write_case(static_cast<const typename T::Cases&>(value));
    else if constexpr (Described<T>)
      return write_fields(value);
    else
      return write_plain(value);
  }
  boost::json::value write(bool value) const { return value; }
  boost::json::value write(const std::string& value) const { return boost::json::string{value}; }
  boost::json::value write(const AccountId& who) const {
    return boost::json::string{address_of(who)};
  }
  boost::json::value write(const Hash& hash) const { return hex(hash.bytes); }
  boost::json::value write(const frame::RuntimeCall& call) const {
    return words_.call(call.bytes, audience_);
  }
  boost::json::value write(const frame::RuntimeEvent& event) const {
    return words_.event(event.bytes, audience_);
  }
  boost::json::value write(const frame::HoldReason& reason) const {
    return boost::json::string{words_.hold_reason(reason)};
  }
  boost::json::value write(const ModuleError& error) const {
    return boost::json::string{words_.module_error(error)};
  }
  boost::json::value write(const frame::OpaqueExtrinsic& extrinsic) const {
    return hex(extrinsic.bytes);
  }
  boost::json::value write(const frame::Era& era) const {
    if (era.is_immortal()) return boost::json::string{"immortal"};
    return boost::json::object{{"period", era.period()}, {"phase", era.phase()}};
  }

  /// An amount: text of base units for programs, GRAD for people.
  boost::json::value amount(Balance value) const {
    return boost::json::string{audience_ == Audience::Person ? in_grad(value) : to_string(value)};
  }

  /// The fields of a struct by name.
  template <Described T>
  boost::json::object object(const T& value) const {
    boost::json::object out;
    const auto names = field_names<T>();
    [&]<std::size_t... I>(std::index_sequence<I...>) {
      ((void)out.emplace(names[I], field<T>(names[I], std::get<I>(value.fields()))), ...);
    }
    (std::make_index_sequence<kFieldCount<T>>{});
    return out;
  }

 private:
  static boost::json::value hex(View bytes) { return boost::json::string{to_0x(bytes)}; }

  /// A 128-bit field is a balance, unless its struct says that it is something else.
  template <class T>
  static constexpr bool is_amount(std::string_view name) {
    constexpr bool fixed_point = requires { T::kOne; };
    constexpr bool of_parameter = requires(const T& t) {
      requires std::same_as<std::remove_cvref_t<decltype(t.key)>, frame::ParameterKey>;
    };
    return !fixed_point && !of_parameter && name != "flags" && name != "squares";
  }

  template <class T, class F>
  boost::json::value field(std::string_view name, const F& value) const {
    if constexpr (std::same_as<F, u128> || std::same_as<F, Compact<u128>>)
      if (is_amount<T>(name)) return amount(value);
    return write(value);
  }

  template <Described T>
  boost::json::value write_fields(const T& value) const {
    if constexpr (requires { requires T::unnamed; } && kFieldCount<T> == 1)
      return field<T>("", std::get<0>(value.fields()));
    else
      return object(value);
  }

  template <class... A>
  boost::json::value write_case(const std::variant<A...>& value) const {
    return std::visit(
        [&]<class C>(const C& held) -> boost::json::value {
          const auto name = frame::metadata::short_type_name<C>();
          if constexpr (Described<C>) {
            if constexpr (kFieldCount<C> == 0) return boost::json::string{name};
          }
          return boost::json::object{{name, write(held)}};
        },
        value);
  }

  template <UInt T>
  boost::json::value write_plain(const T& value) const {
    if constexpr (std::same_as<T, u128>)
      return boost::json::string{to_string(value)};
    else
      return static_cast<std::uint64_t>(value);
  }
  template <SInt T>
  boost::json::value write_plain(const T& value) const {
    if constexpr (!std::same_as<T, i128>) return static_cast<std::int64_t>(value);
    const auto bits = static_cast<u128>(value);
    const u128 magnitude = value < 0 ? u128{0} - bits : bits;
    return boost::json::string{(value < 0 ? "-" : "") + to_string(magnitude)};
  }
  template <class T>
  boost::json::value write_plain(const Compact<T>& value) const {
    return write(value.value);
  }
  template <class Range>
  boost::json::value write_range(const Range& range) const {
    if constexpr (std::same_as<typename Range::value_type, std::uint8_t>) {
      return hex(range);
    } else {
      boost::json::array out;
      for (const auto& element : range) out.push_back(write(element));
      return out;
    }
  }
  template <class T>
  boost::json::value write_plain(const std::vector<T>& range) const {
    return write_range(range);
  }
  template <class T, std::size_t N>
  boost::json::value write_plain(const Bounded<T, N>& range) const {
    return write_range(range);
  }
  template <class T, std::size_t N>
  boost::json::value write_plain(const std::array<T, N>& range) const {
    return write_range(range);
  }
  template <class K, class V>
  boost::json::value write_plain(const std::map<K, V>& map) const {
    boost::json::array out;
    for (const auto& [key, value] : map)
      out.push_back(boost::json::array{write(key), write(value)});
    return out;
  }
  template <class T>
  boost::json::value write_plain(const std::optional<T>& value) const {
    return value ? write(*value) : boost::json::value{};
  }
  template <class T, class E>
  boost::json::value write_plain(const Expected<T, E>& value) const {
    if (!value) return boost::json::object{{"error", write(value.error())}};
    if constexpr (std::is_void_v<T>)
      return boost::json::object{{"ok", boost::json::object{}}};
    else
      return boost::json::object{{"ok", write(*value)}};
  }
  template <class... T>
  boost::json::value write_plain(const std::tuple<T...>& value) const {
    boost::json::array out;
    std::apply([&](const auto&... element) { (out.push_back(write(element)), ...); }, value);
    return out;
  }
  template <class A, class B>
  boost::json::value write_plain(const std::pair<A, B>& value) const {
    return boost::json::array{write(value.first), write(value.second)};
  }
  template <class... A>
  boost::json::value write_plain(const std::variant<A...>& value) const {
    return write_case(value);
  }

  const Words& words_;
  Audience audience_;
};

template <class T>
boost::json::value to_json(const T& value, const Words& words,
                           Audience audience = Audience::Program) {
  return JsonWriter{words, audience}.write(value);
}

}  // namespace descent::cli
