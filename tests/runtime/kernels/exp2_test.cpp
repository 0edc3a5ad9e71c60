#include "runtime/kernels/exp2.hpp"

#include <gtest/gtest.h>

#include <cmath>

#include "runtime/crypto/hash.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::kernels {
namespace {

TEST(Exp2, the_tables_hash_to_what_the_page_says) {
  Bytes bytes = scale::encoded(kExp2.coarse);
  append(bytes, scale::encoded(kExp2.fine));
  EXPECT_EQ(to_hex(crypto::blake2b_256(bytes).bytes),
            "a836a3f25ab8bacddf0fb1f5a7098b64144642d8034c838ab50f6de8cbf787a5");
}

TEST(Exp2, the_examples_of_the_page_come_out) {
  EXPECT_EQ(exp2_negative(0), 2147483648);
  EXPECT_EQ(exp2_negative(1), 2147483647);
  EXPECT_EQ(exp2_negative(std::int64_t{1} << 30), 1518500250);
  EXPECT_EQ(exp2_negative(123456789), 2063592485);
  EXPECT_EQ(exp2_negative(11515196017), 52209862);
  EXPECT_EQ(exp2_negative(std::int64_t{32} << 31), 0);
  EXPECT_EQ(log2(std::uint64_t{1} << 31), 0);
  EXPECT_EQ(log2(std::uint64_t{3} << 30), 1256197404);
  EXPECT_EQ(log2(std::uint64_t{10} << 31), 7133786263);
  EXPECT_EQ(log2((std::uint64_t{1} << 31) + 12345), 17809);
}

TEST(Exp2, both_are_within_a_few_units_of_the_real_functions) {
  const double one = std::ldexp(1.0, 31);
  for (std::int64_t u = 0; u < std::int64_t{8} << 31; u += 98'765'431)
    EXPECT_NEAR(static_cast<double>(exp2_negative(u)),
                one * std::exp2(-static_cast<double>(u) / one), 3);
  for (std::uint64_t z = std::uint64_t{1} << 31; z < std::uint64_t{1} << 46; z += z / 97)
    EXPECT_NEAR(static_cast<double>(log2(z)), one * std::log2(static_cast<double>(z) / one), 5);
}

}  // namespace
}  // namespace descent::kernels
