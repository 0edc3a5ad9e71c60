#include "runtime/kernels/samples.hpp"

#include <gmock/gmock.h>

#include "tests/runtime/kernels/random_graph.hpp"
#include "tests/runtime/kernels/reference.hpp"

namespace descent::kernels {
namespace {

using testing::ElementsAre;

TEST(Samples, the_examples_of_the_page_come_out) {
  const std::vector<std::uint32_t> bits{0x3f800000, 0xbf000000, 0x3dcccccd, 0x437f0000, 0x3f800000,
                                        0x3a83126f, 0x3f7fffef, 0x3f000000, 0x80000000};
  const auto rows = rows_from(bits, 3);
  ASSERT_TRUE(rows);
  EXPECT_THAT(rows->mantissas, ElementsAre(16384, -8192, 1638, 32640, 128, 0, 16384, 8192, 0));
  EXPECT_THAT(rows->exponents, ElementsAre(-14, -7, -14));
}

TEST(Samples, random_patterns_agree_with_the_oracle) {
  RandomGraph random{5};
  const auto bits = random.samples(300, 9);
  const auto rows = rows_from(bits, 9);
  ASSERT_TRUE(rows);
  for (std::size_t i = 0; i < 300; ++i) {
    const auto wanted = reference::row_from(std::span{bits}.subspan(9 * i, 9));
    EXPECT_EQ(rows->exponents[i], wanted.exponent) << i;
    for (std::size_t j = 0; j < 9; ++j) ASSERT_TRUE(rows->row(i)[j] == wanted.mantissas[j]) << i;
  }
}

TEST(Samples, subnormal_numbers_count) {
  const std::vector<std::uint32_t> bits{0x00000001, 0x80000003};
  const auto rows = rows_from(bits, 2);
  EXPECT_THAT(rows->mantissas, ElementsAre(8192, -24576));
  EXPECT_THAT(rows->exponents, ElementsAre(-162));
}

TEST(Samples, infinity_is_refused) {
  const std::vector<std::uint32_t> bits{0x7f800000};
  EXPECT_EQ(rows_from(bits, 1).error(), Error::NotFinite);
}

}  // namespace
}  // namespace descent::kernels
