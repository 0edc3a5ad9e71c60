#include "modules/training/unit.hpp"

#include "runtime/graph/update.hpp"
#include "tests/modules/training/story.hpp"

namespace descent::modules::training {
namespace {

const Hash kSlice{{7}};

Unit unit() { return {{Hash{{1}}, {{Hash{{2}}, 3}}, 4}, kSlice, kernels::Loss{}, 5, 6}; }

TEST(Unit, the_key_depends_on_every_part) {
  const Hash key = key_of(unit());
  EXPECT_EQ(key_of(unit()), key);
  std::vector<Unit> others(8, unit());
  others[0].what.base = Hash{{9}};
  others[1].what.updates[0].first = Hash{{9}};
  others[2].what.updates[0].second = 9;
  others[3].what.total = 9;
  others[4].slice = Hash{{9}};
  others[5].loss = kernels::Loss::MeanSquaredError;
  others[6].first = 9;
  others[7].count = 9;
  for (const auto& other : others) EXPECT_NE(key_of(other), key);
}

/// The linear model with two updates on it.
struct Assembled : testing::Test {
  Bytes base = scale::encoded(linear());
  Hash name = graph::content_hash(linear());
  Bytes one = scale::encoded(step_of(name, 900, 20));
  Bytes two = scale::encoded(step_of(name, -400, 5));
  Subject both{name, {{blob_root(one), 1}, {blob_root(two), 3}}, 4};
};

TEST_F(Assembled, without_updates_it_is_what_was_stored) {
  EXPECT_EQ(*assemble(both, {base, {}}), linear());
}

TEST_F(Assembled, updates_are_merged_at_their_weights) {
  const auto first = *graph::decode_update(one);
  const auto second = *graph::decode_update(two);
  const graph::Contribution parts[] = {{first, 1}, {second, 3}};
  EXPECT_EQ(*assemble(both, {base, {one, two}}), *graph::merge(linear(), parts, 4));
}

TEST_F(Assembled, weights_that_are_all_zero_refuse_the_merge) {
  const Subject none{name, {{blob_root(one), 0}}, 0};
  EXPECT_FALSE(assemble(none, {base, {one}}));
  kernels::Workspace workspace;
  EXPECT_EQ(PreparedSubject(none, {base, {one}}).evaluate(workspace, {}, 2, unit()), UnitResult{});
}

}  // namespace
}  // namespace descent::modules::training
