#include "runtime/scale/decimal.hpp"

#include <algorithm>

namespace descent {

std::string to_string(u128 value) {
  std::string out;
  do {
    out.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
    value /= 10;
  } while (value != 0);
  std::reverse(out.begin(), out.end());
  return out;
}

std::optional<u128> u128_from(std::string_view digits) {
  constexpr u128 kMax = ~u128{0};
  if (digits.empty()) return std::nullopt;
  u128 value = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return std::nullopt;
    const auto digit = static_cast<unsigned>(c - '0');
    if (value > (kMax - digit) / 10) return std::nullopt;
    value = value * 10 + digit;
  }
  return value;
}

}  // namespace descent
