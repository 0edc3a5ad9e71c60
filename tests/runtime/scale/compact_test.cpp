#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <fstream>
#include <random>
#include <sstream>

#include "runtime/scale/codec.hpp"
#include "runtime/scale/decimal.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::scale {
namespace {

constexpr u128 kMax = ~u128{0};

Bytes compact(u128 v) { return encoded(Compact<u128>{v}); }

Expected<Compact<u128>, Error> parse(View bytes) { return decoded<Compact<u128>>(bytes); }

/// A compact integer of `n` value bytes behind the first one, whether or not it needs them.
Bytes big_mode(u128 v, std::size_t n) {
  Bytes out{static_cast<std::uint8_t>((n - 4) << 2 | 3)};
  for (std::size_t i = 0; i < n; ++i)
    out.push_back(i < 16 ? static_cast<std::uint8_t>(v >> (8 * i)) : std::uint8_t{0});
  return out;
}

/// The length the specification gives to `v`.
std::size_t length_of(u128 v) {
  if (v < 64) return 1;
  if (v < 16384) return 2;
  if (v < 1073741824) return 4;
  std::size_t n = 4;
  while (n < 16 && (v >> (8 * n)) != 0) ++n;
  return n + 1;
}

/// Every power of two with its neighbours: each boundary between two lengths is among them.
std::vector<u128> boundaries() {
  std::vector<u128> out{0, kMax};
  for (int bit = 0; bit < 128; ++bit) {
    const u128 power = u128{1} << bit;
    out.insert(out.end(), {power - 1, power, power + 1});
  }
  return out;
}

TEST(Compact, vectors_of_an_independent_implementation_agree) {
  std::ifstream file{std::string{DESCENT_SOURCE_DIR} + "/tests/golden/wire.json"};
  std::stringstream text;
  text << file.rdbuf();
  const auto json = boost::json::parse(text.str());
  const auto& vectors = json.at("compact").as_array();
  ASSERT_GE(vectors.size(), 13u);
  for (const auto& vector : vectors) {
    const auto value = u128_from(vector.at(0).as_string().c_str());
    const auto bytes = from_hex(vector.at(1).as_string().c_str());
    ASSERT_TRUE(value && bytes);
    EXPECT_EQ(to_hex(compact(*value)), to_hex(*bytes));
    const auto back = parse(*bytes);
    ASSERT_TRUE(back);
    EXPECT_TRUE(back->value == *value);
  }
}

TEST(Compact, every_boundary_has_the_shortest_length_and_comes_back) {
  for (const u128 v : boundaries()) {
    const Bytes bytes = compact(v);
    EXPECT_EQ(bytes.size(), length_of(v)) << to_string(v);
    const auto back = parse(bytes);
    ASSERT_TRUE(back) << to_string(v);
    EXPECT_TRUE(back->value == v) << to_string(v);
  }
}

TEST(Compact, a_value_of_one_byte_in_two_is_refused) {
  for (unsigned v = 0; v < 64; ++v) {
    const auto word = v << 2 | 1;
    const Bytes bytes{static_cast<std::uint8_t>(word), static_cast<std::uint8_t>(word >> 8)};
    EXPECT_EQ(parse(bytes).error(), Error::NotCanonical) << v;
  }
}

TEST(Compact, a_value_of_two_bytes_in_four_is_refused) {
  for (unsigned v = 0; v < 16384; ++v)
    ASSERT_EQ(parse(encoded(v << 2 | 2)).error(), Error::NotCanonical) << v;
  EXPECT_TRUE(parse(encoded(16384u << 2 | 2)));
}

TEST(Compact, a_value_of_four_bytes_in_the_big_mode_is_refused) {
  for (const u128 v : {u128{0}, u128{1} << 14, (u128{1} << 30) - 1})
    EXPECT_EQ(parse(big_mode(v, 4)).error(), Error::NotCanonical) << to_string(v);
  EXPECT_TRUE(parse(big_mode(u128{1} << 30, 4)));
}

TEST(Compact, a_big_value_with_a_zero_byte_on_top_is_refused_at_every_length) {
  for (std::size_t n = 5; n <= 16; ++n) {
    const u128 largest_below = (u128{1} << (8 * (n - 1))) - 1;
    EXPECT_EQ(parse(big_mode(largest_below, n)).error(), Error::NotCanonical) << n;
    EXPECT_TRUE(parse(big_mode(largest_below + 1, n))) << n;
  }
}

TEST(Compact, more_than_sixteen_bytes_are_out_of_range) {
  for (std::size_t n = 17; n <= 67; ++n)
    EXPECT_EQ(parse(big_mode(kMax, n)).error(), Error::OutOfRange) << n;
}

TEST(Compact, a_value_above_its_type_is_out_of_range) {
  EXPECT_TRUE(decoded<Compact<std::uint8_t>>(compact(255)));
  EXPECT_EQ(decoded<Compact<std::uint8_t>>(compact(256)).error(), Error::OutOfRange);
  EXPECT_TRUE(decoded<Compact<std::uint32_t>>(compact(UINT32_MAX)));
  EXPECT_EQ(decoded<Compact<std::uint32_t>>(compact(u128{1} << 32)).error(), Error::OutOfRange);
  EXPECT_TRUE(decoded<Compact<std::uint64_t>>(compact(UINT64_MAX)));
  EXPECT_EQ(decoded<Compact<std::uint64_t>>(compact(u128{1} << 64)).error(), Error::OutOfRange);
}

TEST(Compact, every_proper_prefix_is_truncated_and_every_longer_text_trails) {
  for (const u128 v : boundaries()) {
    Bytes bytes = compact(v);
    for (std::size_t n = 0; n < bytes.size(); ++n)
      EXPECT_EQ(parse(View{bytes}.first(n)).error(), Error::Truncated) << to_string(v);
    bytes.push_back(0);
    EXPECT_EQ(parse(bytes).error(), Error::TrailingBytes) << to_string(v);
  }
}

TEST(Compact, whatever_random_bytes_decode_to_encodes_to_the_same_bytes) {
  std::mt19937_64 random{1};
  std::size_t accepted = 0;
  for (int round = 0; round < 200'000; ++round) {
    Bytes bytes(1 + random() % 17);
    for (auto& b : bytes) b = static_cast<std::uint8_t>(random());
    Reader in{bytes};
    const u128 v = decode_compact(in, kMax);
    if (!in.ok()) continue;
    ++accepted;
    const Bytes read{bytes.begin(), bytes.end() - static_cast<std::ptrdiff_t>(in.rest().size())};
    ASSERT_EQ(compact(v), read);
  }
  EXPECT_GT(accepted, 50'000u);
}

TEST(Count, a_promise_beyond_the_rest_of_the_input_is_refused) {
  const Bytes three_left{4 << 2, 1, 2, 3};
  Reader in{three_left};
  EXPECT_EQ(decode_count(in, SIZE_MAX), 0u);
  EXPECT_EQ(in.error(), Error::TooMany);
}

TEST(Count, as_many_as_the_rest_and_as_the_limit_are_accepted) {
  const Bytes three_left{3 << 2, 1, 2, 3};
  Reader in{three_left};
  EXPECT_EQ(decode_count(in, 3), 3u);
  Reader limited{three_left};
  EXPECT_EQ(decode_count(limited, 2), 0u);
  EXPECT_EQ(limited.error(), Error::TooMany);
}

}  // namespace
}  // namespace descent::scale
