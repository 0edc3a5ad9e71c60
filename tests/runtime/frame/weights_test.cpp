#include "runtime/frame/weights.hpp"

#include <gtest/gtest.h>

namespace descent::frame {
namespace {

constexpr Weight time(std::uint64_t t) { return {t, 0}; }

class BlockMeterTest : public testing::Test {
 protected:
  const WeightsPerClass normal{time(1), time(50), time(60), Weight{}};
  const WeightsPerClass operational{time(1), std::nullopt, time(90), Weight{}};
  const WeightsPerClass mandatory{time(1), std::nullopt, std::nullopt, std::nullopt};
  const BlockWeights weights{time(5), time(100), {normal, operational, mandatory}};
  const BlockLength lengths{{1'000, 2'000, 3'000}};
  BlockMeter meter;

  bool admits(DispatchClass c, std::uint64_t cost, std::uint32_t length = 1) const {
    return meter.admits(weights, lengths, {time(cost), c, Pays::Yes}, length);
  }
  void charge(DispatchClass c, std::uint64_t cost, std::uint32_t length = 1) {
    meter.charge({time(cost), c, Pays::Yes}, weights, length);
  }
};

TEST_F(BlockMeterTest, one_extrinsic_stays_within_the_limit_of_its_class) {
  EXPECT_TRUE(admits(DispatchClass::Normal, 50));
  EXPECT_FALSE(admits(DispatchClass::Normal, 51));
  EXPECT_TRUE(admits(DispatchClass::Operational, 51));
}

TEST_F(BlockMeterTest, those_of_a_class_stay_within_its_share_with_the_base_of_each) {
  charge(DispatchClass::Normal, 30);
  EXPECT_EQ(meter.weight.normal, time(31));
  EXPECT_TRUE(admits(DispatchClass::Normal, 28));
  EXPECT_FALSE(admits(DispatchClass::Normal, 29));
}

TEST_F(BlockMeterTest, all_of_them_stay_within_the_block) {
  charge(DispatchClass::Normal, 49);
  charge(DispatchClass::Mandatory, 29);
  EXPECT_TRUE(admits(DispatchClass::Operational, 19));
  EXPECT_FALSE(admits(DispatchClass::Operational, 20));
}

TEST_F(BlockMeterTest, what_the_block_needs_is_admitted_into_a_full_one) {
  charge(DispatchClass::Operational, 100);
  EXPECT_TRUE(admits(DispatchClass::Mandatory, 1'000));
  EXPECT_FALSE(admits(DispatchClass::Mandatory, 1, 3'001)) << "but not beyond its length";
}

TEST_F(BlockMeterTest, bytes_of_all_classes_count_together) {
  charge(DispatchClass::Operational, 1, 900);
  EXPECT_TRUE(admits(DispatchClass::Normal, 1, 100));
  EXPECT_FALSE(admits(DispatchClass::Normal, 1, 101));
  EXPECT_TRUE(admits(DispatchClass::Operational, 1, 1'100));
  EXPECT_FALSE(admits(DispatchClass::Normal, 1, UINT32_MAX));
}

TEST_F(BlockMeterTest, a_refund_makes_room) {
  charge(DispatchClass::Normal, 50);
  EXPECT_FALSE(admits(DispatchClass::Normal, 40));
  meter.refund(DispatchClass::Normal, time(45));
  EXPECT_EQ(meter.total(), time(6));
  EXPECT_TRUE(admits(DispatchClass::Normal, 40));
}

TEST_F(BlockMeterTest, proof_size_is_limited_as_time_is) {
  EXPECT_FALSE(meter.admits(weights, lengths, {Weight{1, 1}, DispatchClass::Normal, {}}, 1));
}

TEST(PerDispatchClass, holds_one_for_each) {
  PerDispatchClass<int> each{1, 2, 3};
  EXPECT_EQ(each.of(DispatchClass::Normal), 1);
  EXPECT_EQ(each.of(DispatchClass::Operational), 2);
  EXPECT_EQ(each.of(DispatchClass::Mandatory), 3);
}

}  // namespace
}  // namespace descent::frame
