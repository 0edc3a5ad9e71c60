#include "runtime/scale/fields.hpp"

#include <gtest/gtest.h>

#include <cstdint>
#include <functional>
#include <vector>

namespace descent {
namespace {

struct Three {
  std::uint8_t first{};
  std::vector<int> second;
  std::uint64_t third{};
  DESCENT_FIELDS(first, second, third)
};
struct Swapped {
  std::uint8_t first{};
  std::uint64_t second{};
  DESCENT_FIELDS(second, first)
};
struct Twice {
  std::uint8_t first{};
  std::uint8_t second{};
  DESCENT_FIELDS(first, first)
};
struct Empty {
  DESCENT_FIELDS()
};
struct Plain {
  int value{};
};

TEST(Fields, a_struct_is_described_if_it_names_its_fields) {
  static_assert(Described<Three> && Described<Empty>);
  static_assert(!Described<Plain> && !Described<int>);
}

TEST(Fields, count_types_and_names_follow_the_declaration) {
  static_assert(kFieldCount<Three> == 3 && kFieldCount<Empty> == 0);
  static_assert(std::same_as<FieldType<Three, 1>, std::vector<int>>);
  static_assert(field_names<Three>() ==
                std::array<std::string_view, 3>{"first", "second", "third"});
  EXPECT_TRUE(field_names<Empty>().empty());
}

struct Keyword {
  std::uint8_t class_{};
  std::uint8_t plain{};
  DESCENT_FIELDS(class_, plain)
};

TEST(Fields, an_underscore_behind_a_name_is_not_part_of_it) {
  static_assert(field_names<Keyword>() == std::array<std::string_view, 2>{"class", "plain"});
}

TEST(Fields, are_references_to_the_members) {
  Three three;
  std::get<2>(three.fields()) = 9;
  EXPECT_EQ(three.third, 9u);
}

TEST(Fields, the_number_of_members_is_known_without_naming_them) {
  static_assert(detail::arity<Three>() == 3);
  static_assert(detail::arity<Twice>() == 2);
  static_assert(detail::arity<Plain>() == 1);
  static_assert(detail::arity<Empty>() == 0);
}

TEST(FieldsInOrder, accepts_the_order_of_declaration) {
  EXPECT_TRUE(fields_in_order(Three{}));
  EXPECT_TRUE(fields_in_order(Empty{}));
}

TEST(FieldsInOrder, finds_a_swap_and_a_name_given_twice) {
  EXPECT_FALSE(fields_in_order(Swapped{}));
  EXPECT_FALSE(fields_in_order(Twice{}));
}

}  // namespace
}  // namespace descent
