#pragma once
// What Treasury reports. source  polkadot-sdk, substrate/frame/treasury/src/lib.rs
#include "modules/treasury/types.hpp"

namespace descent::modules::treasury {

struct Spending {
  static constexpr std::uint8_t event_index = 0;
  static constexpr std::string_view doc =
      "We have ended a spend period and will now allocate funds.";
  Balance budget_remaining{};
  DESCENT_FIELDS(budget_remaining)
};
struct Awarded {
  static constexpr std::uint8_t event_index = 1;
  static constexpr std::string_view doc = "Some funds have been allocated.";
  ProposalIndex proposal_index{};
  Balance award{};
  AccountId account;
  DESCENT_FIELDS(proposal_index, award, account)
};
struct Burnt {
  static constexpr std::uint8_t event_index = 2;
  static constexpr std::string_view doc = "Some of our funds have been burnt.";
  Balance burnt_funds{};
  DESCENT_FIELDS(burnt_funds)
};
struct Rollover {
  static constexpr std::uint8_t event_index = 3;
  static constexpr std::string_view doc =
      "Spending has finished; this is the amount that rolls over until next spend.";
  Balance rollover_balance{};
  DESCENT_FIELDS(rollover_balance)
};
struct SpendApproved {
  static constexpr std::uint8_t event_index = 5;
  static constexpr std::string_view doc = "A new spend proposal has been approved.";
  ProposalIndex proposal_index{};
  Balance amount{};
  AccountId beneficiary;
  DESCENT_FIELDS(proposal_index, amount, beneficiary)
};
struct AssetSpendApproved {
  static constexpr std::uint8_t event_index = 7;
  static constexpr std::string_view doc = "A new asset spend proposal has been approved.";
  SpendIndex index{};
  AssetKind asset_kind;
  Balance amount{};
  AccountId beneficiary;
  BlockNumber valid_from{};
  BlockNumber expire_at{};
  DESCENT_FIELDS(index, asset_kind, amount, beneficiary, valid_from, expire_at)
};
struct AssetSpendVoided {
  static constexpr std::uint8_t event_index = 8;
  static constexpr std::string_view doc = "An approved spend was voided.";
  SpendIndex index{};
  DESCENT_FIELDS(index)
};
struct Paid {
  static constexpr std::uint8_t event_index = 9;
  static constexpr std::string_view doc = "A payment happened.";
  SpendIndex index{};
  PaymentId payment_id;
  DESCENT_FIELDS(index, payment_id)
};
struct SpendProcessed {
  static constexpr std::uint8_t event_index = 11;
  static constexpr std::string_view doc =
      "A spend was processed and removed from the storage. It might have been successfully paid or "
      "it may have expired.";
  SpendIndex index{};
  DESCENT_FIELDS(index)
};

}  // namespace descent::modules::treasury
