#include "runtime/primitives/account_info.hpp"

#include <gtest/gtest.h>

#include "runtime/scale/hex.hpp"

namespace descent {
namespace {

TEST(AccountInfo, is_80_bytes_in_the_order_wallets_read) {
  const AccountInfo info{1, 2, 3, 4, {5, 6, 7, u128{1} << 127}};
  EXPECT_EQ(to_hex(scale::encoded(info)),
            "01000000020000000300000004000000"
            "05000000000000000000000000000000"
            "06000000000000000000000000000000"
            "07000000000000000000000000000000"
            "00000000000000000000000000000080");
  EXPECT_EQ(*scale::decoded<AccountInfo>(scale::encoded(info)), info);
}

}  // namespace
}  // namespace descent
