#include "runtime/frame/parameter.hpp"

#include <gtest/gtest.h>

namespace descent::frame {
namespace {

struct Rates {
  static constexpr std::string_view name = "Rates";
  static constexpr Parameter parameters[] = {
      {0, "Low", {.initial = 5, .least = 1, .most = 9}, ""},
      {3, "High", {.initial = 50, .least = 10, .most = 90}, ""}};
  std::uint8_t index() const { return 4; }
};
struct Plain {
  std::uint8_t index() const { return 5; }
};
struct Runtime {
  Rates rates{};
  Plain plain{};
  static constexpr auto pallets = std::tuple{&Runtime::rates, &Runtime::plain};
};

TEST(Parameter, admits_what_is_within_its_bounds) {
  const Parameter& row = Rates::parameters[0];
  EXPECT_FALSE(row.admits(0));
  EXPECT_TRUE(row.admits(1));
  EXPECT_TRUE(row.admits(9));
  EXPECT_FALSE(row.admits(10));
}

TEST(RuntimeParameters, lists_those_of_every_module_that_has_any) {
  const Runtime runtime{};
  const auto list = RuntimeParameters{runtime}.list();
  ASSERT_EQ(list.size(), 2u);
  EXPECT_EQ(list[1].module_name, "Rates");
  EXPECT_EQ(list[1].key, (ParameterKey{4, 3}));
  EXPECT_EQ(list[1].parameter.name, "High");
}

TEST(RuntimeParameters, finds_one_by_its_key_alone) {
  const Runtime runtime{};
  const RuntimeParameters table{runtime};
  EXPECT_EQ(table.find({4, 0})->parameter.name, "Low");
  EXPECT_EQ(table.find({4, 3})->parameter.name, "High");
  EXPECT_FALSE(table.find({4, 1}));
  EXPECT_FALSE(table.find({5, 0}));
}

TEST(ParameterKey, is_its_module_then_its_index) {
  EXPECT_EQ(scale::encoded(ParameterKey{32, 5}), (Bytes{32, 5}));
  EXPECT_TRUE(fields_in_order(ParameterKey{}));
}

}  // namespace
}  // namespace descent::frame
