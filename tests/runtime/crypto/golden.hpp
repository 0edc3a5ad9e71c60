#pragma once
// Vectors from outside (tests/golden), and short ways to write bytes.
#include <boost/json.hpp>
#include <fstream>
#include <random>
#include <set>
#include <sstream>

#include "runtime/scale/hex.hpp"

namespace descent::crypto {

inline boost::json::value golden(const std::string& file) {
  std::ifstream in{DESCENT_SOURCE_DIR "/tests/golden/" + file};
  std::stringstream text;
  text << in.rdbuf();
  return boost::json::parse(text.str());
}

inline Bytes bytes_of(std::string_view hex) { return from_hex(hex).value(); }
inline Bytes bytes_in(const boost::json::value& hex) {
  return bytes_of(std::string_view{hex.as_string()});
}
inline std::string text_of(const boost::json::value& value) {
  return std::string{value.as_string()};
}

template <std::size_t N>
std::array<std::uint8_t, N> array_of(View bytes) {
  std::array<std::uint8_t, N> out{};
  if (bytes.size() != N) std::abort();
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}
template <std::size_t N>
std::array<std::uint8_t, N> array_of(std::string_view hex) {
  return array_of<N>(bytes_of(hex));
}

inline Bytes random_bytes(std::mt19937_64& random, std::size_t size) {
  Bytes out(size);
  for (auto& b : out) b = static_cast<std::uint8_t>(random());
  return out;
}

/// 0, 1, ..., 250, 0, 1, ...
inline Bytes counting(std::size_t size) {
  Bytes out(size);
  for (std::size_t i = 0; i < size; ++i) out[i] = static_cast<std::uint8_t>(i % 251);
  return out;
}

template <class Container>
Container with_bit_flipped(Container bytes, std::size_t bit) {
  bytes[bit / 8] = static_cast<std::uint8_t>(bytes[bit / 8] ^ 1U << (bit % 8));
  return bytes;
}

/// Adds the order of the group to a little-endian number.
inline std::array<std::uint8_t, 32> plus_order(std::span<const std::uint8_t, 32> number) {
  const auto order =
      array_of<32>("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010");
  std::array<std::uint8_t, 32> out{};
  unsigned carry = 0;
  for (std::size_t i = 0; i < 32; ++i) {
    carry += number[i] + unsigned{order[i]};
    out[i] = static_cast<std::uint8_t>(carry);
    carry >>= 8;
  }
  return out;
}

}  // namespace descent::crypto
