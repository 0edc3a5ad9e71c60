#include "runtime/frame/validity.hpp"

#include <gtest/gtest.h>

namespace descent::frame {
namespace {

template <class Reason>
Bytes bytes_of(Reason reason) {
  if constexpr (std::is_constructible_v<InvalidTransaction, Reason>)
    return scale::encoded(TransactionValidityError{InvalidTransaction{reason}});
  else
    return scale::encoded(TransactionValidityError{UnknownTransaction{reason}});
}

TEST(TransactionValidityError, has_the_numbers_wallets_know) {
  EXPECT_EQ(bytes_of(invalid::Call{}), (Bytes{0, 0}));
  EXPECT_EQ(bytes_of(invalid::Payment{}), (Bytes{0, 1}));
  EXPECT_EQ(bytes_of(invalid::Future{}), (Bytes{0, 2}));
  EXPECT_EQ(bytes_of(invalid::Stale{}), (Bytes{0, 3}));
  EXPECT_EQ(bytes_of(invalid::BadProof{}), (Bytes{0, 4}));
  EXPECT_EQ(bytes_of(invalid::AncientBirthBlock{}), (Bytes{0, 5}));
  EXPECT_EQ(bytes_of(invalid::ExhaustsResources{}), (Bytes{0, 6}));
  EXPECT_EQ(bytes_of(invalid::Custom{9}), (Bytes{0, 7, 9}));
  EXPECT_EQ(bytes_of(invalid::BadMandatory{}), (Bytes{0, 8}));
  EXPECT_EQ(bytes_of(invalid::MandatoryValidation{}), (Bytes{0, 9}));
  EXPECT_EQ(bytes_of(invalid::BadSigner{}), (Bytes{0, 10}));
  EXPECT_EQ(bytes_of(unknown::CannotLookup{}), (Bytes{1, 0}));
  EXPECT_EQ(bytes_of(unknown::NoUnsignedValidator{}), (Bytes{1, 1}));
  EXPECT_EQ(bytes_of(unknown::Custom{9}), (Bytes{1, 2, 9}));
}

TEST(TransactionValidityError, is_described_in_the_words_wallets_match) {
  EXPECT_EQ(describe(InvalidTransaction{invalid::Stale{}}), "Transaction is outdated");
  EXPECT_EQ(describe(InvalidTransaction{invalid::BadProof{}}), "Transaction has a bad signature");
  EXPECT_EQ(describe(InvalidTransaction{invalid::Payment{}}),
            "Inability to pay some fees (e.g. account balance too low)");
  EXPECT_EQ(describe(InvalidTransaction{invalid::BadSigner{}}), "Invalid signing address");
  EXPECT_EQ(describe(UnknownTransaction{unknown::CannotLookup{}}),
            "Could not lookup information required to validate the transaction");
}

TEST(TransactionValidityError, is_one_reason_only) {
  const TransactionValidityError error{InvalidTransaction{invalid::Stale{}}};
  EXPECT_TRUE(error.is<invalid::Stale>());
  EXPECT_FALSE(error.is<invalid::Future>());
  const TransactionValidityError other{UnknownTransaction{unknown::CannotLookup{}}};
  EXPECT_FALSE(other.is<invalid::Stale>());
}

TEST(ValidTransaction, is_the_answer_wallets_decode) {
  const ValidTransaction valid{.priority = 1,
                               .requires_ = {Bytes{0xAA}},
                               .provides = {Bytes{0xBB}},
                               .longevity = 2,
                               .propagate = true};
  EXPECT_EQ(scale::encoded(Validity<ValidTransaction>{valid}),
            (Bytes{0, 1, 0, 0, 0, 0, 0, 0, 0, 4, 4, 0xAA, 4, 4, 0xBB, 2, 0, 0, 0, 0, 0, 0, 0, 1}));
  EXPECT_TRUE(fields_in_order(valid));
}

}  // namespace
}  // namespace descent::frame
