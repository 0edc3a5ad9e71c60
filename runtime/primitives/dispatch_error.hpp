#pragma once
// Why a call was refused, in the layout wallets decode.
// source  polkadot-sdk, substrate/primitives/runtime/src/lib.rs, DispatchError
#include "runtime/primitives/types.hpp"

namespace descent {

enum class TokenError : std::uint8_t {
  FundsUnavailable,
  OnlyProvider,
  BelowMinimum,
  CannotCreate,
  UnknownAsset,
  Frozen,
  Unsupported,
  CannotCreateHold,
  NotExpendable,
  Blocked,
  kCount
};
enum class ArithmeticError : std::uint8_t { Underflow, Overflow, DivisionByZero, kCount };
enum class TransactionalError : std::uint8_t { LimitReached, NoLayer, kCount };

template <>
inline constexpr std::string_view kTypePath<TokenError> = "sp_runtime::TokenError";
template <>
inline constexpr std::string_view kTypePath<ArithmeticError> = "sp_arithmetic::ArithmeticError";
template <>
inline constexpr std::string_view kTypePath<TransactionalError> = "sp_runtime::TransactionalError";

/// An error of a module: its index in the runtime, and the index of the error in the module.
struct ModuleError {
  static constexpr std::string_view type_path = "sp_runtime::ModuleError";
  std::uint8_t index{};
  std::array<std::uint8_t, 4> error{};
  DESCENT_FIELDS(index, error)
  friend bool operator==(const ModuleError&, const ModuleError&) = default;
};

namespace dispatch_error {

struct Other {
  DESCENT_FIELDS()
  friend bool operator==(const Other&, const Other&) = default;
};
struct CannotLookup {
  DESCENT_FIELDS()
  friend bool operator==(const CannotLookup&, const CannotLookup&) = default;
};
struct BadOrigin {
  DESCENT_FIELDS()
  friend bool operator==(const BadOrigin&, const BadOrigin&) = default;
};
struct Module {
  static constexpr bool unnamed = true;
  ModuleError value;
  DESCENT_FIELDS(value)
  friend bool operator==(const Module&, const Module&) = default;
};
struct ConsumerRemaining {
  DESCENT_FIELDS()
  friend bool operator==(const ConsumerRemaining&, const ConsumerRemaining&) = default;
};
struct NoProviders {
  DESCENT_FIELDS()
  friend bool operator==(const NoProviders&, const NoProviders&) = default;
};
struct TooManyConsumers {
  DESCENT_FIELDS()
  friend bool operator==(const TooManyConsumers&, const TooManyConsumers&) = default;
};
struct Token {
  static constexpr bool unnamed = true;
  TokenError value{};
  DESCENT_FIELDS(value)
  friend bool operator==(const Token&, const Token&) = default;
};
struct Arithmetic {
  static constexpr bool unnamed = true;
  ArithmeticError value{};
  DESCENT_FIELDS(value)
  friend bool operator==(const Arithmetic&, const Arithmetic&) = default;
};
struct Transactional {
  static constexpr bool unnamed = true;
  TransactionalError value{};
  DESCENT_FIELDS(value)
  friend bool operator==(const Transactional&, const Transactional&) = default;
};
struct Exhausted {
  DESCENT_FIELDS()
  friend bool operator==(const Exhausted&, const Exhausted&) = default;
};
struct Corruption {
  DESCENT_FIELDS()
  friend bool operator==(const Corruption&, const Corruption&) = default;
};
struct Unavailable {
  DESCENT_FIELDS()
  friend bool operator==(const Unavailable&, const Unavailable&) = default;
};
struct RootNotAllowed {
  DESCENT_FIELDS()
  friend bool operator==(const RootNotAllowed&, const RootNotAllowed&) = default;
};

}  // namespace dispatch_error

struct DispatchError
    : std::variant<dispatch_error::Other, dispatch_error::CannotLookup, dispatch_error::BadOrigin,
                   dispatch_error::Module, dispatch_error::ConsumerRemaining,
                   dispatch_error::NoProviders, dispatch_error::TooManyConsumers,
                   dispatch_error::Token, dispatch_error::Arithmetic, dispatch_error::Transactional,
                   dispatch_error::Exhausted, dispatch_error::Corruption,
                   dispatch_error::Unavailable, dispatch_error::RootNotAllowed> {
  static constexpr std::string_view type_path = "sp_runtime::DispatchError";
  using Cases = variant;
  using variant::variant;

  DispatchError() = default;
  DispatchError(TokenError e) : variant{dispatch_error::Token{e}} {}
  DispatchError(ArithmeticError e) : variant{dispatch_error::Arithmetic{e}} {}

  static DispatchError bad_origin() { return dispatch_error::BadOrigin{}; }
  static DispatchError module(std::uint8_t index, std::uint8_t error) {
    return dispatch_error::Module{{index, {error, 0, 0, 0}}};
  }
};

/// A value, or why the call that should have made it was refused.
template <class T = void>
using Result = Expected<T, DispatchError>;

/// "Module(5, 2)" and the like, for logs and test output.
std::string to_string(const DispatchError& error);

}  // namespace descent
