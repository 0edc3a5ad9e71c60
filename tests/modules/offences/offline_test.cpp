#include "tests/modules/staking/validators.hpp"

namespace descent::modules {
namespace {

class OfflineTest : public testing::Test {
 protected:
  OfflineTest() {
    chain.set(chain.offences(), Offences::kOfflineEras, 2);
    chain.set(chain.offences(), Offences::kOfflineBlocks, 5);
  }
  ValidatorChain chain{3};
  Offences& offences = chain.offences();

  /// An era whose blocks are made by validators 0 and 1, and by 2 if it is there.
  void era(bool third) {
    const auto now = chain.staking().era_now();
    for (std::uint8_t turn = 0; chain.staking().era_now() == now; ++turn) {
      chain.author(static_cast<std::uint8_t>(turn % (third ? 3 : 2)));
      chain.pass();
    }
  }
  bool validates(std::uint8_t n) { return chain.staking().validators.contains(stash(n)); }
};

TEST_F(OfflineTest, who_makes_no_block_for_as_many_eras_is_chilled_and_loses_nothing) {
  era(false);
  EXPECT_TRUE(validates(2));
  EXPECT_EQ(offences.offline_for.get(stash(2)), 1u);
  era(false);
  EXPECT_TRUE(chain.emitted(offences, Offences::SomeOffline{{stash(2)}}));
  EXPECT_FALSE(validates(2));
  EXPECT_TRUE(validates(0) && validates(1));
  EXPECT_TRUE(chain.wealth(stash(2)) == kEndowment);
  EXPECT_TRUE(chain.staking().unapplied_slashes.entries().empty());
  EXPECT_FALSE(offences.offline_for.contains(stash(2)));
}

TEST_F(OfflineTest, one_block_in_time_forgives_it) {
  era(false);
  era(true);
  EXPECT_FALSE(offences.offline_for.contains(stash(2)));
  era(false);
  EXPECT_TRUE(validates(2));
}

TEST_F(OfflineTest, who_had_too_few_turns_is_not_blamed) {
  chain.set(chain.offences(), Offences::kOfflineBlocks, 11);
  for (int i = 0; i < 4; ++i) era(false);
  EXPECT_TRUE(validates(2));
}

TEST_F(OfflineTest, nobody_is_blamed_where_headers_name_no_author) {
  chain.author(std::nullopt);
  chain.until_era(5);
  EXPECT_TRUE(validates(0) && validates(1) && validates(2));
  EXPECT_TRUE(offences.offline_for.entries().empty());
}

}  // namespace
}  // namespace descent::modules
