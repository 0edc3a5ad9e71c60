#pragma once
// Who a call may speak for besides accounts and root, and how an origin is kept in state.
// source  polkadot-sdk, frame_support::dispatch::RawOrigin and construct_runtime's OriginCaller
#include "runtime/frame/origin.hpp"

namespace descent::modules::origins {

/// The place of module Origins in every runtime: origins in state name it.
inline constexpr std::uint8_t kIndex = 12;

/// Bodies that token holders act as, one for each track of referenda but that of root. The values
/// are on the wire; written down, never reused.
enum class Custom : std::uint8_t {
  NetworkParameters,
  SmallSpender,
  MediumSpender,
  BigSpender,
  Models,
  TrainingRules,
  SlashCanceller,
  kCount
};

namespace raw_origin {

struct Root {
  DESCENT_FIELDS()
  friend bool operator==(const Root&, const Root&) = default;
};
struct Signed {
  static constexpr bool unnamed = true;
  AccountId who;
  DESCENT_FIELDS(who)
  friend bool operator==(const Signed&, const Signed&) = default;
};
struct None {
  DESCENT_FIELDS()
  friend bool operator==(const None&, const None&) = default;
};

}  // namespace raw_origin

/// An origin that no module defines. By default it is nobody's.
struct RawOrigin : std::variant<raw_origin::Root, raw_origin::Signed, raw_origin::None> {
  static constexpr std::string_view type_path = "frame_support::dispatch::RawOrigin";
  using Cases = variant;
  using variant::variant;
  RawOrigin() : variant{raw_origin::None{}} {}
};

/// The variants bear the names and the indices of the modules that define them.
namespace origin_caller {

struct system {
  static constexpr std::uint8_t variant_index = 0;
  static constexpr bool unnamed = true;
  RawOrigin value;
  DESCENT_FIELDS(value)
  friend bool operator==(const system&, const system&) = default;
};
struct Origins {
  static constexpr std::uint8_t variant_index = kIndex;
  static constexpr bool unnamed = true;
  Custom value{};
  DESCENT_FIELDS(value)
  friend bool operator==(const Origins&, const Origins&) = default;
};

}  // namespace origin_caller

/// A frame::Origin as it is kept in state and named in calls. By default it is nobody's.
struct OriginCaller : std::variant<origin_caller::system, origin_caller::Origins> {
  static constexpr std::string_view type_path = "descent_runtime::OriginCaller";
  using Cases = variant;
  using variant::variant;
  OriginCaller() = default;
  OriginCaller(Custom custom) : variant{origin_caller::Origins{custom}} {}
  explicit OriginCaller(const frame::Origin& origin);

  frame::Origin origin() const;
};

inline OriginCaller root_caller() { return origin_caller::system{RawOrigin{raw_origin::Root{}}}; }
inline OriginCaller signed_caller(const AccountId& who) {
  return origin_caller::system{RawOrigin{raw_origin::Signed{who}}};
}

/// The body that `origin` is, if it is one.
std::optional<Custom> custom_of(const frame::Origin& origin);
/// errors  BadOrigin unless `origin` is root or that body
Result<> ensure_root_or(const frame::Origin& origin, Custom custom);

}  // namespace descent::modules::origins

template <>
inline constexpr std::string_view descent::kTypePath<descent::modules::origins::Custom> =
    "pallet_origins::pallet::Origin";
