#include "runtime/crypto/suri.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/hash.hpp"
#include "runtime/crypto/mnemonic.hpp"
#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

KeyError error_of(std::string_view text) { return parse_suri(text).error(); }

constexpr std::string_view kPhrase =
    "legal winner thank year wave sausage worth useful legal winner thank yellow";
const std::string kSeedText = "0x" + to_hex(counting(32));

TEST(Suri, nothing_and_the_development_phrase_mean_its_secret) {
  const auto vectors = golden("wire.json");
  EXPECT_EQ(text_of(vectors.at("keys").at("devPhrase")), kDevPhrase);
  for (const auto text : {std::string_view{}, kDevPhrase}) {
    const auto parsed = parse_suri(text);
    ASSERT_TRUE(parsed);
    EXPECT_EQ(to_0x(parsed->seed), text_of(vectors.at("keys").at("miniSecret")));
    EXPECT_TRUE(parsed->junctions.empty());
  }
  // Known by heart, and computed.
  EXPECT_EQ(parse_suri(kDevPhrase)->seed, mini_secret(*entropy_of(kDevPhrase), ""));
}

TEST(Suri, junctions_follow_a_seed_in_order) {
  const auto parsed = parse_suri(kSeedText + "//Alice/1//2");
  ASSERT_TRUE(parsed);
  EXPECT_EQ(to_0x(parsed->seed), kSeedText);
  EXPECT_EQ(parsed->junctions,
            (std::vector<Junction>{
                {true, chain_code("Alice")}, {false, chain_code("1")}, {true, chain_code("2")}}));
}

TEST(Suri, a_phrase_and_its_password_make_the_seed) {
  const std::string phrase{kPhrase};
  const auto entropy = *entropy_of(phrase);
  EXPECT_EQ(parse_suri(phrase)->seed, mini_secret(entropy, ""));
  EXPECT_EQ(parse_suri(phrase + "//a///pw")->seed, mini_secret(entropy, "pw"));
  EXPECT_EQ(parse_suri(phrase + "//a///pw")->junctions.size(), 1U);
  EXPECT_EQ(parse_suri(phrase + "///")->seed, mini_secret(entropy, ""));
  EXPECT_NE(mini_secret(entropy, "pw"), mini_secret(entropy, ""));
}

TEST(Suri, whatever_stands_behind_three_slashes_is_the_password) {
  const auto entropy = *entropy_of(kDevPhrase);
  const auto parsed = parse_suri("//Alice///a//b c///d");
  EXPECT_EQ(parsed->seed, mini_secret(entropy, "a//b c///d"));
  EXPECT_EQ(parsed->junctions, (std::vector<Junction>{{true, chain_code("Alice")}}));
}

TEST(Suri, each_error_has_its_name) {
  EXPECT_EQ(error_of(std::string(kSuriLengthMax + 1, '/')), KeyError::TooLong);
  EXPECT_EQ(error_of("0x1234"), KeyError::BadSeed);
  EXPECT_EQ(error_of(kSeedText + "00"), KeyError::BadSeed);
  EXPECT_EQ(error_of(kSeedText.substr(0, 65) + "g"), KeyError::BadSeed);
  EXPECT_EQ(error_of(kSeedText + "///pw"), KeyError::SeedWithPassword);
  EXPECT_EQ(error_of("//"), KeyError::EmptyJunction);
  EXPECT_EQ(error_of("/"), KeyError::EmptyJunction);
  EXPECT_EQ(error_of("//Alice//"), KeyError::EmptyJunction);
  EXPECT_EQ(error_of("//Alice/"), KeyError::EmptyJunction);
  EXPECT_EQ(error_of("legal winner thank year wave"), KeyError::WordCount);
  EXPECT_EQ(error_of("Alice"), KeyError::WordCount);
  std::string wrong{kPhrase};
  EXPECT_EQ(error_of(wrong.replace(0, 5, "legol")), KeyError::UnknownWord);
  EXPECT_EQ(error_of(wrong.replace(0, 5, "about")), KeyError::BadChecksum);
}

TEST(Suri, a_number_is_eight_bytes_and_a_name_is_scale) {
  const std::string zeros(64, '0');
  const auto padded = [&](std::string hex) { return hex + zeros.substr(hex.size()); };
  EXPECT_EQ(to_hex(chain_code("1")), padded("01"));
  EXPECT_EQ(to_hex(chain_code("258")), padded("0201"));
  EXPECT_EQ(to_hex(chain_code("18446744073709551615")), padded("ffffffffffffffff"));
  EXPECT_EQ(to_hex(chain_code("Alice")), padded("14416c696365"));
  EXPECT_EQ(to_hex(chain_code("18446744073709551616")),
            padded("50" + to_hex(as_view("18446744073709551616"))));
}

TEST(Suri, a_name_above_31_bytes_is_hashed) {
  const std::string fits(31, 'a'), longer(32, 'a');
  EXPECT_EQ(to_hex(chain_code(fits)), "7c" + to_hex(as_view(fits)));
  EXPECT_EQ(chain_code(longer), blake2b_256(scale::encoded(longer)).bytes);
}

}  // namespace
}  // namespace descent::crypto
