#include "runtime/scale/utf8.hpp"

namespace descent::scale {
namespace {

struct Lead {
  std::size_t tail;        // continuation bytes that follow; 4 marks a byte that cannot lead
  std::uint8_t low, high;  // range of the first of them
};

Lead lead_of(std::uint8_t b) {
  if (b < 0x80) return {0, 0, 0};
  if (b >= 0xC2 && b <= 0xDF) return {1, 0x80, 0xBF};
  if (b == 0xE0) return {2, 0xA0, 0xBF};
  if (b == 0xED) return {2, 0x80, 0x9F};
  if (b >= 0xE1 && b <= 0xEF) return {2, 0x80, 0xBF};
  if (b == 0xF0) return {3, 0x90, 0xBF};
  if (b >= 0xF1 && b <= 0xF3) return {3, 0x80, 0xBF};
  if (b == 0xF4) return {3, 0x80, 0x8F};
  return {4, 0, 0};
}

}  // namespace

bool is_utf8(View bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    const Lead lead = lead_of(bytes[i++]);
    if (lead.tail == 4 || bytes.size() - i < lead.tail) return false;
    for (std::size_t k = 0; k < lead.tail; ++k, ++i) {
      const std::uint8_t low = k == 0 ? lead.low : 0x80;
      const std::uint8_t high = k == 0 ? lead.high : 0xBF;
      if (bytes[i] < low || bytes[i] > high) return false;
    }
  }
  return true;
}

}  // namespace descent::scale
