#include "runtime/graph/hashes.hpp"

#include <gtest/gtest.h>

#include "runtime/scale/hex.hpp"
#include "tests/runtime/graph/example.hpp"

namespace descent::graph {
namespace {

TEST(Hashes, are_those_of_the_page) {
  EXPECT_EQ(to_hex(content_hash(example()).bytes),
            "6ddb6fa461c47c7c14827cdbeb246028403f61cd55036a3cadc7c50a177c6728");
  EXPECT_EQ(to_hex(architecture_hash(example()).bytes),
            "10f6452de46cf178d0a30a5d8fd017e4024e7906c06721c5cab9b4333f0fcfc4");
}

TEST(Hashes, weights_change_the_content_only) {
  Graph g = example();
  g.tensors[0].values[0] += 1;
  EXPECT_NE(content_hash(g), content_hash(example()));
  EXPECT_EQ(architecture_hash(g), architecture_hash(example()));
}

}  // namespace
}  // namespace descent::graph
