#pragma once
// Whether an extrinsic may enter the pool, or a block.
// source  polkadot-sdk, substrate/primitives/runtime/src/transaction_validity.rs
#include "runtime/primitives/types.hpp"

namespace descent::frame {

namespace invalid {

struct Call {
  DESCENT_FIELDS()
};  ///< it cannot be called
struct Payment {
  DESCENT_FIELDS()
};  ///< the signer cannot pay the fee
struct Future {
  DESCENT_FIELDS()
};  ///< its nonce is above the account's
struct Stale {
  DESCENT_FIELDS()
};  ///< its nonce is below the account's
struct BadProof {
  DESCENT_FIELDS()
};  ///< the signature does not fit
struct AncientBirthBlock {
  DESCENT_FIELDS()
};  ///< its era is over, or of another chain
struct ExhaustsResources {
  DESCENT_FIELDS()
};  ///< it does not fit into a block
struct Custom {
  static constexpr bool unnamed = true;
  std::uint8_t code{};
  DESCENT_FIELDS(code)
};
struct BadMandatory {
  DESCENT_FIELDS()
};  ///< an inherent that failed
struct MandatoryValidation {
  DESCENT_FIELDS()
};  ///< an inherent sent as a transaction
struct BadSigner {
  DESCENT_FIELDS()
};  ///< the signer is no account

}  // namespace invalid

struct InvalidTransaction
    : std::variant<invalid::Call, invalid::Payment, invalid::Future, invalid::Stale,
                   invalid::BadProof, invalid::AncientBirthBlock, invalid::ExhaustsResources,
                   invalid::Custom, invalid::BadMandatory, invalid::MandatoryValidation,
                   invalid::BadSigner> {
  static constexpr std::string_view type_path =
      "sp_runtime::transaction_validity::InvalidTransaction";
  using Cases = variant;
  using variant::variant;
};

namespace unknown {

struct CannotLookup {
  DESCENT_FIELDS()
};  ///< the signer's address form names no account
struct NoUnsignedValidator {
  DESCENT_FIELDS()
};  ///< it is not signed, and must be
struct Custom {
  static constexpr bool unnamed = true;
  std::uint8_t code{};
  DESCENT_FIELDS(code)
};

}  // namespace unknown

struct UnknownTransaction
    : std::variant<unknown::CannotLookup, unknown::NoUnsignedValidator, unknown::Custom> {
  static constexpr std::string_view type_path =
      "sp_runtime::transaction_validity::UnknownTransaction";
  using Cases = variant;
  using variant::variant;
};

namespace validity_error {

struct Invalid {
  static constexpr bool unnamed = true;
  InvalidTransaction why;
  DESCENT_FIELDS(why)
};
struct Unknown {
  static constexpr bool unnamed = true;
  UnknownTransaction why;
  DESCENT_FIELDS(why)
};

}  // namespace validity_error

struct TransactionValidityError : std::variant<validity_error::Invalid, validity_error::Unknown> {
  static constexpr std::string_view type_path =
      "sp_runtime::transaction_validity::TransactionValidityError";
  using Cases = variant;
  using variant::variant;
  TransactionValidityError() = default;
  TransactionValidityError(InvalidTransaction why) : variant{validity_error::Invalid{why}} {}
  TransactionValidityError(UnknownTransaction why) : variant{validity_error::Unknown{why}} {}

  template <class Reason>
  bool is() const {
    if (const auto* i = std::get_if<validity_error::Invalid>(this)) {
      if constexpr (requires { std::get_if<Reason>(&i->why); })
        return std::holds_alternative<Reason>(i->why);
    }
    return false;
  }
};

using Tag = Bytes;

struct ValidTransaction {
  static constexpr std::string_view type_path =
      "sp_runtime::transaction_validity::ValidTransaction";
  std::uint64_t priority{};    ///< the higher, the sooner
  std::vector<Tag> requires_;  ///< what must be provided first
  std::vector<Tag> provides;   ///< what others may wait for
  std::uint64_t longevity{};   ///< blocks it stays valid for, at least
  bool propagate{};            ///< to be told to peers
  DESCENT_FIELDS(priority, requires_, provides, longevity, propagate)
};

template <class T>
using Validity = Expected<T, TransactionValidityError>;

/// "Transaction is outdated" and the like: the words clients match.
/// source  the same file, impl From<InvalidTransaction> for &'static str
std::string_view describe(const TransactionValidityError& error);

}  // namespace descent::frame
