#include <gtest/gtest.h>

#include "chain-spec/rules.hpp"

namespace descent::chain_spec {
namespace {

TEST(DevRules, have_sudo) {
  const auto rules = make_dev_rules();
  EXPECT_NE(as_text(*rules->metadata(14)).find("pallet_sudo"), std::string_view::npos);
}

TEST(DevRules, describe_themselves_alike_every_time) {
  EXPECT_EQ(*make_dev_rules()->metadata(15), *make_dev_rules()->metadata(15));
}

}  // namespace
}  // namespace descent::chain_spec
