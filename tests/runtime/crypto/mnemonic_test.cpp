#include "runtime/crypto/mnemonic.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/bip39_words.hpp"
#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

constexpr std::string_view kPhrase =
    "legal winner thank year wave sausage worth useful legal winner thank yellow";

Entropy entropy_with(View bytes) {
  Entropy out;
  out.size = bytes.size();
  std::copy(bytes.begin(), bytes.end(), out.bytes.begin());
  return out;
}

TEST(Mnemonic, the_list_is_in_order_and_told_apart_by_four_letters) {
  EXPECT_EQ(kEnglish.front(), "abandon");
  EXPECT_EQ(kEnglish.back(), "zoo");
  EXPECT_TRUE(std::ranges::is_sorted(kEnglish));
  std::set<std::string_view> beginnings;
  for (const auto word : kEnglish) {
    EXPECT_LE(word.size(), 8U);
    beginnings.insert(word.substr(0, 4));
  }
  EXPECT_EQ(beginnings.size(), kBip39Words);
}

TEST(Mnemonic, phrases_entropy_and_secrets_agree_with_polkadot_js) {
  const auto vectors = golden("mnemonics.json");
  std::set<std::size_t> sizes;
  for (const auto& row : vectors.at("rows").as_array()) {
    const std::string phrase = text_of(row.at("phrase"));
    const auto entropy = entropy_of(phrase);
    ASSERT_TRUE(entropy) << phrase;
    EXPECT_EQ(to_0x(entropy->view()), text_of(row.at("entropy")));
    EXPECT_EQ(*phrase_of(*entropy), phrase);
    EXPECT_EQ(to_0x(mini_secret(*entropy, text_of(row.at("password")))),
              text_of(row.at("miniSecret")));
    sizes.insert(entropy->size);
  }
  EXPECT_EQ(sizes, (std::set<std::size_t>{16, 20, 24, 28, 32}));
}

TEST(Mnemonic, random_entropy_comes_back_from_its_phrase) {
  std::mt19937_64 random{39};
  for (std::size_t i = 0; i < 200; ++i) {
    const auto entropy = entropy_with(random_bytes(random, 16 + 4 * (i % 5)));
    const auto again = entropy_of(*phrase_of(entropy));
    ASSERT_TRUE(again);
    EXPECT_EQ(again->bytes, entropy.bytes);
    EXPECT_EQ(again->size, entropy.size);
  }
}

/// Of 2048 words in the last place, the checksum of 4 bits leaves 128.
TEST(Mnemonic, the_checksum_lets_one_in_sixteen_last_words_pass) {
  const std::string all_but_last{kPhrase.substr(0, kPhrase.rfind(' ') + 1)};
  int accepted = 0;
  for (const auto word : kEnglish) {
    const auto entropy = entropy_of(all_but_last + std::string{word});
    if (entropy)
      ++accepted;
    else
      ASSERT_EQ(entropy.error(), KeyError::BadChecksum);
  }
  EXPECT_EQ(accepted, 128);
}

TEST(Mnemonic, only_five_lengths_are_phrases) {
  std::string phrase;
  for (std::size_t words = 0; words <= 40; ++words) {
    const auto entropy = entropy_of(phrase);
    const bool length_fits = entropy || entropy.error() != KeyError::WordCount;
    EXPECT_EQ(length_fits, words == 12 || words == 15 || words == 18 || words == 21 || words == 24);
    phrase += words == 0 ? "abandon" : " abandon";
  }
}

TEST(Mnemonic, words_are_whole_and_in_lower_case) {
  const auto with_first = [](std::string_view word) {
    return entropy_of(std::string{word} + std::string{kPhrase.substr(5)});
  };
  for (const auto* word : {"Legal", "lega", "legall", "LEGAL", "legal\t", "1"})
    EXPECT_EQ(with_first(word).error(), KeyError::UnknownWord) << word;
}

TEST(Mnemonic, spaces_around_words_do_not_matter) {
  std::string spaced = "  ";
  for (const char c : kPhrase) spaced += c == ' ' ? std::string{"   "} : std::string{c};
  EXPECT_EQ(entropy_of(spaced + " ")->bytes, entropy_of(kPhrase)->bytes);
}

TEST(Mnemonic, every_bit_of_entropy_and_password_changes_the_secret) {
  const auto entropy = *entropy_of(kPhrase);
  std::set<std::string> secrets{to_hex(mini_secret(entropy, ""))};
  for (std::size_t bit = 0; bit < 128; bit += 9) {
    const auto other = entropy_with(with_bit_flipped(Bytes(16, 0x7f), bit));
    secrets.insert(to_hex(mini_secret(other, "")));
  }
  secrets.insert(to_hex(mini_secret(entropy, "a")));
  EXPECT_EQ(secrets.size(), 17U);
}

}  // namespace
}  // namespace descent::crypto
