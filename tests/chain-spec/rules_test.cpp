#include "chain-spec/rules.hpp"

#include <gtest/gtest.h>

#include "runtime/kernels/self_test.hpp"

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

TEST(RuntimeSet, the_constants_of_all_rules_agree_with_each_other) {
  EXPECT_EQ(make_descent_rules()->integrity(), std::vector<std::string>{});
  EXPECT_EQ(make_dev_rules()->integrity(), std::vector<std::string>{});
}

TEST(RuntimeSet, rules_say_what_the_kernels_must_give) {
  kernels::Workspace workspace;
  const Hash found = kernels::self_test(workspace);
  EXPECT_EQ(make_descent_rules()->kernel_self_test(), found);
  EXPECT_EQ(make_dev_rules()->kernel_self_test(), found);
}

}  // namespace
}  // namespace descent::chain_spec
