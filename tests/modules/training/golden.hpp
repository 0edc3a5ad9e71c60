#pragma once
// What the Python reference gave (tests/golden/training.json).
#include <boost/json.hpp>
#include <fstream>
#include <sstream>

#include "runtime/primitives/types.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::modules {

inline const boost::json::object& golden() {
  static const boost::json::value kAll = [] {
    std::ifstream file{DESCENT_SOURCE_DIR "/tests/golden/training.json"};
    std::stringstream text;
    text << file.rdbuf();
    return boost::json::parse(text.str());
  }();
  return kAll.as_object();
}

inline u128 number(const boost::json::value& v) {
  u128 out = 0;
  for (const char c : std::string{v.as_string().c_str()})
    out = out * 10 + static_cast<unsigned>(c - '0');
  return out;
}

inline Bytes bytes_of(const boost::json::value& v) { return *from_hex(v.as_string().c_str()); }

inline Hash hash_of(const boost::json::value& v) { return *scale::decoded<Hash>(bytes_of(v)); }

}  // namespace descent::modules
