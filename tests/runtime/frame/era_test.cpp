#include "runtime/frame/era.hpp"

#include <gtest/gtest.h>

#include "tests/runtime/trie/golden.hpp"

namespace descent::frame {
namespace {

TEST(Era, is_that_of_other_clients) {
  const auto golden = trie::read_golden("wire.json");
  for (const auto& row : golden.at("era").as_array()) {
    const auto number = [&](const char* key) { return row.at(key).to_number<std::uint64_t>(); };
    const Era era = Era::mortal(number("period"), number("current"));
    EXPECT_EQ(era.phase(), number("phase"));
    EXPECT_EQ(era.birth(number("current")), number("birth"));
    EXPECT_EQ(era.death(number("current")), number("death"));
    EXPECT_EQ(scale::encoded(era), trie::bytes_of(row.at("hex")));
    EXPECT_EQ(*scale::decoded<Era>(trie::bytes_of(row.at("hex"))), era);
  }
}

TEST(Era, an_immortal_one_is_one_zero_byte) {
  EXPECT_EQ(scale::encoded(Era{}), Bytes{0});
  EXPECT_TRUE(scale::decoded<Era>(Bytes{0})->is_immortal());
  EXPECT_EQ(Era{}.birth(7), 0u);
  EXPECT_EQ(Era{}.death(7), UINT64_MAX);
}

TEST(Era, a_period_is_rounded_up_to_a_power_of_two_within_its_limits) {
  EXPECT_EQ(Era::mortal(1, 0).period(), 4u);
  EXPECT_EQ(Era::mortal(65, 0).period(), 128u);
  EXPECT_EQ(Era::mortal(1 << 20, 0).period(), 65'536u);
}

TEST(Era, ends_a_period_behind_its_birth) {
  const Era era = Era::mortal(4, 6);
  EXPECT_EQ(era.birth(9), 6u);
  EXPECT_EQ(era.birth(10), 10u) << "block 10 is in the next era of the same bytes";
  EXPECT_EQ(era.birth(1), 2u) << "of an era still to come, the first block";
}

TEST(Era, refuses_a_period_of_two_and_a_phase_beyond_the_period) {
  EXPECT_EQ(scale::decoded<Era>(Bytes{0x10, 0}).error(), scale::Error::OutOfRange);
  EXPECT_EQ(scale::decoded<Era>(Bytes{0x41, 0}).error(), scale::Error::OutOfRange);
  EXPECT_TRUE(scale::decoded<Era>(Bytes{0x31, 0}));
  EXPECT_EQ(scale::decoded<Era>(Bytes{0x31}).error(), scale::Error::Truncated);
}

}  // namespace
}  // namespace descent::frame
