#pragma once
// What Treasury is asked to do. Arguments, names and indices are polkadot-sdk's.
#include "modules/treasury/weights.hpp"
#include "runtime/frame/call.hpp"
#include "runtime/primitives/address.hpp"

namespace descent::modules::treasury::calls {

struct spend_local {
  static constexpr frame::CallMeta meta{
      .index = 3,
      .doc =
          "Pay a beneficiary at the end of the spend period, as far as the pot goes then. Root, or "
          "a spender up to its limit."};
  Compact<Balance> amount{};
  MultiAddress beneficiary;
  DESCENT_FIELDS(amount, beneficiary)
  Weight weight() const { return treasury_weights::kSpend; }
};

struct remove_approval {
  static constexpr frame::CallMeta meta{
      .index = 4,
      .doc = "Take back a `spend_local` that was not paid yet. Root, or the big spender.",
      .dispatch_class = DispatchClass::Operational};
  Compact<ProposalIndex> proposal_id{};
  DESCENT_FIELDS(proposal_id)
  Weight weight() const { return treasury_weights::kRemove; }
};

struct spend {
  static constexpr frame::CallMeta meta{
      .index = 5,
      .doc =
          "Let a beneficiary be paid by `payout`, from the block `valid_from` (this one, if it is "
          "not said) for the payout period. Root, or a spender up to its limit."};
  AssetKind asset_kind;
  Compact<Balance> amount{};
  MultiAddress beneficiary;
  std::optional<BlockNumber> valid_from;
  DESCENT_FIELDS(asset_kind, amount, beneficiary, valid_from)
  Weight weight() const { return treasury_weights::kSpend; }
};

struct payout {
  static constexpr frame::CallMeta meta{.index = 6,
                                        .doc = "Pay a spend to its beneficiary. Signed by anyone."};
  SpendIndex index{};
  DESCENT_FIELDS(index)
  Weight weight() const { return treasury_weights::kPayout; }
};

struct check_status {
  static constexpr frame::CallMeta meta{
      .index = 7,
      .doc = "Remove what is left of a spend that was paid, or has expired. Signed by anyone."};
  SpendIndex index{};
  DESCENT_FIELDS(index)
  Weight weight() const { return treasury_weights::kCheckStatus; }
};

struct void_spend {
  static constexpr frame::CallMeta meta{
      .index = 8, .doc = "Take back a `spend` that was not paid. Root, or the big spender."};
  SpendIndex index{};
  DESCENT_FIELDS(index)
  Weight weight() const { return treasury_weights::kRemove; }
};

}  // namespace descent::modules::treasury::calls
