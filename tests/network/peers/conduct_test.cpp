#include "network/peers/conduct.hpp"

#include <gtest/gtest.h>

#include <set>

namespace descent::network {
namespace {

TEST(Conduct, each_stands_in_its_row) {
  for (std::size_t i = 0; i < kConducts; ++i) {
    EXPECT_EQ(static_cast<std::size_t>(kConductTable[i].conduct), i);
    EXPECT_FALSE(kConductTable[i].words.empty()) << i;
  }
  EXPECT_EQ(row_of(Conduct::UsefulBlob).words, "sent a chunk of use") << "the last one";
}

TEST(Conduct, what_is_useful_weighs_less_than_what_is_wrong) {
  for (const auto& row : kConductTable) {
    const bool useful = row.conduct >= Conduct::UsefulBlock;
    EXPECT_EQ(row.weight > 0, useful) << row.words;
    EXPECT_GE(row.weight, kBanned) << row.words;
    EXPECT_LT(row.weight, 50) << row.words;
  }
}

TEST(Conduct, every_fault_is_one_of_its_own) {
  std::set<Conduct> all;
  for (const auto fault : {Fault::WrongChain, Fault::NoHandshake, Fault::OutOfTurn, Fault::TooLarge,
                           Fault::TooFast, Fault::BadMessage}) {
    all.insert(conduct_of(fault));
    EXPECT_LE(row_of(conduct_of(fault)).weight, -400) << describe(fault);
  }
  EXPECT_EQ(all.size(), 6u);
  EXPECT_EQ(conduct_of(Fault::TooFast), Conduct::TooFast);
}

}  // namespace
}  // namespace descent::network
