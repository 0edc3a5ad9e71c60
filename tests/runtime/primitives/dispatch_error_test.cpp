#include "runtime/primitives/dispatch_error.hpp"

#include <gtest/gtest.h>

#include "runtime/scale/hex.hpp"

namespace descent {
namespace {

std::string hex(const DispatchError& error) { return to_hex(scale::encoded(error)); }

TEST(DispatchError, is_encoded_as_wallets_decode_it) {
  EXPECT_EQ(hex(dispatch_error::Other{}), "00");
  EXPECT_EQ(hex(DispatchError::bad_origin()), "02");
  EXPECT_EQ(hex(DispatchError::module(5, 2)), "030502000000");
  EXPECT_EQ(hex(TokenError::FundsUnavailable), "0700");
  EXPECT_EQ(hex(TokenError::Blocked), "0709");
  EXPECT_EQ(hex(ArithmeticError::Overflow), "0801");
  EXPECT_EQ(hex(dispatch_error::Transactional{TransactionalError::NoLayer}), "0901");
  EXPECT_EQ(hex(dispatch_error::Exhausted{}), "0a");
  EXPECT_EQ(hex(dispatch_error::RootNotAllowed{}), "0d");
}

TEST(DispatchError, every_alternative_comes_back) {
  for (std::uint8_t index = 0; index < std::variant_size_v<DispatchError::Cases>; ++index) {
    const Bytes bytes{index, 0, 0, 0, 0, 0};
    scale::Reader in{bytes};
    DispatchError error;
    scale::decode(in, error);
    ASSERT_TRUE(in.ok());
    EXPECT_EQ(error.index(), index);
    EXPECT_EQ(scale::encoded(error).size(), 6 - in.rest().size());
  }
  EXPECT_FALSE(scale::decoded<DispatchError>(Bytes{14}));
}

TEST(DispatchError, differs_by_kind_and_by_content) {
  EXPECT_EQ(DispatchError::module(1, 2), DispatchError::module(1, 2));
  EXPECT_NE(DispatchError::module(1, 2), DispatchError::module(2, 2));
  EXPECT_NE(DispatchError::module(1, 2), DispatchError::module(1, 3));
  EXPECT_NE(DispatchError{TokenError::Frozen}, DispatchError{TokenError::Blocked});
  EXPECT_NE(DispatchError{}, DispatchError::bad_origin());
}

TEST(DispatchError, says_its_kind_and_its_numbers) {
  EXPECT_EQ(to_string(DispatchError{}), "Other");
  EXPECT_EQ(to_string(DispatchError::bad_origin()), "BadOrigin");
  EXPECT_EQ(to_string(DispatchError::module(5, 2)), "Module(5, 2)");
  EXPECT_EQ(to_string(DispatchError{TokenError::BelowMinimum}), "Token(2)");
  EXPECT_EQ(to_string(DispatchError{ArithmeticError::DivisionByZero}), "Arithmetic(2)");
  EXPECT_EQ(to_string(DispatchError{dispatch_error::RootNotAllowed{}}), "RootNotAllowed");
}

}  // namespace
}  // namespace descent
