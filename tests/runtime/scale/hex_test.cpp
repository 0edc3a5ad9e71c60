#include "runtime/scale/hex.hpp"

#include <gtest/gtest.h>

namespace descent {
namespace {

TEST(Hex, every_byte_prints_in_lower_case_and_reads_back) {
  Bytes all(256);
  for (std::size_t i = 0; i < all.size(); ++i) all[i] = static_cast<std::uint8_t>(i);
  const std::string text = to_hex(all);
  EXPECT_EQ(text.substr(0, 8), "00010203");
  EXPECT_EQ(text.substr(text.size() - 8), "fcfdfeff");
  EXPECT_EQ(from_hex(text), all);
  EXPECT_EQ(to_0x(all), "0x" + text);
}

TEST(Hex, reads_either_case_with_or_without_the_prefix) {
  const Bytes expected{0xab, 0xcd, 0xef};
  for (const auto* text : {"abcdef", "ABCDEF", "0xabcdef", "0xABcdEF"})
    EXPECT_EQ(from_hex(text), expected) << text;
}

TEST(Hex, nothing_is_nothing) {
  EXPECT_EQ(to_hex({}), "");
  EXPECT_EQ(to_0x({}), "0x");
  EXPECT_EQ(from_hex(""), Bytes{});
  EXPECT_EQ(from_hex("0x"), Bytes{});
}

TEST(Hex, refuses_an_odd_number_of_digits) {
  EXPECT_FALSE(from_hex("abc"));
  EXPECT_FALSE(from_hex("0xabc"));
}

TEST(Hex, refuses_every_character_that_is_no_digit_in_both_places) {
  const std::string digits = "0123456789abcdefABCDEF";
  for (int c = 0; c < 256; ++c) {
    const auto character = static_cast<char>(c);
    const bool valid = c != 0 && digits.find(character) != digits.npos;
    EXPECT_EQ(from_hex(std::string{'0', 'x', character, '0'}).has_value(), valid) << c;
    EXPECT_EQ(from_hex(std::string{'0', 'x', '0', character}).has_value(), valid) << c;
  }
}

TEST(Hex, the_prefix_is_taken_off_once) { EXPECT_FALSE(from_hex("0x0x00")); }

}  // namespace
}  // namespace descent
