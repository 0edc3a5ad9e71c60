#include "runtime/kernels/elementwise.hpp"

#include <gmock/gmock.h>

namespace descent::kernels {
namespace {

Rows row(std::vector<std::int16_t> mantissas, int exponent) {
  Rows out{1, mantissas.size()};
  out.mantissas = std::move(mantissas);
  out.exponents = {exponent};
  return out;
}

TEST(Elementwise, the_examples_of_the_page_come_out) {
  const Rows y = row({5734, -16790}, -15);
  EXPECT_EQ(*add(y, row({4914, -20474}, -16)), row({8191, -27027}, -15));
  EXPECT_EQ(*add(y, Addend{{13421773, -26843546}, -27, 25}), row({9011, -23344}, -15));
  EXPECT_EQ(relu(y), row({22936, 0}, -17));
}

TEST(Elementwise, a_zero_row_adds_nothing_whatever_its_exponent_says) {
  const Rows x = row({20000, -3}, -400);
  EXPECT_EQ(*add(x, row({0, 0}, 0)), x);
  EXPECT_EQ(*add(row({0, 0}, 0), x), x);
  EXPECT_EQ(*add(x, Addend{{0}, 50, 0}), x);
}

TEST(Elementwise, what_cancels_is_the_zero_row) {
  EXPECT_EQ(*add(row({20000, -3}, -40), row({-20000, 3}, -40)), row({0, 0}, 0));
}

TEST(Elementwise, terms_far_apart_leave_the_greater) {
  EXPECT_EQ(*add(row({20000, 0}, 900), row({16384, 16384}, -900)), row({20000, 0}, 900));
}

TEST(Elementwise, a_tensor_repeats_along_the_leading_dimensions) {
  EXPECT_EQ(*add(row({16384, 0, 0, 16384}, 0), Addend{{1, 2}, 0, 2}), row({16385, 2, 1, 16386}, 0));
}

TEST(Elementwise, a_sum_beyond_the_range_is_refused) {
  EXPECT_EQ(add(row({32767}, 1'023), row({32767}, 1'023)).error(), Error::Overflow);
}

TEST(Elementwise, relu_of_nothing_positive_is_the_zero_row) {
  EXPECT_EQ(relu(row({-20000, 0}, 7)), row({0, 0}, 0));
  EXPECT_EQ(relu(row({-20000, 1}, -1'024)), row({0, 0}, 0));  // 2^-1024 needs an exponent below
}

}  // namespace
}  // namespace descent::kernels
