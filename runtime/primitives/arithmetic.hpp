#pragma once
// Checked integer arithmetic. Nothing in the runtime wraps.
#include "runtime/primitives/dispatch_error.hpp"

namespace descent {

template <class T>
concept Integer = UInt<T> || SInt<T>;

/// errors  Overflow if the sum (difference, product) is not representable; Underflow where an
///         unsigned difference would be negative
template <Integer T>
constexpr Result<T> checked_add(T a, T b) {
  T out{};
  if (__builtin_add_overflow(a, b, &out)) return DispatchError{ArithmeticError::Overflow};
  return out;
}
template <Integer T>
constexpr Result<T> checked_sub(T a, T b) {
  T out{};
  if (__builtin_sub_overflow(a, b, &out)) return DispatchError{ArithmeticError::Underflow};
  return out;
}
template <Integer T>
constexpr Result<T> checked_mul(T a, T b) {
  T out{};
  if (__builtin_mul_overflow(a, b, &out)) return DispatchError{ArithmeticError::Overflow};
  return out;
}

template <UInt T>
constexpr T saturating_add_of(T a, T b) {
  T out{};
  return __builtin_add_overflow(a, b, &out) ? static_cast<T>(~T{0}) : out;
}
template <UInt T>
constexpr T saturating_sub_of(T a, T b) {
  return a > b ? static_cast<T>(a - b) : T{0};
}

/// floor(a * b / c), the product held in 256 bits.
/// errors  DivisionByZero if c = 0; Overflow if the quotient is above 2^128 - 1
Result<u128> mul_div_floor(u128 a, u128 b, u128 c);

}  // namespace descent
