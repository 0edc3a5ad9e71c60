#include "runtime/crypto/ss58.hpp"

#include "runtime/crypto/base58.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::crypto {
namespace {

constexpr std::size_t kChecksumSize = 2;
constexpr std::uint16_t kOneBytePrefixes = 64;
constexpr std::uint8_t kTwoBytes = 0x40;  // set in the first byte of a prefix of two bytes

/// Fourteen bits p13..p0 of a large prefix become 01 p7..p2, p1 p0 p13..p8.
Bytes prefix_bytes(std::uint16_t prefix) {
  if (prefix < kOneBytePrefixes) return {static_cast<std::uint8_t>(prefix)};
  return {static_cast<std::uint8_t>(kTwoBytes | ((prefix & 0xfc) >> 2)),
          static_cast<std::uint8_t>(prefix >> 8 | (prefix & 3) << 6)};
}

Expected<std::uint16_t, Ss58Error> read_prefix(View bytes) {
  if (bytes[0] >= 2 * kTwoBytes) return Ss58Error::BadPrefix;
  std::uint16_t prefix = bytes[0];
  if (bytes[0] >= kTwoBytes) {
    const unsigned low = (bytes[0] & 0x3fU) << 2 | bytes[1] >> 6;
    prefix = static_cast<std::uint16_t>((bytes[1] & 0x3fU) << 8 | low);
    if (prefix < kOneBytePrefixes) return Ss58Error::BadPrefix;
  }
  if (!is_ss58_prefix(prefix)) return Ss58Error::ReservedPrefix;
  return prefix;
}

Bytes checksum(View body) {
  Bytes message;
  append(message, as_view("SS58PRE"));
  append(message, body);
  const auto digest = blake2b_512(message);
  return {digest.begin(), digest.begin() + kChecksumSize};
}

}  // namespace

std::string_view describe(Ss58Error error) {
  switch (error) {
    case Ss58Error::BadBase58: return "the address has a character that is not base58";
    case Ss58Error::BadLength: return "the address is too short or too long: 32 bytes are expected";
    case Ss58Error::BadPrefix:
      return "the address begins with a network prefix that does not exist";
    case Ss58Error::ReservedPrefix: return "the address has the reserved network prefix 46 or 47";
    case Ss58Error::BadChecksum: return "the checksum is wrong: the address is mistyped";
  }
  DESCENT_ASSERT(false);
  return {};
}

std::string ss58_encode(const AccountId& account, std::uint16_t prefix) {
  DESCENT_ASSERT(is_ss58_prefix(prefix));
  Bytes out = prefix_bytes(prefix);
  append(out, account.id);
  append(out, checksum(out));
  return base58_encode(out);
}

Expected<Ss58, Ss58Error> ss58_decode(std::string_view text) {
  const auto bytes = base58_decode(text);
  if (!bytes) return Ss58Error::BadBase58;
  Ss58 out;
  constexpr std::size_t kRest = sizeof(AccountId) + kChecksumSize;
  if (bytes->size() != kRest + 1 && bytes->size() != kRest + 2) return Ss58Error::BadLength;
  out.prefix = DESCENT_TRY(read_prefix(*bytes));
  const std::size_t prefix_size = prefix_bytes(out.prefix).size();
  if (bytes->size() != prefix_size + kRest) return Ss58Error::BadLength;

  const View body = View{*bytes}.first(prefix_size + sizeof(AccountId));
  const View tail = View{*bytes}.last(kChecksumSize);
  if (checksum(body) != Bytes(tail.begin(), tail.end())) return Ss58Error::BadChecksum;
  const View account = body.subspan(prefix_size);
  std::copy(account.begin(), account.end(), out.account.id.begin());
  return out;
}

}  // namespace descent::crypto
