#pragma once
// What Treasury keeps, in the layout wallets read.
// source  polkadot-sdk, substrate/frame/treasury/src/lib.rs
#include "modules/origins/origins.hpp"

namespace descent::modules::treasury {

using ProposalIndex = std::uint32_t;
using SpendIndex = std::uint32_t;
/// What is spent: there is but the native token, so nothing is said.
using AssetKind = std::tuple<>;
/// A payment is done at once: there is nothing to follow.
using PaymentId = std::tuple<>;

inline constexpr std::uint32_t kApprovalsMax = 32;
inline constexpr std::uint32_t kMillion = 1'000'000;

/// A part of a whole, in parts of a million.
struct Permill {
  static constexpr std::string_view type_path = "sp_arithmetic::per_things::Permill";
  static constexpr bool unnamed = true;
  std::uint32_t parts{};
  DESCENT_FIELDS(parts)
};

struct PalletId {
  static constexpr std::string_view type_path = "frame_support::PalletId";
  static constexpr bool unnamed = true;
  std::array<std::uint8_t, 8> id{};
  DESCENT_FIELDS(id)
};

/// A payment that waits for the end of the spend period.
struct Proposal {
  static constexpr std::string_view type_path = "pallet_treasury::Proposal";
  AccountId proposer;  ///< the beneficiary: referenda have no other
  Balance value{};
  AccountId beneficiary;
  Balance bond{};  ///< 0: the deposit is that of the referendum
  DESCENT_FIELDS(proposer, value, beneficiary, bond)
};

namespace payment_state {

struct Pending {
  DESCENT_FIELDS()
};
struct Attempted {
  PaymentId id;
  DESCENT_FIELDS(id)
};
/// Never: a payment that cannot be made leaves the spend as it was.
struct Failed {
  DESCENT_FIELDS()
};

}  // namespace payment_state

struct PaymentState
    : std::variant<payment_state::Pending, payment_state::Attempted, payment_state::Failed> {
  static constexpr std::string_view type_path = "pallet_treasury::PaymentState";
  using Cases = variant;
  using variant::variant;
};

/// A payment that its beneficiary, or anybody, asks for between two blocks.
struct SpendStatus {
  static constexpr std::string_view type_path = "pallet_treasury::SpendStatus";
  AssetKind asset_kind;
  Balance amount{};
  AccountId beneficiary;
  BlockNumber valid_from{};
  BlockNumber expire_at{};  ///< in this block no more
  PaymentState status;
  DESCENT_FIELDS(asset_kind, amount, beneficiary, valid_from, expire_at, status)
};

/// What each origin has approved so far in one dispatch, by its value.
struct Approved {
  std::uint64_t dispatch{};
  std::array<Balance, static_cast<std::size_t>(origins::Custom::kCount)> amounts{};
  DESCENT_FIELDS(dispatch, amounts)
};

}  // namespace descent::modules::treasury
