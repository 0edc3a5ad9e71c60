#include "runtime/crypto/curve25519.hpp"

#include <gtest/gtest.h>
#include <sodium.h>

#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

using Number = std::array<std::uint8_t, 32>;

TEST(Curve25519, scalars_below_the_order_are_canonical) {
  const Number order = plus_order(Number{});
  Number below = order;
  --below[0];
  EXPECT_TRUE(is_canonical_scalar(below));
  EXPECT_FALSE(is_canonical_scalar(order));
  EXPECT_FALSE(is_canonical_scalar(plus_order(order)));
  EXPECT_TRUE(is_canonical_scalar(Number{}));
  Number high{};
  high[31] = 0x20;
  EXPECT_FALSE(is_canonical_scalar(high));
  high[31] = 0x0f;
  high[0] = 0xff;
  EXPECT_TRUE(is_canonical_scalar(high));
}

/// A point of order 8 and its multiples, by the group law of libsodium.
std::vector<Number> points_of_small_order() {
  std::vector<Number> out;
  Number sum = array_of<32>("c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a");
  const Number point = sum;
  for (int i = 0; i < 8; ++i) {
    out.push_back(sum);
    EXPECT_EQ(crypto_core_ed25519_add(sum.data(), sum.data(), point.data()), 0);
  }
  EXPECT_EQ(sum, point) << "the ninth multiple is the first again";
  return out;
}

TEST(Curve25519, the_eight_points_of_small_order_are_refused) {
  const auto points = points_of_small_order();
  EXPECT_EQ(std::set(points.begin(), points.end()).size(), 8U);
  for (const auto& point : points) EXPECT_FALSE(is_canonical_and_of_large_order(point));
}

TEST(Curve25519, the_sign_does_not_make_a_small_order_large) {
  for (auto point : points_of_small_order()) {
    point[31] ^= 0x80;
    EXPECT_FALSE(is_canonical_and_of_large_order(point));
  }
}

TEST(Curve25519, y_from_the_prime_on_is_not_canonical) {
  Number y;
  y.fill(0xff);
  for (const auto top : std::initializer_list<std::uint8_t>{0x7f, 0xff}) {
    y[31] = top;
    for (unsigned low = 0xed; low <= 0xff; ++low) {
      y[0] = static_cast<std::uint8_t>(low);
      EXPECT_FALSE(is_canonical_and_of_large_order(y)) << low;
    }
    y[0] = 0xeb;  // p - 2
    EXPECT_TRUE(is_canonical_and_of_large_order(y));
  }
}

TEST(Curve25519, other_points_pass) {
  std::mt19937_64 random{8};
  for (int i = 0; i < 50; ++i) {
    Number point;
    crypto_core_ed25519_from_uniform(point.data(), random_bytes(random, 32).data());
    EXPECT_TRUE(is_canonical_and_of_large_order(point));
  }
}

}  // namespace
}  // namespace descent::crypto
