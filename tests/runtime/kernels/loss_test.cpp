#include "runtime/kernels/loss.hpp"

#include <gmock/gmock.h>

#include "tests/runtime/kernels/reference.hpp"

namespace descent::kernels {
namespace {

using testing::ElementsAre;

const std::vector<std::int16_t> kMantissas{4096, 8192, -2048};
const ScoreRow kRow{kMantissas, -12};

TEST(Loss, cross_entropy_is_as_the_page_says) {
  EXPECT_EQ(*cross_entropy(kRow, 0), 23010607u);
  EXPECT_EQ(*cross_entropy(kRow, 1), 6233391u);
  EXPECT_EQ(*cross_entropy(kRow, 2), 48176431u);
  EXPECT_EQ(cross_entropy(kRow, 3).error(), Error::LabelOutOfRange);
}

TEST(Loss, softmax_is_as_the_page_says) {
  EXPECT_THAT(softmax(kRow), ElementsAre(272425676, 740529764, 60786385));
}

TEST(Loss, cross_entropy_and_softmax_agree_with_the_oracle_at_every_exponent) {
  const std::vector<std::int16_t> mantissas{-32767, 32767, 16384, 0, 32766, 1, -20000};
  const std::vector<i128> wide{mantissas.begin(), mantissas.end()};
  for (int e = -70; e <= 60; ++e) {
    const ScoreRow row{mantissas, e};
    EXPECT_EQ(softmax(row), reference::softmax({e, wide})) << e;
    for (std::uint32_t label = 0; label < mantissas.size(); ++label)
      EXPECT_EQ(*cross_entropy(row, label), reference::cross_entropy({e, wide}, label)) << e;
  }
}

TEST(Loss, the_greatest_exponents_neither_overflow_nor_vanish) {
  const std::vector<std::int16_t> mantissas{32767, -32767};
  EXPECT_EQ(*cross_entropy({mantissas, kExponentMax}, 0), 0u);
  EXPECT_EQ(*cross_entropy({mantissas, kExponentMax}, 1), kLossMax);
  EXPECT_EQ(*cross_entropy({mantissas, kExponentMin}, 1), 11629080u);  // ln 2
}

TEST(Loss, equal_scores_go_to_the_lower_class) {
  const std::vector<std::int16_t> mantissas{3, 7, 7, -1};
  EXPECT_EQ(arg_max({mantissas, 0}), 1u);
}

TEST(Loss, squared_error_is_as_the_page_says) {
  const std::vector<std::int16_t> one{16384};
  EXPECT_EQ(*squared_error({one, -14}, 0x3f400000), 1048576u);
  EXPECT_EQ(*squared_error({one, -14}, 0x7149f2ca), kLossMax);  // 1e30
  EXPECT_EQ(squared_error({one, -14}, 0xff800000).error(), Error::NotFinite);
  EXPECT_EQ(squared_error(kRow, 0).error(), Error::ShapeMismatch);
}

}  // namespace
}  // namespace descent::kernels
