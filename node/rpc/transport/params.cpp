#include "node/rpc/transport/params.hpp"

#include <algorithm>
#include <charconv>

#include "runtime/scale/hex.hpp"

namespace descent::rpc {

std::optional<Bytes> Param<Bytes>::read(const json::value& value) {
  if (!value.is_string()) return std::nullopt;
  return from_hex(std::string_view{value.get_string()});
}

std::optional<Hash> Param<Hash>::read(const json::value& value) {
  const auto bytes = Param<Bytes>::read(value);
  Hash hash;
  if (!bytes || bytes->size() != hash.bytes.size()) return std::nullopt;
  std::copy(bytes->begin(), bytes->end(), hash.bytes.begin());
  return hash;
}

std::optional<std::uint64_t> Param<std::uint64_t>::read(const json::value& value) {
  if (value.is_uint64()) return value.get_uint64();
  if (value.is_int64() && value.get_int64() >= 0)
    return static_cast<std::uint64_t>(value.get_int64());
  if (!value.is_string()) return std::nullopt;
  const std::string_view text = value.get_string();
  if (!text.starts_with("0x") || text.size() == 2) return std::nullopt;
  std::uint64_t number = 0;
  const auto end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + 2, end, number, 16);
  if (read.ec != std::errc{} || read.ptr != end) return std::nullopt;
  return number;
}

std::optional<std::uint32_t> Param<std::uint32_t>::read(const json::value& value) {
  const auto number = Param<std::uint64_t>::read(value);
  if (!number || *number > UINT32_MAX) return std::nullopt;
  return static_cast<std::uint32_t>(*number);
}

std::optional<bool> Param<bool>::read(const json::value& value) {
  if (!value.is_bool()) return std::nullopt;
  return value.get_bool();
}

std::optional<std::string> Param<std::string>::read(const json::value& value) {
  if (!value.is_string()) return std::nullopt;
  return std::string{value.get_string()};
}

const json::value* Params::at(std::size_t index) const {
  if (index >= values_.size() || values_[index].is_null()) return nullptr;
  return &values_[index];
}

Error Params::wrong(std::size_t index, std::string_view name, std::string_view expected) const {
  const json::value* value = at(index);
  std::string text = "Invalid params: parameter " + std::to_string(index + 1) + " (";
  text.append(name).append(") must be ").append(expected);
  const std::string_view got = value ? json::to_string(value->kind()) : "nothing";
  text.append("; got ").append(got);
  return {kInvalidParams, std::move(text)};
}

}  // namespace descent::rpc
