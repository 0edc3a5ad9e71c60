// Options, results, tuples, described structs and sums: runtime/scale/codec.hpp, second half.
#include <gtest/gtest.h>

#include "runtime/scale/codec.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::scale {

// Named, not anonymous: clang asks for linkage of a struct inside an optional.
namespace products_test {

struct Inner {
  Compact<std::uint32_t> n{};
  Bytes data;
  DESCENT_FIELDS(n, data)
};
struct Outer {
  std::uint8_t tag{};
  std::optional<Inner> inner;
  std::array<std::uint8_t, 2> end{};
  DESCENT_FIELDS(tag, inner, end)
};
struct Nothing {
  DESCENT_FIELDS()
};
struct Indexed {
  static constexpr std::uint8_t variant_index = 9;
  std::uint16_t value{};
  DESCENT_FIELDS(value)
};
struct Choice : std::variant<Nothing, Inner, Indexed> {
  using Cases = variant;
  using variant::variant;
};

}  // namespace products_test

namespace {

using namespace products_test;

template <class T>
std::string hex(const T& value) {
  return to_hex(encoded(value));
}

template <class T>
Expected<T, Error> parse(std::string_view digits) {
  return decoded<T>(*from_hex(digits));
}

TEST(Option, is_a_zero_or_a_one_and_the_value) {
  using O = std::optional<std::uint16_t>;
  EXPECT_EQ(hex(O{}), "00");
  EXPECT_EQ(hex(O{5}), "010500");
  EXPECT_EQ(*parse<O>("00"), O{});
  EXPECT_EQ(*parse<O>("010500"), O{5});
  EXPECT_EQ(parse<O>("02").error(), Error::UnknownVariant);
  EXPECT_EQ(parse<O>("0105").error(), Error::Truncated);
}

TEST(Option, of_an_option_keeps_both_layers_apart) {
  using O = std::optional<std::optional<bool>>;
  EXPECT_EQ(hex(O{std::optional<bool>{}}), "0100");
  EXPECT_EQ(*parse<O>("010101"), O{std::optional<bool>{true}});
}

TEST(Option, none_clears_what_was_there) {
  std::optional<std::uint8_t> value{7};
  const Bytes none{0};
  Reader in{none};
  decode(in, value);
  EXPECT_FALSE(value);
}

TEST(Outcome, success_is_zero_and_an_error_is_one) {
  using E = Expected<std::uint8_t, std::uint16_t>;
  EXPECT_EQ(hex(E{std::uint8_t{7}}), "0007");
  EXPECT_EQ(hex(E{std::uint16_t{9}}), "010900");
  EXPECT_EQ(hex(Expected<void, std::uint8_t>{}), "00");
  EXPECT_EQ(hex(Expected<void, std::uint8_t>{std::uint8_t{3}}), "0103");
}

TEST(Tuple, is_its_parts_in_order) {
  using T = std::tuple<std::uint8_t, bool, std::uint16_t>;
  EXPECT_EQ(hex(T{1, true, 2}), "01010200");
  EXPECT_EQ(*parse<T>("01010200"), (T{1, true, 2}));
  EXPECT_EQ(hex(std::tuple<>{}), "");
  using P = std::pair<std::uint8_t, std::uint16_t>;
  EXPECT_EQ(hex(P{1, 2}), "010200");
  EXPECT_EQ(*parse<P>("010200"), (P{1, 2}));
}

TEST(Struct, is_its_fields_in_order_without_names) {
  EXPECT_EQ(hex(Outer{1, Inner{64, {9}}, {2, 3}}), "0101010104090203");
  const auto back = parse<Outer>("0101010104090203");
  ASSERT_TRUE(back);
  EXPECT_EQ(back->inner->n, 64u);
  EXPECT_EQ(back->inner->data, Bytes{9});
  EXPECT_EQ(parse<Outer>("01010101040902").error(), Error::Truncated);
}

TEST(Sum, the_index_is_the_place_unless_the_alternative_names_one) {
  EXPECT_EQ(hex(Choice{Nothing{}}), "00");
  EXPECT_EQ(hex(Choice{Inner{1, {}}}), "010400");
  EXPECT_EQ(hex(Choice{Indexed{2}}), "090200");
}

TEST(Sum, comes_back_as_the_alternative_it_was) {
  EXPECT_EQ(parse<Choice>("00")->index(), 0u);
  const auto inner = parse<Choice>("010400");
  ASSERT_EQ(inner->index(), 1u);
  EXPECT_EQ(std::get<Inner>(*inner).n, 1u);
  const auto indexed = parse<Choice>("090200");
  ASSERT_EQ(indexed->index(), 2u);
  EXPECT_EQ(std::get<Indexed>(*indexed).value, 2u);
}

TEST(Sum, an_index_nobody_has_is_refused) {
  EXPECT_EQ(parse<Choice>("02").error(), Error::UnknownVariant);  // Indexed is 9, not its place
  EXPECT_EQ(parse<Choice>("ff").error(), Error::UnknownVariant);
  EXPECT_EQ(parse<Choice>("").error(), Error::Truncated);
  EXPECT_EQ(parse<Choice>("0000").error(), Error::TrailingBytes);
}

TEST(Expected, is_read_as_it_is_written) {
  using Status = Expected<void, std::uint8_t>;
  EXPECT_EQ(hex(Status{}), "00");
  EXPECT_TRUE(*parse<Status>("00"));
  EXPECT_EQ(parse<Status>("0107")->error(), 7);
  EXPECT_EQ(parse<Status>("02").error(), Error::UnknownVariant);
  EXPECT_EQ(parse<Status>("01").error(), Error::Truncated);
}

TEST(Expected, of_a_value_is_read_in_place) {
  const Bytes bytes{0, 5, 0};
  Expected<std::uint16_t, bool> out = true;
  Reader in{bytes};
  decode(in, out);
  ASSERT_TRUE(in.done());
  EXPECT_EQ(*out, 5);
}

}  // namespace
}  // namespace descent::scale
