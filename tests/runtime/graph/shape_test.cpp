#include "runtime/graph/shape.hpp"

#include <gtest/gtest.h>

namespace descent::graph {
namespace {

TEST(Shape, counts_its_elements) {
  EXPECT_EQ(*checked_elements({2, 3, 4}), 24u);
  EXPECT_EQ(elements({2, 3, 4}), 24u);
  EXPECT_EQ(*checked_elements({4'096, 4'096}), kElementsMax);
}

TEST(Shape, is_refused_before_its_product_overflows) {
  EXPECT_EQ(checked_elements({65'536, 65'536, 65'536, 65'536}).error(), Error::TooManyElements);
  EXPECT_EQ(checked_elements({4'097, 4'096}).error(), Error::TooManyElements);
  EXPECT_EQ(checked_elements({}).error(), Error::BadRank);
  EXPECT_EQ(checked_elements({1, 1, 1, 1, 1}).error(), Error::BadRank);
  EXPECT_EQ(checked_elements({0}).error(), Error::BadDimension);
}

}  // namespace
}  // namespace descent::graph
