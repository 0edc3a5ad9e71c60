#include "network/libp2p/varint.hpp"

#include "runtime/primitives/assert.hpp"

namespace descent::network::libp2p {

void append_varint(Bytes& out, std::uint64_t value) {
  DESCENT_ASSERT(value >> 63 == 0);
  for (; value >= 0x80; value >>= 7) out.push_back(static_cast<std::uint8_t>(value | 0x80));
  out.push_back(static_cast<std::uint8_t>(value));
}

Expected<std::optional<Varint>, Error> read_varint(View bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    if (i == kVarintBytesMax) return Error::BadVarint;
    value |= std::uint64_t{bytes[i] & 0x7fu} << (7 * i);
    if ((bytes[i] & 0x80) != 0) continue;
    if (i > 0 && bytes[i] == 0) return Error::BadVarint;
    return std::optional{Varint{value, i + 1}};
  }
  if (bytes.size() >= kVarintBytesMax) return Error::BadVarint;
  return std::optional<Varint>{};
}

}  // namespace descent::network::libp2p
