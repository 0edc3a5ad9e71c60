#include "node/cli/amount.hpp"

#include <gtest/gtest.h>

#include <random>

namespace descent::cli {
namespace {

constexpr Balance kMost = ~Balance{0};

TEST(Amount, is_read_exactly) {
  EXPECT_TRUE(*parse_amount("1.5") == kGrad + kGrad / 2);
  EXPECT_TRUE(*parse_amount("0") == 0);
  EXPECT_TRUE(*parse_amount("007") == 7 * kGrad);
  EXPECT_TRUE(*parse_amount("0.000000000001") == 1);
  EXPECT_TRUE(*parse_amount("0.1") == kGrad / 10);
}

TEST(Amount, of_anything_else_is_refused_with_a_reason) {
  for (const auto* text : {"", ".", "1.", ".5", "1.2.3", "-1", "+1", "1e3", "1,5", " 1", "1 GRAD",
                           "0.0000000000001", "0x1"}) {
    const auto amount = parse_amount(text);
    ASSERT_FALSE(amount) << text;
    EXPECT_EQ(amount.error().exit, Exit::Usage);
    EXPECT_NE(amount.error().message.find("write GRAD like 1.5"), std::string::npos) << text;
  }
}

TEST(Amount, beyond_128_bits_is_too_large) {
  EXPECT_TRUE(*parse_amount(format_amount(kMost)) == kMost);
  for (const auto* text : {"340282366920938463463374607.431768211456",
                           "340282366920938463463374608", "999999999999999999999999999999999",
                           "99999999999999999999999999999999999999999999999999"}) {
    const auto amount = parse_amount(text);
    ASSERT_FALSE(amount) << text;
    EXPECT_NE(amount.error().message.find("too large"), std::string::npos) << text;
  }
}

TEST(Amount, is_written_without_needless_zeros) {
  EXPECT_EQ(format_amount(0), "0");
  EXPECT_EQ(format_amount(kGrad), "1");
  EXPECT_EQ(format_amount(1), "0.000000000001");
  EXPECT_EQ(in_grad(kGrad + kGrad / 4), "1.25 GRAD");
}

TEST(Amount, is_read_back_as_it_was_written) {
  std::mt19937_64 random{5};
  for (int i = 0; i < 1'000; ++i) {
    const Balance amount = (Balance{random()} << 64 | random()) >> (random() % 128);
    EXPECT_TRUE(*parse_amount(format_amount(amount)) == amount);
  }
}

}  // namespace
}  // namespace descent::cli
