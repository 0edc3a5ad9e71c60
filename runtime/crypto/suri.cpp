#include "runtime/crypto/suri.hpp"

#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"
#include "runtime/scale/decimal.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::crypto {
namespace {

/// First half of PBKDF2-HMAC-SHA512(entropy of `kDevPhrase`, "mnemonic", 2048 rounds), as
/// substrate-bip39 defines it.
constexpr std::array<std::uint8_t, 32> kDevMiniSecret = {
    0xfa, 0xc7, 0x95, 0x9d, 0xbf, 0xe7, 0x2f, 0x05, 0x2e, 0x5a, 0x0c, 0x3c, 0x8d, 0x65, 0x30, 0xf2,
    0x02, 0xb0, 0x2f, 0xd8, 0xf9, 0xf5, 0xca, 0x35, 0x80, 0xec, 0x8d, 0xeb, 0x77, 0x97, 0x47, 0x9e};

Expected<Seed, KeyError> starting_seed(std::string_view start) {
  if (start.empty() || start == kDevPhrase) return Seed{kDevMiniSecret};
  if (!start.starts_with("0x")) return KeyError::UnsupportedPhrase;
  auto bytes = from_hex(start);
  if (!bytes || bytes->size() != 32) return KeyError::BadSeed;
  Seed seed{std::span<const std::uint8_t, 32>{*bytes}};
  wipe(*bytes);
  return seed;
}

/// Takes one junction off the front of `path`.
Expected<std::string_view, KeyError> next_junction(std::string_view& path) {
  if (path.starts_with("///")) return KeyError::UnsupportedPassword;
  if (!path.starts_with("//")) return KeyError::UnsupportedSoft;
  path.remove_prefix(2);
  const std::string_view junction = path.substr(0, path.find('/'));
  if (junction.empty()) return KeyError::EmptyJunction;
  path.remove_prefix(junction.size());
  return junction;
}

Bytes junction_bytes(std::string_view junction) {
  const auto number = u128_from(junction);
  if (number && *number <= UINT64_MAX) return scale::encoded(static_cast<std::uint64_t>(*number));
  return scale::encoded(std::string{junction});
}

}  // namespace

std::string_view describe(KeyError error) {
  switch (error) {
    case KeyError::TooLong: return "the secret is longer than 1024 characters";
    case KeyError::BadSeed: return "a seed is 0x and 64 hexadecimal digits";
    case KeyError::SeedOutOfRange: return "the seed is no secp256k1 key: take another one";
    case KeyError::EmptyJunction: return "a junction has no name: write //Alice";
    case KeyError::UnsupportedPhrase:
      return "recovery phrases are not supported by this version, but for the development phrase: "
             "give the seed as 0x and 64 hexadecimal digits";
    case KeyError::UnsupportedSoft:
      return "soft junctions (/name) are not supported by this version: use a hard one (//name)";
    case KeyError::UnsupportedPassword:
      return "passwords (///password) are not supported by this version";
  }
  DESCENT_ASSERT(false);
  return {};
}

Expected<Suri, KeyError> parse_suri(std::string_view text) {
  if (text.size() > kSuriLengthMax) return KeyError::TooLong;
  const std::size_t start = std::min(text.find('/'), text.size());
  Suri out{DESCENT_TRY(starting_seed(text.substr(0, start))), {}};
  for (std::string_view path = text.substr(start); !path.empty();)
    out.junctions.push_back(chain_code(DESCENT_TRY(next_junction(path))));
  return out;
}

ChainCode chain_code(std::string_view junction) {
  const Bytes bytes = junction_bytes(junction);
  ChainCode out{};
  if (bytes.size() > out.size()) return blake2b_256(bytes).bytes;
  std::copy(bytes.begin(), bytes.end(), out.begin());
  return out;
}

}  // namespace descent::crypto
