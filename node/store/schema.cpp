#include "node/store/schema.hpp"

#include "runtime/primitives/assert.hpp"

namespace descent::store {
namespace {

constexpr std::uint8_t kZero = 0x00;
constexpr std::uint8_t kEscapedZero = 0xFF;
constexpr std::uint8_t kEnd = 0x01;  // below kEscapedZero: a key stands before what extends it
constexpr std::size_t kNumberBytes = sizeof(BlockNumber);

void append_number(Bytes& out, BlockNumber number) {
  for (std::size_t i = kNumberBytes; i-- > 0;)
    out.push_back(static_cast<std::uint8_t>(number >> (8 * i)));
}

BlockNumber number_from(View bytes) {
  BlockNumber number = 0;
  for (const auto b : bytes) number = number << 8 | b;
  return number;
}

/// The key in front of `bytes`, which is then advanced behind its end.
std::optional<Bytes> take_escaped(View& bytes) {
  Bytes key;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] != kZero) {
      key.push_back(bytes[i]);
      continue;
    }
    if (++i == bytes.size()) return std::nullopt;
    if (bytes[i] == kEscapedZero) {
      key.push_back(kZero);
      continue;
    }
    bytes = bytes.subspan(i + 1);
    return key;
  }
  return std::nullopt;
}

}  // namespace

bool starts_with(View bytes, View prefix) {
  return bytes.size() >= prefix.size() && std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

Bytes key_of(Column column, View rest) {
  Bytes out;
  out.reserve(1 + rest.size());
  out.push_back(static_cast<std::uint8_t>(column));
  append(out, rest);
  return out;
}

Bytes key_of(Column column, BlockNumber number) {
  Bytes out{static_cast<std::uint8_t>(column)};
  append_number(out, number);
  return out;
}

Bytes escaped(View key) {
  Bytes out;
  out.reserve(key.size() + 2);
  for (const auto b : key) {
    out.push_back(b);
    if (b == kZero) out.push_back(kEscapedZero);
  }
  out.push_back(kZero);
  out.push_back(kEnd);
  return out;
}

Bytes undo_prefix(Column of, View key) {
  DESCENT_ASSERT(of == Column::State || of == Column::Nodes);
  Bytes out{static_cast<std::uint8_t>(Column::Undo), static_cast<std::uint8_t>(of)};
  append(out, escaped(key));
  return out;
}

Bytes undo_key(Column of, View key, BlockNumber number) {
  Bytes out = undo_prefix(of, key);
  append_number(out, number);
  return out;
}

std::optional<UndoKey> parse_undo_key(Column of, View raw) {
  const Bytes column{static_cast<std::uint8_t>(Column::Undo), static_cast<std::uint8_t>(of)};
  if (!starts_with(raw, column)) return std::nullopt;
  View rest = raw.subspan(column.size());
  auto key = take_escaped(rest);
  if (!key || rest.size() != kNumberBytes) return std::nullopt;
  return UndoKey{std::move(*key), number_from(rest)};
}

}  // namespace descent::store
