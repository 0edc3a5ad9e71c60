#pragma once
// Reads the vectors of tests/golden.
#include <boost/json.hpp>
#include <fstream>
#include <iterator>
#include <string>

#include "runtime/primitives/assert.hpp"
#include "runtime/primitives/types.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::trie {

inline boost::json::value read_golden(const std::string& name) {
  std::ifstream file{DESCENT_SOURCE_DIR "/tests/golden/" + name};
  return boost::json::parse(std::string{std::istreambuf_iterator{file}, {}});
}

inline Bytes bytes_of(const boost::json::value& hex) {
  const auto bytes = from_hex(std::string_view{hex.as_string()});
  DESCENT_ASSERT(bytes.has_value());
  return *bytes;
}

inline Hash hash_of(const boost::json::value& hex) {
  Hash hash;
  std::ranges::copy(bytes_of(hex), hash.bytes.begin());
  return hash;
}

}  // namespace descent::trie
