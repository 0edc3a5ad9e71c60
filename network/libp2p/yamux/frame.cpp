#include "network/libp2p/yamux/frame.hpp"

#include "runtime/primitives/assert.hpp"

namespace descent::network::libp2p::yamux {
namespace {

constexpr std::uint16_t kFlags = kSyn | kAck | kFin | kRst;

void append_u32(Bytes& out, std::uint32_t value) {
  for (const int shift : {24, 16, 8, 0}) out.push_back(static_cast<std::uint8_t>(value >> shift));
}

std::uint32_t u32_at(View bytes, std::size_t at) {
  std::uint32_t out = 0;
  for (const auto byte : bytes.subspan(at, 4)) out = out << 8 | byte;
  return out;
}

}  // namespace

void append_header(Bytes& out, const Header& header) {
  out.push_back(0);
  out.push_back(static_cast<std::uint8_t>(header.type));
  out.push_back(static_cast<std::uint8_t>(header.flags >> 8));
  out.push_back(static_cast<std::uint8_t>(header.flags));
  append_u32(out, header.stream);
  append_u32(out, header.length);
}

Expected<Header, Error> read_header(View bytes) {
  DESCENT_ASSERT(bytes.size() == Header::kBytes);
  if (bytes[0] != 0 || bytes[1] > static_cast<std::uint8_t>(Type::GoAway)) return Error::BadHeader;
  const Header out{static_cast<Type>(bytes[1]),
                   static_cast<std::uint16_t>(bytes[2] << 8 | bytes[3]), u32_at(bytes, 4),
                   u32_at(bytes, 8)};
  if ((out.flags & ~kFlags) != 0) return Error::BadHeader;
  const bool of_stream = out.type == Type::Data || out.type == Type::WindowUpdate;
  if (of_stream != (out.stream != 0)) return Error::BadStreamId;
  return out;
}

}  // namespace descent::network::libp2p::yamux
