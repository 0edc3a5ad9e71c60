#include <gtest/gtest.h>

#include "chain-spec/rules.hpp"

namespace descent::chain_spec {
namespace {

TEST(DescentRules, have_no_sudo) {
  const auto rules = make_descent_rules();
  EXPECT_EQ(as_text(*rules->metadata(14)).find("pallet_sudo"), std::string_view::npos);
}

TEST(DescentRules, serve_metadata_14_and_15_and_no_other) {
  const auto rules = make_descent_rules();
  EXPECT_EQ((*rules->metadata(14))[4], 14);
  EXPECT_EQ((*rules->metadata(15))[4], 15);
  EXPECT_EQ(rules->metadata(13), nullptr);
  EXPECT_EQ(rules->metadata(16), nullptr);
}

}  // namespace
}  // namespace descent::chain_spec
