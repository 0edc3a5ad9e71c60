#include "chain-spec/rules.hpp"

#include <gtest/gtest.h>

namespace descent::chain_spec {
namespace {

TEST(RuntimeSet, finds_rules_by_the_manifest_of_a_state) {
  const RuntimeSet set;
  const auto dev = make_dev_rules();
  const auto* found = set.find(scale::encoded(manifest_of(*dev)));
  ASSERT_NE(found, nullptr);
  EXPECT_EQ(found->version().spec_name, "descent-dev");
}

TEST(RuntimeSet, has_none_for_another_version_or_another_description) {
  const RuntimeSet set;
  Manifest manifest = manifest_of(*make_descent_rules());
  EXPECT_NE(set.find(scale::encoded(manifest)), nullptr);
  manifest.spec_version += 1;
  EXPECT_EQ(set.find(scale::encoded(manifest)), nullptr);
  manifest.spec_version -= 1;
  manifest.metadata.bytes[0] ^= 1;
  EXPECT_EQ(set.find(scale::encoded(manifest)), nullptr);
  EXPECT_EQ(set.find({}), nullptr);
}

}  // namespace
}  // namespace descent::chain_spec
