#include "runtime/crypto/base58.hpp"

#include <gtest/gtest.h>

#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

struct Row {
  const char* hex;
  const char* text;
};
// github.com/bitcoin/bitcoin, src/test/data/base58_encode_decode.json
constexpr Row kRows[] = {
    {"", ""},
    {"61", "2g"},
    {"626262", "a3gV"},
    {"636363", "aPEr"},
    {"73696d706c792061206c6f6e6720737472696e67", "2cFupjhnEsSn59qHXstmK2ffpLv2"},
    {"516b6fcd0f", "ABnLTmg"},
    {"bf4f89001e670274dd", "3SEo3LWLoPntC"},
    {"572e4794", "3EFU7m"},
    {"10c8511e", "Rt5zm"},
    {"00000000000000000000", "1111111111"}};

TEST(Base58, agrees_with_bitcoin) {
  for (const auto& row : kRows) {
    EXPECT_EQ(base58_encode(bytes_of(row.hex)), row.text);
    EXPECT_EQ(base58_decode(row.text), bytes_of(row.hex));
  }
}

TEST(Base58, every_text_of_random_bytes_reads_back) {
  std::mt19937_64 random{58};
  for (std::size_t i = 0; i < 500; ++i) {
    Bytes bytes = random_bytes(random, i % (kBase58BytesMax + 1));
    std::fill_n(bytes.begin(), std::min<std::size_t>(bytes.size(), i % 4), std::uint8_t{0});
    EXPECT_EQ(base58_decode(base58_encode(bytes)), bytes);
  }
}

TEST(Base58, characters_that_look_alike_are_refused) {
  for (const char c : std::string_view{"0OIl +/_\n\0\xff", 11})
    EXPECT_FALSE(base58_decode(std::string{"2g"} + c)) << c;
}

TEST(Base58, the_longest_bytes_fit_the_longest_text_and_more_is_refused) {
  const std::string longest = base58_encode(Bytes(kBase58BytesMax, 0xff));
  EXPECT_LE(longest.size(), kBase58TextMax);
  EXPECT_TRUE(base58_decode(longest));
  EXPECT_TRUE(base58_decode(std::string(kBase58TextMax, 'z')));
  EXPECT_FALSE(base58_decode(std::string(kBase58TextMax + 1, 'z')));
  EXPECT_FALSE(base58_decode(std::string(kBase58TextMax + 1, '1')));
}

TEST(Base58DeathTest, bytes_above_the_limit_are_a_broken_invariant) {
  EXPECT_DEATH(base58_encode(Bytes(kBase58BytesMax + 1)), "kBase58BytesMax");
}

}  // namespace
}  // namespace descent::crypto
