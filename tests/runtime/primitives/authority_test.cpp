#include "runtime/primitives/authority.hpp"

#include <gtest/gtest.h>

#include "runtime/scale/hex.hpp"

namespace descent::consensus {
namespace {

AuthorityId id(std::uint8_t first) { return {{first}}; }

TEST(AuthorityId, travels_as_its_32_bytes) {
  EXPECT_EQ(to_hex(scale::encoded(id(7))), "07" + std::string(62, '0'));
}

TEST(AuthoritySet, is_canonical_in_strictly_ascending_order_with_power) {
  EXPECT_TRUE(is_canonical({{id(1), 5}, {id(2), 1}}));
  EXPECT_FALSE(is_canonical({}));
  EXPECT_FALSE(is_canonical({{id(2), 5}, {id(1), 1}}));
  EXPECT_FALSE(is_canonical({{id(1), 5}, {id(1), 5}}));
  EXPECT_FALSE(is_canonical({{id(1), 5}, {id(2), 0}}));
}

TEST(AuthoritySet, has_an_upper_size_when_decoded_and_when_made) {
  AuthoritySet set;
  for (unsigned i = 0; i < kAuthoritiesMax; ++i)
    set.push_back({{{1, static_cast<std::uint8_t>(i)}}, 1});
  EXPECT_TRUE(is_canonical(set));
  EXPECT_TRUE(scale::decoded<AuthoritySet>(scale::encoded(set)));
  set.push_back({{{2}}, 1});
  EXPECT_FALSE(is_canonical(set));
  EXPECT_EQ(scale::decoded<AuthoritySet>(scale::encoded(set)).error(), scale::Error::TooMany);
}

TEST(AuthoritySet, finds_a_member_and_nobody_else) {
  const AuthoritySet set{{id(1), 1}, {id(3), 1}, {id(5), 1}};
  EXPECT_EQ(index_of(set, id(1)), 0);
  EXPECT_EQ(index_of(set, id(3)), 1);
  EXPECT_EQ(index_of(set, id(5)), 2);
  for (const auto stranger : Bytes{0, 2, 4, 6}) EXPECT_FALSE(index_of(set, id(stranger)));
  EXPECT_FALSE(index_of({}, id(1)));
}

TEST(Quorum, is_strictly_more_than_two_thirds) {
  struct Row {
    Power total, largest_without;
  };
  for (const auto& [total, largest_without] :
       {Row{1, 0}, Row{2, 1}, Row{3, 2}, Row{4, 2}, Row{6, 4}, Row{7, 4}, Row{100, 66}}) {
    EXPECT_FALSE(is_quorum(largest_without, total));
    EXPECT_TRUE(is_quorum(largest_without + 1, total));
  }
}

TEST(HonestPart, is_strictly_more_than_a_third) {
  struct Row {
    Power total, largest_without;
  };
  for (const auto& [total, largest_without] :
       {Row{1, 0}, Row{3, 1}, Row{4, 1}, Row{6, 2}, Row{7, 2}, Row{100, 33}}) {
    EXPECT_FALSE(is_honest_part(largest_without, total));
    EXPECT_TRUE(is_honest_part(largest_without + 1, total));
  }
}

TEST(Quorum, two_of_them_share_an_honest_part_whatever_the_total) {
  for (Power total = 1; total <= 200; ++total)
    for (Power part = 0; part <= total; ++part)
      if (is_quorum(part, total)) {
        EXPECT_TRUE(is_honest_part(part + part - total, total));
      }
}

TEST(Quorum, the_largest_powers_do_not_wrap) {
  AuthoritySet set;
  for (unsigned i = 0; i < kAuthoritiesMax; ++i)
    set.push_back({{{static_cast<std::uint8_t>(i)}}, UINT64_MAX});
  const Power total = total_power(set);
  EXPECT_EQ(total, kTotalPowerMax);
  EXPECT_TRUE(is_quorum(total, total));
  EXPECT_FALSE(is_quorum(total / 3 * 2, total));
  EXPECT_TRUE(is_honest_part(total / 3 + 1, total));
}

TEST(QuorumDeathTest, a_part_above_the_whole_is_a_mistake_of_the_caller) {
  EXPECT_DEATH((void)is_quorum(4, 3), "part <= total");
  EXPECT_DEATH((void)is_honest_part(4, 3), "part <= total");
}

}  // namespace
}  // namespace descent::consensus
