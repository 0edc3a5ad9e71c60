#pragma once
// What work costs. `ref_time` is picoseconds on the reference machine, `proof_size` bytes of state
// touched; both are charged before the work is done.
#include "runtime/primitives/types.hpp"

namespace descent {

inline constexpr std::uint64_t kNanosecond = 1'000;  ///< of ref_time
inline constexpr std::uint64_t kMicrosecond = 1'000'000;
inline constexpr std::uint64_t kMillisecond = 1'000'000'000;

/// Every operation on weights saturates: a cost too large to hold is refused, never wrapped.
struct Weight {
  static constexpr std::string_view type_path = "sp_weights::weight_v2::Weight";
  Compact<std::uint64_t> ref_time{};
  Compact<std::uint64_t> proof_size{};
  DESCENT_FIELDS(ref_time, proof_size)

  friend constexpr bool operator==(const Weight& a, const Weight& b) {
    return a.ref_time.value == b.ref_time.value && a.proof_size.value == b.proof_size.value;
  }
};

constexpr std::uint64_t saturating_add(std::uint64_t a, std::uint64_t b) {
  return a > UINT64_MAX - b ? UINT64_MAX : a + b;
}
constexpr std::uint64_t saturating_sub(std::uint64_t a, std::uint64_t b) {
  return a > b ? a - b : 0;
}
constexpr std::uint64_t saturating_mul(std::uint64_t a, std::uint64_t b) {
  const u128 product = static_cast<u128>(a) * b;
  return product > UINT64_MAX ? UINT64_MAX : static_cast<std::uint64_t>(product);
}

constexpr Weight operator+(const Weight& a, const Weight& b) {
  return {saturating_add(a.ref_time, b.ref_time), saturating_add(a.proof_size, b.proof_size)};
}
constexpr Weight operator-(const Weight& a, const Weight& b) {
  return {saturating_sub(a.ref_time, b.ref_time), saturating_sub(a.proof_size, b.proof_size)};
}
constexpr Weight operator*(const Weight& a, std::uint64_t n) {
  return {saturating_mul(a.ref_time, n), saturating_mul(a.proof_size, n)};
}
/// True if `a` fits into `b` in both dimensions.
constexpr bool fits(const Weight& a, const Weight& b) {
  return a.ref_time.value <= b.ref_time.value && a.proof_size.value <= b.proof_size.value;
}

/// Which share of a block a call takes its weight from.
enum class DispatchClass : std::uint8_t { Normal, Operational, Mandatory, kCount };
enum class Pays : std::uint8_t { Yes, No, kCount };

template <>
inline constexpr std::string_view kTypePath<DispatchClass> =
    "frame_support::dispatch::DispatchClass";
template <>
inline constexpr std::string_view kTypePath<Pays> = "frame_support::dispatch::Pays";

/// What is known of a call before it runs.
struct DispatchInfo {
  static constexpr std::string_view type_path = "frame_system::DispatchEventInfo";
  Weight weight;
  DispatchClass dispatch_class{};
  Pays pays_fee{};
  DESCENT_FIELDS(weight, dispatch_class, pays_fee)
  friend bool operator==(const DispatchInfo&, const DispatchInfo&) = default;
};

}  // namespace descent
