#include "runtime/scale/utf8.hpp"

#include <gtest/gtest.h>

#include <random>

namespace descent::scale {
namespace {

/// The textbook encoder, surrogates and all: the oracle.
Bytes encode_as(std::uint32_t c, std::size_t length) {
  if (length == 1) return {static_cast<std::uint8_t>(c)};
  Bytes out(length);
  for (std::size_t i = length - 1; i > 0; --i, c >>= 6)
    out[i] = static_cast<std::uint8_t>(0x80 | (c & 0x3F));
  out[0] = static_cast<std::uint8_t>((0xF00u >> length) | c);
  return out;
}

std::size_t shortest(std::uint32_t c) {
  if (c < 0x80) return 1;
  if (c < 0x800) return 2;
  return c < 0x10000 ? 3 : 4;
}

/// Decodes by arithmetic and asks whether the character's one encoding is what was there.
bool naive(View bytes) {
  for (std::size_t i = 0; i < bytes.size();) {
    std::size_t n = 1;
    std::uint32_t c = bytes[i];
    if (c >= 0x80) {
      n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : 2;
      c &= 0x7Fu >> n;
      if (bytes.size() - i < n) return false;
      for (std::size_t k = 1; k < n; ++k) c = c << 6 | (bytes[i + k] & 0x3F);
    }
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF) || shortest(c) != n) return false;
    const Bytes again = encode_as(c, n);
    if (!std::equal(again.begin(), again.end(), bytes.begin() + static_cast<std::ptrdiff_t>(i)))
      return false;
    i += n;
  }
  return true;
}

TEST(Utf8, accepts_every_character_in_its_shortest_form_except_surrogates) {
  for (std::uint32_t c = 0; c <= 0x10FFFF; ++c) {
    const bool surrogate = c >= 0xD800 && c <= 0xDFFF;
    ASSERT_EQ(is_utf8(encode_as(c, shortest(c))), !surrogate) << c;
  }
}

TEST(Utf8, refuses_overlong_forms) {
  for (std::size_t length = 2; length <= 4; ++length)
    for (std::uint32_t c = 0; shortest(c) < length; ++c)
      ASSERT_FALSE(is_utf8(encode_as(c, length))) << c << " in " << length;
}

TEST(Utf8, refuses_what_lies_above_the_last_character) {
  EXPECT_FALSE(is_utf8(encode_as(0x110000, 4)));
  EXPECT_FALSE(is_utf8(encode_as(0x1FFFFF, 4)));
  EXPECT_FALSE(is_utf8(Bytes{0xF8, 0x88, 0x80, 0x80, 0x80}));
}

TEST(Utf8, refuses_a_character_cut_short) {
  for (const std::uint32_t c : {0xE9u, 0x20ACu, 0x1F600u}) {
    const Bytes whole = encode_as(c, shortest(c));
    for (std::size_t n = 1; n < whole.size(); ++n) {
      EXPECT_FALSE(is_utf8(View{whole}.first(n)));
      EXPECT_FALSE(is_utf8(View{whole}.subspan(n)));
    }
  }
}

TEST(Utf8, agrees_with_the_naive_check_on_random_bytes) {
  std::mt19937_64 random{7};
  std::size_t accepted = 0;
  for (int round = 0; round < 300'000; ++round) {
    Bytes bytes(random() % 5);
    for (auto& b : bytes)
      b = static_cast<std::uint8_t>(random() % 3 == 0 ? random() : random() | 0x80);
    ASSERT_EQ(is_utf8(bytes), naive(bytes));
    accepted += is_utf8(bytes) ? 1 : 0;
  }
  EXPECT_GT(accepted, 10'000u);
}

}  // namespace
}  // namespace descent::scale
