#include "runtime/primitives/address.hpp"

#include <gtest/gtest.h>

#include "runtime/scale/hex.hpp"

namespace descent {
namespace {

const AccountId kAlice{{1, 2, 3}};

TEST(MultiAddress, an_account_is_a_zero_and_its_32_bytes) {
  EXPECT_EQ(to_hex(scale::encoded(MultiAddress{kAlice})), "00" + to_hex(kAlice.id));
  EXPECT_EQ(scale::encoded(MultiAddress{}).size(), 33u);
}

TEST(MultiAddress, each_kind_has_its_index_and_length) {
  using namespace multi_address;
  EXPECT_EQ(to_hex(scale::encoded(MultiAddress{Index{64u}})), "010101");
  EXPECT_EQ(to_hex(scale::encoded(MultiAddress{Raw{{7}}})), "020407");
  EXPECT_EQ(scale::encoded(MultiAddress{Address32{}}).size(), 33u);
  EXPECT_EQ(scale::encoded(MultiAddress{Address20{}}).size(), 21u);
  EXPECT_FALSE(scale::decoded<MultiAddress>(Bytes{5}));
}

TEST(MultiAddress, comes_back_as_the_account_it_was) {
  const auto back = scale::decoded<MultiAddress>(scale::encoded(MultiAddress{kAlice}));
  ASSERT_TRUE(back);
  EXPECT_EQ(std::get<multi_address::Id>(*back).value, kAlice);
}

TEST(MultiSignature, each_scheme_has_its_index_and_length) {
  using namespace multi_signature;
  const auto ed25519 = scale::encoded(MultiSignature{Ed25519{}});
  const auto sr25519 = scale::encoded(MultiSignature{Sr25519{}});
  const auto ecdsa = scale::encoded(MultiSignature{Ecdsa{}});
  EXPECT_EQ(ed25519.size(), 65u);
  EXPECT_EQ(sr25519.size(), 65u);
  EXPECT_EQ(ecdsa.size(), 66u);
  EXPECT_EQ((Bytes{ed25519[0], sr25519[0], ecdsa[0]}), (Bytes{0, 1, 2}));
  EXPECT_FALSE(scale::decoded<MultiSignature>(View{ecdsa}.first(65)));
}

}  // namespace
}  // namespace descent
