#pragma once
/// # Parameters
/// Positional parameters with a type and a name, so that a wrong one is answered with -32602 and a
/// text that says which parameter it was and what belongs there.
///
///   const auto keys = DESCENT_TRY(params.get<std::vector<Bytes>>(0, "keys"));
///   const auto at = DESCENT_TRY(params.find<Hash>(1, "at"));
#include <boost/json/array.hpp>
#include <vector>

#include "node/rpc/transport/error.hpp"
#include "runtime/primitives/types.hpp"

namespace descent::rpc {

/// How a `T` is read from JSON: `read` gives nullopt for anything else than what `expected` names.
/// Specialise it for a type of a method group's own.
template <class T>
struct Param;

/// Hex digits, with or without "0x"; "" is empty.
template <>
struct Param<Bytes> {
  static std::string expected() { return "bytes in hex"; }
  static std::optional<Bytes> read(const json::value& value);
};
template <>
struct Param<Hash> {
  static std::string expected() { return "a hash of 32 bytes in hex"; }
  static std::optional<Hash> read(const json::value& value);
};
/// A whole JSON number, or hex digits after "0x".
template <>
struct Param<std::uint64_t> {
  static std::string expected() { return "a whole number, or one in hex such as \"0x2\""; }
  static std::optional<std::uint64_t> read(const json::value& value);
};
template <>
struct Param<std::uint32_t> {
  static std::string expected() { return Param<std::uint64_t>::expected() + ", below 2^32"; }
  static std::optional<std::uint32_t> read(const json::value& value);
};
template <>
struct Param<bool> {
  static std::string expected() { return "true or false"; }
  static std::optional<bool> read(const json::value& value);
};
template <>
struct Param<std::string> {
  static std::string expected() { return "a string"; }
  static std::optional<std::string> read(const json::value& value);
};
template <class T>
struct Param<std::vector<T>> {
  static std::string expected() { return "a list, each element " + Param<T>::expected(); }
  static std::optional<std::vector<T>> read(const json::value& value) {
    if (!value.is_array()) return std::nullopt;
    std::vector<T> out;
    for (const json::value& element : value.get_array()) {
      auto read = Param<T>::read(element);
      if (!read) return std::nullopt;
      out.push_back(std::move(*read));
    }
    return out;
  }
};

class Params {
 public:
  Params() = default;
  explicit Params(json::array values) : values_(std::move(values)) {}  // braces would nest it

  /// The parameter as it came; nullptr if it is null or was left out, which mean the same.
  const json::value* at(std::size_t index) const;

  /// A parameter that must be there.
  /// errors  kInvalidParams if it is absent or no `T`
  template <class T>
  Expected<T, Error> get(std::size_t index, std::string_view name) const {
    auto found = DESCENT_TRY(find<T>(index, name));
    if (!found) return wrong(index, name, Param<T>::expected());
    return *std::move(found);
  }

  /// A parameter that may be absent.
  /// errors  kInvalidParams if it is there and no `T`
  template <class T>
  Expected<std::optional<T>, Error> find(std::size_t index, std::string_view name) const {
    const json::value* value = at(index);
    if (value == nullptr) return std::optional<T>{};
    auto read = Param<T>::read(*value);
    if (!read) return wrong(index, name, Param<T>::expected());
    return read;
  }

  /// The error for parameter `index`, for what a group reads from `at` itself.
  Error wrong(std::size_t index, std::string_view name, std::string_view expected) const;

 private:
  json::array values_;
};

}  // namespace descent::rpc
