#pragma once
/// # Recovery phrases
/// 12 to 24 English words that say 128 to 256 bits and a checksum of them. The secret comes from
/// the bits, not from the text as in Bitcoin's wallets.
/// source  BIP39; github.com/paritytech/substrate-bip39, src/lib.rs
#include "runtime/crypto/key_error.hpp"
#include "runtime/crypto/secret.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::crypto {

/// What a phrase says.
struct Entropy {
  Secret<32> bytes;      ///< zeros behind `size`
  std::size_t size = 0;  ///< 16, 20, 24, 28 or 32

  View view() const { return View{bytes}.first(size); }
};

/// The entropy of a phrase of so many words is 4/3 bytes a word.
constexpr bool is_word_count(std::size_t words) {
  return words >= 12 && words <= 24 && words % 3 == 0;
}

/// Words in lower case, spaces between them.
/// errors  WordCount, UnknownWord, BadChecksum
Expected<Entropy, KeyError> entropy_of(std::string_view phrase);

/// The phrase that `entropy_of` reads back.  REQUIRES  a size that is listed above
SecretText phrase_of(const Entropy& entropy);

/// The first half of PBKDF2-HMAC-SHA512(entropy, "mnemonic" ++ password, 2048 rounds).
Seed mini_secret(const Entropy& entropy, std::string_view password);

}  // namespace descent::crypto
