#pragma once
/// # Secret URIs
/// "phrase//Alice/1///password": where derivation starts and the junctions it passes, hard after
/// "//" and soft after "/". The start is a recovery phrase (mnemonic.hpp), which the password is
/// part of, or a seed, "0x" and 64 hex digits. Without a start it is the development phrase, which
/// everybody knows.
/// source  polkadot-sdk, substrate/primitives/core/src/crypto.rs, SecretUri and DeriveJunction
#include <array>
#include <vector>

#include "runtime/crypto/key_error.hpp"
#include "runtime/crypto/secret.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::crypto {

using ChainCode = std::array<std::uint8_t, 32>;

inline constexpr std::string_view kDevPhrase =
    "bottom drive obey lake curtain smoke basket hold race lonely fit walk";
inline constexpr std::size_t kSuriLengthMax = 1024;

struct Junction {
  bool is_hard{};
  ChainCode code{};
  friend bool operator==(const Junction&, const Junction&) = default;
};

struct Suri {
  Seed seed;
  std::vector<Junction> junctions;
};

/// errors  all of KeyError but SeedOutOfRange, UnsupportedSoft and BadSecret
Expected<Suri, KeyError> parse_suri(std::string_view text);

/// A decimal number below 2^64 in little-endian, or the SCALE text, padded with zeros; hashed if
/// that is above 32 bytes.
ChainCode chain_code(std::string_view junction);

}  // namespace descent::crypto
