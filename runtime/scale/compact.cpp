#include "runtime/scale/codec.hpp"

namespace descent::scale {
namespace {

void put(Bytes& out, u128 v, std::size_t n) {
  for (std::size_t i = 0; i < n; ++i) out.push_back(static_cast<std::uint8_t>(v >> (8 * i)));
}

u128 little_endian(View bytes) {
  u128 v = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) v |= static_cast<u128>(bytes[i]) << (8 * i);
  return v;
}

/// The least value that needs `n` bytes behind the first one: anything below has a shorter form.
u128 least_of(unsigned mode, std::size_t n) {
  switch (mode) {
    case 0: return 0;
    case 1: return 1u << 6;
    case 2: return 1u << 14;
    default: return n == 4 ? u128{1} << 30 : u128{1} << (8 * (n - 1));
  }
}

}  // namespace

void encode_compact(Bytes& out, u128 v) {
  if (v < (1u << 6)) return put(out, v << 2, 1);
  if (v < (1u << 14)) return put(out, v << 2 | 1, 2);
  if (v < (1u << 30)) return put(out, v << 2 | 2, 4);
  std::size_t n = 16;
  while (n > 4 && (v >> (8 * (n - 1))) == 0) --n;
  put(out, (n - 4) << 2 | 3, 1);
  put(out, v, n);
}

u128 decode_compact(Reader& in, u128 max) {
  const std::uint8_t first = in.byte();
  const unsigned mode = first & 3;
  const std::size_t n = mode == 3 ? (first >> 2) + 4u : (1u << mode) - 1;
  if (n > 16) in.fail(Error::OutOfRange);
  const View tail = in.take(n);
  if (!in.ok()) return 0;
  const u128 v = mode == 3 ? little_endian(tail) : (little_endian(tail) << 8 | first) >> 2;
  if (v < least_of(mode, n)) in.fail(Error::NotCanonical);
  if (v > max) in.fail(Error::OutOfRange);
  return in.ok() ? v : 0;
}

std::size_t decode_count(Reader& in, std::size_t max) {
  const auto n = static_cast<std::size_t>(decode_compact(in, UINT32_MAX));
  if (n > max || n > in.rest().size()) in.fail(Error::TooMany);
  return in.ok() ? n : 0;
}

}  // namespace descent::scale
