#include "runtime/scale/codec.hpp"

#include <gtest/gtest.h>

#include "runtime/scale/hex.hpp"

namespace descent::scale {
namespace {

template <class T>
std::string hex(const T& value) {
  return to_hex(encoded(value));
}

template <class T>
Error refusal(std::string_view digits) {
  return decoded<T>(*from_hex(digits)).error();
}

template <class T>
T read(std::string_view digits) {
  return *decoded<T>(*from_hex(digits));
}

TEST(Integers, are_little_endian_and_as_wide_as_their_type) {
  EXPECT_EQ(hex(std::uint8_t{0xab}), "ab");
  EXPECT_EQ(hex(std::uint16_t{0xabcd}), "cdab");
  EXPECT_EQ(hex(std::uint32_t{1}), "01000000");
  EXPECT_EQ(hex(std::uint64_t{1} << 63), "0000000000000080");
  EXPECT_EQ(hex(u128{1} << 64), "00000000000000000100000000000000");
}

TEST(Integers, negative_ones_are_twos_complement) {
  EXPECT_EQ(hex(std::int8_t{-1}), "ff");
  EXPECT_EQ(hex(std::int32_t{-2}), "feffffff");
  EXPECT_EQ(hex(i128{-1}), "ffffffffffffffffffffffffffffffff");
  EXPECT_EQ(read<std::int16_t>("0080"), INT16_MIN);
  EXPECT_EQ(read<std::int64_t>("feffffffffffffff"), -2);
  EXPECT_TRUE(read<i128>("00000000000000000000000000000080") < 0);
}

TEST(Integers, a_missing_and_a_surplus_byte_are_refused) {
  EXPECT_EQ(refusal<std::uint32_t>("010000"), Error::Truncated);
  EXPECT_EQ(refusal<std::uint32_t>("0100000000"), Error::TrailingBytes);
  EXPECT_EQ(refusal<u128>("000000000000000000000000000000"), Error::Truncated);
}

TEST(Bool, is_zero_or_one_and_nothing_else) {
  EXPECT_EQ(hex(true), "01");
  EXPECT_EQ(hex(false), "00");
  EXPECT_TRUE(read<bool>("01"));
  EXPECT_FALSE(read<bool>("00"));
  EXPECT_EQ(refusal<bool>("02"), Error::NotCanonical);
  EXPECT_EQ(refusal<bool>("ff"), Error::NotCanonical);
}

enum class Fruit : std::uint8_t { Apple, Pear, kCount };

TEST(Enum, travels_as_one_byte_and_its_end_marker_never_does) {
  EXPECT_EQ(hex(Fruit::Pear), "01");
  EXPECT_EQ(read<Fruit>("01"), Fruit::Pear);
  EXPECT_EQ(refusal<Fruit>("02"), Error::UnknownVariant);
  EXPECT_EQ(refusal<Fruit>("ff"), Error::UnknownVariant);
  EXPECT_EQ(refusal<Fruit>(""), Error::Truncated);
}

TEST(Sequences, an_array_has_no_count_and_a_vector_has) {
  EXPECT_EQ(hex(std::array<std::uint16_t, 2>{1, 2}), "01000200");
  EXPECT_EQ(hex(std::array<std::uint8_t, 3>{1, 2, 3}), "010203");
  EXPECT_EQ(hex(std::vector<std::uint16_t>{1, 2}), "0801000200");
  EXPECT_EQ(hex(Bytes{1, 2, 3}), "0c010203");
}

TEST(Sequences, decoding_replaces_what_was_there) {
  std::vector<std::uint16_t> v{7, 8, 9};
  const Bytes one{0x04, 0x01, 0x00};
  Reader in{one};
  decode(in, v);
  EXPECT_EQ(v, std::vector<std::uint16_t>{1});
}

/// Counts how often it is made, so a test sees what decoding allocates.
struct Counted {
  static inline std::size_t made = 0;
  std::uint8_t byte{};
  Counted() { ++made; }
};

}  // namespace

template <>
struct Codec<Counted> {
  static void decode(Reader& in, Counted& v) { v.byte = in.byte(); }
};

namespace {

TEST(Sequences, a_count_beyond_the_input_makes_no_element) {
  Counted::made = 0;
  std::vector<Counted> v;
  const Bytes promise{0x02, 0x09, 0x3d, 0x00, 1, 2, 3};  // a million elements, three bytes
  Reader in{promise};
  decode(in, v);
  EXPECT_EQ(in.error(), Error::TooMany);
  EXPECT_EQ(Counted::made, 0u);
  EXPECT_EQ(v.capacity(), 0u);
}

TEST(Sequences, a_count_of_four_billion_and_one_is_out_of_range) {
  EXPECT_EQ(refusal<Bytes>("070000000001"), Error::OutOfRange);
}

TEST(Sequences, decoding_stops_at_the_first_element_that_fails) {
  Counted::made = 0;
  using Pair = std::pair<bool, Counted>;
  EXPECT_EQ(refusal<std::vector<std::uint32_t>>("0801000000020000"), Error::Truncated);
  std::vector<Pair> v;
  const Bytes bytes{4 << 2, 2, 0, 0, 0, 0, 0, 0, 0};
  Reader in{bytes};
  decode(in, v);
  EXPECT_EQ(in.error(), Error::NotCanonical);
  EXPECT_EQ(Counted::made, 1u);
}

TEST(Bounded, takes_its_limit_and_no_more) {
  using Three = Bounded<std::uint8_t, 3>;
  EXPECT_EQ(read<Three>("0c010203"), (Three{1, 2, 3}));
  EXPECT_EQ(refusal<Three>("1001020304"), Error::TooMany);
  EXPECT_EQ(hex(Three{1, 2}), "080102");
  using Words = Bounded<std::uint16_t, 1>;
  EXPECT_EQ(refusal<Words>("0801000200"), Error::TooMany);
}

TEST(String, is_utf8_behind_its_length_in_bytes) {
  EXPECT_EQ(hex(std::string{"Zür"}), "105ac3bc72");
  EXPECT_EQ(read<std::string>("105ac3bc72"), "Zür");
  EXPECT_EQ(read<std::string>("00"), "");
  EXPECT_EQ(refusal<std::string>("04ff"), Error::NotUtf8);
  EXPECT_EQ(refusal<std::string>("04c3"), Error::NotUtf8);
  EXPECT_EQ(refusal<std::string>("0c6162"), Error::TooMany);
}

TEST(Map, is_written_in_the_order_of_its_keys) {
  EXPECT_EQ(hex(std::map<std::uint8_t, bool>{{2, true}, {1, false}}), "0801000201");
}

TEST(Map, keys_out_of_order_or_twice_are_refused) {
  using M = std::map<std::uint8_t, bool>;
  EXPECT_EQ(read<M>("0801000201"), (M{{1, false}, {2, true}}));
  EXPECT_EQ(refusal<M>("0802010100"), Error::NotCanonical);
  EXPECT_EQ(refusal<M>("0801000101"), Error::NotCanonical);
  EXPECT_EQ(refusal<M>("0c01000201"), Error::Truncated);
}

TEST(Decoded, a_failed_value_is_an_error_and_not_a_value) {
  const auto result = decoded<std::uint16_t>(View{});
  EXPECT_FALSE(result);
  EXPECT_EQ(result.error(), Error::Truncated);
}

}  // namespace
}  // namespace descent::scale
