#include "runtime/kernels/product.hpp"

#include <gtest/gtest.h>

#include <random>

namespace descent::kernels {
namespace {

std::vector<std::int32_t> plain(std::int64_t rows, const std::vector<std::uint8_t>& a,
                                const Limbs& b) {
  const auto inner = static_cast<std::size_t>(b.inner());
  const auto columns = static_cast<std::size_t>(b.columns());
  std::vector<std::int32_t> out(static_cast<std::size_t>(rows) * columns);
  for (std::size_t r = 0; r < static_cast<std::size_t>(rows); ++r)
    for (std::size_t k = 0; k < inner; ++k)
      for (std::size_t n = 0; n < columns; ++n)
        out[r * columns + n] += a[r * inner + k] * b.data()[k * columns + n];
  return out;
}

void expect_exact(std::int64_t rows, std::int64_t inner, std::int64_t columns, bool greatest) {
  std::mt19937_64 random{static_cast<std::uint64_t>(rows * inner + columns)};
  std::vector<std::uint8_t> a(static_cast<std::size_t>(rows * inner));
  std::vector<std::int8_t> b(static_cast<std::size_t>(inner * columns));
  for (auto& v : a) v = greatest ? 255 : static_cast<std::uint8_t>(random());
  for (auto& v : b)
    v = static_cast<std::int8_t>(greatest ? (random() % 16 == 0 ? 63 : 64)
                                          : static_cast<int>(random() % 129) - 64);
  const auto limbs = Limbs::make(inner, columns, b);
  ASSERT_TRUE(limbs);
  Products products;
  std::vector<std::int32_t> out(static_cast<std::size_t>(rows * columns));
  products.multiply(rows, a, *limbs, out);
  EXPECT_EQ(out, plain(rows, a, *limbs)) << rows << "x" << inner << "x" << columns;
}

TEST(Product, random_operands_give_exact_sums) {
  for (const auto rows : {1, 2, 31, 64})
    for (const auto inner : {1, 3, 64, 129})
      for (const auto columns : {2, 7, 48, 130}) expect_exact(rows, inner, columns, false);
}

TEST(Product, operands_of_greatest_magnitude_do_not_saturate) {
  expect_exact(3, 2, 2, true);
  expect_exact(5, 4'609, 34, true);  // odd sums above 2^24
  expect_exact(2, kInnerMax, 2, true);
}

TEST(Product, weights_that_would_saturate_without_vnni_are_refused) {
  EXPECT_EQ(Limbs::make(2, 1, {127, 127}).error(), Error::WeightOutOfRange);
  EXPECT_EQ(Limbs::make(1, 1, {65}).error(), Error::WeightOutOfRange);
  EXPECT_EQ(Limbs::make(1, 1, {-65}).error(), Error::WeightOutOfRange);
  EXPECT_TRUE(Limbs::make(1, 2, {64, -64}));
}

TEST(Product, more_shapes_than_are_kept_still_multiply) {
  Products products;
  const auto limbs = Limbs::make(1, 1, {3});
  for (std::int64_t rows = 1; rows <= 300; ++rows) {
    std::vector<std::uint8_t> a(static_cast<std::size_t>(rows), 5);
    std::vector<std::int32_t> out(a.size());
    products.multiply(rows, a, *limbs, out);
    ASSERT_EQ(out.back(), 15);
  }
}

TEST(Product, the_implementation_is_one_that_was_tested) {
  Products products;
  EXPECT_FALSE(products.implementation({4, 4, 4}).empty());
  EXPECT_NE(products.implementation({4, 4, 4}), "ref_int8:any");
}

}  // namespace
}  // namespace descent::kernels
