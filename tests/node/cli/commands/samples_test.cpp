#include "node/cli/commands/samples.hpp"

#include <gtest/gtest.h>

#include <bit>

#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

const std::uint32_t kOne = std::bit_cast<std::uint32_t>(1.0F);
const std::uint32_t kHalf = std::bit_cast<std::uint32_t>(-0.5F);

TEST(Samples, are_lines_of_numbers_with_or_without_a_heading) {
  const Samples expected{{kOne, kHalf}, {kHalf, kOne}};
  EXPECT_EQ(*samples_from_csv("1,-0.5\n-5e-1, 1.0\n"), expected);
  EXPECT_EQ(*samples_from_csv("width,height\r\n1,-0.5\r\n\r\n-0.5,1"), expected);
}

TEST(Samples, are_arrays_nested_as_they_like) {
  EXPECT_EQ(*samples_from_json("[[1, -0.5], [[-0.5], [1]]]"),
            (Samples{{kOne, kHalf}, {kHalf, kOne}}));
  EXPECT_EQ(*samples_from_json("[1, -0.5]"), (Samples{{kOne}, {kHalf}}));
}

TEST(Samples, that_are_not_finite_or_not_numbers_are_refused) {
  EXPECT_NE(samples_from_csv("1\nnan\n").error().message.find("line 2"), std::string::npos);
  EXPECT_FALSE(samples_from_csv("1\n1e99\n"));
  EXPECT_FALSE(samples_from_csv("1,\n2,\n"));
  EXPECT_FALSE(samples_from_json("[[1e99]]"));
  EXPECT_FALSE(samples_from_json("[[\"1\"]]"));
  EXPECT_FALSE(samples_from_json("{}"));
  EXPECT_FALSE(samples_from_json("[[1]"));
}

TEST(Samples, have_one_length_and_are_some) {
  EXPECT_NE(samples_from_csv("1,2\n3\n").error().message.find("sample 1 has 1"), std::string::npos);
  EXPECT_FALSE(samples_from_csv(""));
  EXPECT_FALSE(samples_from_json("[]"));
}

}  // namespace
}  // namespace descent::cli
