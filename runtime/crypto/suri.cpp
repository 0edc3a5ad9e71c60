#include "runtime/crypto/suri.hpp"

#include <optional>

#include "runtime/crypto/hash.hpp"
#include "runtime/crypto/mnemonic.hpp"
#include "runtime/scale/decimal.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::crypto {
namespace {

/// `mini_secret` of `kDevPhrase`, which tests and development chains ask for again and again.
constexpr std::array<std::uint8_t, 32> kDevMiniSecret = {
    0xfa, 0xc7, 0x95, 0x9d, 0xbf, 0xe7, 0x2f, 0x05, 0x2e, 0x5a, 0x0c, 0x3c, 0x8d, 0x65, 0x30, 0xf2,
    0x02, 0xb0, 0x2f, 0xd8, 0xf9, 0xf5, 0xca, 0x35, 0x80, 0xec, 0x8d, 0xeb, 0x77, 0x97, 0x47, 0x9e};

Expected<Seed, KeyError> seed_in(std::string_view hex) {
  auto bytes = from_hex(hex);
  if (!bytes || bytes->size() != 32) return KeyError::BadSeed;
  const SecretBytes held{*std::move(bytes)};
  return Seed{std::span<const std::uint8_t, 32>{*held}};
}

Expected<Seed, KeyError> starting_seed(std::string_view start,
                                       const std::optional<std::string_view>& password) {
  if (start.starts_with("0x")) {
    if (password) return KeyError::SeedWithPassword;
    return seed_in(start);
  }
  if (start.empty()) start = kDevPhrase;
  if (start == kDevPhrase && !password) return Seed{kDevMiniSecret};
  return mini_secret(DESCENT_TRY(entropy_of(start)), password.value_or(""));
}

/// Takes one junction off the front of `path`.
Expected<Junction, KeyError> next_junction(std::string_view& path) {
  const bool is_hard = path.starts_with("//");
  path.remove_prefix(is_hard ? 2 : 1);
  const std::string_view name = path.substr(0, path.find('/'));
  if (name.empty()) return KeyError::EmptyJunction;
  path.remove_prefix(name.size());
  return Junction{is_hard, chain_code(name)};
}

/// Takes the password off the end of `text`: whatever stands behind the first "///".
std::optional<std::string_view> take_password(std::string_view& text) {
  const std::size_t at = text.find("///");
  if (at == text.npos) return std::nullopt;
  const std::string_view password = text.substr(at + 3);
  text = text.substr(0, at);
  return password;
}

Bytes junction_bytes(std::string_view junction) {
  const auto number = u128_from(junction);
  if (number && *number <= UINT64_MAX) return scale::encoded(static_cast<std::uint64_t>(*number));
  return scale::encoded(std::string{junction});
}

}  // namespace

Expected<Suri, KeyError> parse_suri(std::string_view text) {
  if (text.size() > kSuriLengthMax) return KeyError::TooLong;
  const auto password = take_password(text);
  const std::size_t start = std::min(text.find('/'), text.size());
  Suri out{DESCENT_TRY(starting_seed(text.substr(0, start), password)), {}};
  for (std::string_view path = text.substr(start); !path.empty();)
    out.junctions.push_back(DESCENT_TRY(next_junction(path)));
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
