#include "runtime/crypto/mnemonic.hpp"

#include <optional>

#include "runtime/crypto/bip39_words.hpp"
#include "runtime/crypto/cryptopp.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::crypto {
namespace {

constexpr std::size_t kWordsMax = 24;
constexpr std::size_t kBitsOfWord = 11;
constexpr std::uint32_t kRounds = 2048;

/// Entropy and, in one more byte, its checksum.
using Bits = Secret<33>;

bool bit_at(const Bits& bits, std::size_t at) { return (bits[at / 8] >> (7 - at % 8) & 1) != 0; }

void set_bit(Bits& bits, std::size_t at) {
  bits[at / 8] = static_cast<std::uint8_t>(bits[at / 8] | 1U << (7 - at % 8));
}

std::uint8_t checksum(View entropy) {
  const std::size_t bits = entropy.size() / 4;  // 4 to 8: a bit for each 32 of entropy
  return static_cast<std::uint8_t>(sha2_256(entropy)[0] >> (8 - bits) << (8 - bits));
}

/// Takes the next word off the front of `phrase`; empty at the end.
std::string_view next_word(std::string_view& phrase) {
  phrase.remove_prefix(std::min(phrase.find_first_not_of(' '), phrase.size()));
  const std::string_view word = phrase.substr(0, phrase.find(' '));
  phrase.remove_prefix(word.size());
  return word;
}

std::optional<std::size_t> place_of(std::string_view word) {
  const auto at = std::ranges::lower_bound(kEnglish, word);
  if (at == kEnglish.end() || *at != word) return std::nullopt;
  return static_cast<std::size_t>(at - kEnglish.begin());
}

void put_word(Bits& bits, std::size_t index, std::size_t place) {
  for (std::size_t i = 0; i < kBitsOfWord; ++i)
    if ((place >> (kBitsOfWord - 1 - i) & 1) != 0) set_bit(bits, index * kBitsOfWord + i);
}

std::string_view word_at(const Bits& bits, std::size_t index) {
  std::size_t place = 0;
  for (std::size_t i = 0; i < kBitsOfWord; ++i)
    place = place << 1 | std::size_t{bit_at(bits, index * kBitsOfWord + i)};
  return kEnglish[place];
}

std::size_t count_words(std::string_view phrase) {
  std::size_t count = 0;
  while (!next_word(phrase).empty()) ++count;
  return count;
}

}  // namespace

Expected<Entropy, KeyError> entropy_of(std::string_view phrase) {
  const std::size_t words = count_words(phrase);
  if (!is_word_count(words)) return KeyError::WordCount;
  Bits bits;
  for (std::size_t i = 0; i < words; ++i) {
    const auto place = place_of(next_word(phrase));
    if (!place) return KeyError::UnknownWord;
    put_word(bits, i, *place);
  }
  Entropy out;
  out.size = words * 4 / 3;
  std::copy_n(bits.begin(), out.size, out.bytes.begin());
  if (bits[out.size] != checksum(out.view())) return KeyError::BadChecksum;
  return out;
}

SecretText phrase_of(const Entropy& entropy) {
  const std::size_t words = entropy.size * 3 / 4;
  DESCENT_ASSERT(is_word_count(words) && entropy.size % 4 == 0);
  Bits bits;
  std::copy_n(entropy.bytes.begin(), entropy.size, bits.begin());
  bits[entropy.size] = checksum(entropy.view());
  SecretText out;
  out->reserve(kWordsMax * 9);  // so that no copy of it is left: no word is above 8 letters
  for (std::size_t i = 0; i < words; ++i) {
    if (i > 0) *out += ' ';
    *out += word_at(bits, i);
  }
  return out;
}

Seed mini_secret(const Entropy& entropy, std::string_view password) {
  SecretBytes salt;
  salt->reserve(8 + password.size());
  append(*salt, as_view("mnemonic"));
  append(*salt, as_view(password));
  Secret<64> both;
  cryptopp::pbkdf2_hmac_sha512(entropy.view(), *salt, kRounds, both);
  return Seed{std::span<const std::uint8_t, 64>{both}.first<32>()};
}

}  // namespace descent::crypto
