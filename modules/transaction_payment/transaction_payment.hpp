#pragma once
/// # TransactionPayment
/// What an extrinsic costs: base + length + weight x multiplier + tip. Taken before the call runs;
/// what the call did not use is given back. Fees are burned.
///
/// Invariant: the multiplier stays within its bounds.
#include "modules/balances/balances.hpp"
#include "modules/parameters/parameters.hpp"
#include "runtime/frame/validity.hpp"

namespace descent::modules {

/// An unsigned fixed-point number of 18 decimals.
struct FixedU128 {
  static constexpr std::string_view type_path = "sp_arithmetic::fixed_point::FixedU128";
  static constexpr bool unnamed = true;
  static constexpr u128 kOne = 1'000'000'000'000'000'000;
  u128 value = kOne;
  DESCENT_FIELDS(value)
};

struct InclusionFee {
  static constexpr std::string_view type_path = "pallet_transaction_payment::types::InclusionFee";
  Balance base_fee{};
  Balance len_fee{};
  Balance adjusted_weight_fee{};
  DESCENT_FIELDS(base_fee, len_fee, adjusted_weight_fee)
};

class TransactionPayment : public frame::Pallet<TransactionPayment> {
 public:
  static constexpr std::string_view name = "TransactionPayment";
  static constexpr std::string_view doc = "Fees.";

  // ---- Config -------------------------------------------------------------------------------
  static constexpr u128 kMultiplierMost = 1'000 * FixedU128::kOne;

  static constexpr frame::Parameter kWeightPrice{0,
                                                 "WeightPrice",
                                                 {.initial = 10'000'000, .least = 0, .most = kGrad},
                                                 "Base units for a microsecond of reference time."};
  static constexpr frame::Parameter kLengthPrice{1,
                                                 "LengthPrice",
                                                 {.initial = 10'000, .least = 0, .most = kGrad},
                                                 "Base units for a byte of an extrinsic."};
  static constexpr frame::Parameter kTargetFullness{
      2,
      "TargetFullness",
      {.initial = 25, .least = 1, .most = 100},
      "Percent of a block's normal weight above which the multiplier rises."};
  static constexpr frame::Parameter parameters[] = {kWeightPrice, kLengthPrice, kTargetFullness};

  // ---- Storage ------------------------------------------------------------------------------
  frame::StorageValue<"NextFeeMultiplier", FixedU128> next_fee_multiplier{state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&TransactionPayment::next_fee_multiplier,
                  "The factor on the weight fee of the next block."),
  };

  // ---- Events -------------------------------------------------------------------------------
  struct TransactionFeePaid {
    static constexpr std::uint8_t event_index = 0;
    static constexpr std::string_view doc =
        "A transaction fee `actual_fee`, of which `tip` was added to the minimum inclusion fee, "
        "has been paid by `who`.";
    AccountId who;
    Balance actual_fee{};
    Balance tip{};
    DESCENT_FIELDS(who, actual_fee, tip)
  };
  using Event = frame::Events<TransactionFeePaid>;

  // ---- Runtime API --------------------------------------------------------------------------
  struct RuntimeDispatchInfo {
    static constexpr std::string_view type_path =
        "pallet_transaction_payment::types::RuntimeDispatchInfo";
    Weight weight;
    DispatchClass class_{};
    Balance partial_fee{};
    DESCENT_FIELDS(weight, class_, partial_fee)
  };
  struct FeeDetails {
    static constexpr std::string_view type_path = "pallet_transaction_payment::types::FeeDetails";
    std::optional<InclusionFee> inclusion_fee;
    Balance tip{};
    DESCENT_FIELDS(inclusion_fee, tip)
  };
  struct Api {
    static constexpr std::string_view api_name = "TransactionPaymentApi";
    static constexpr std::uint32_t api_version = 4;
    static constexpr std::string_view doc = "What an extrinsic would cost now.";

    struct query_info {
      static constexpr std::string_view doc = "Weight, class and fee without the tip.";
      using Output = RuntimeDispatchInfo;
      frame::OpaqueExtrinsic uxt;
      std::uint32_t len{};
      DESCENT_FIELDS(uxt, len)
    };
    struct query_fee_details {
      static constexpr std::string_view doc = "The parts of the fee.";
      using Output = FeeDetails;
      frame::OpaqueExtrinsic uxt;
      std::uint32_t len{};
      DESCENT_FIELDS(uxt, len)
    };
    using Methods = frame::Methods<query_info, query_fee_details>;
  };
  /// An extrinsic that does not decode costs what its length costs.
  RuntimeDispatchInfo query(const Api::query_info&) const;
  FeeDetails query(const Api::query_fee_details&) const;

  // ---- Hooks and views ----------------------------------------------------------------------
  TransactionPayment(frame::Mount mount, System& system, Balances& balances, Parameters& values)
      : Pallet{mount}, system_{system}, balances_{balances}, values_{values} {}
  void on_finalize(BlockNumber);
  frame::Problems try_state() const;

  /// What was taken before the call ran.
  struct Paid {
    AccountId who;
    Balance fee{};
    Balance tip{};
  };
  /// errors  Payment if `who` cannot pay and keep its account
  frame::Validity<Paid> withdraw(const AccountId& who, const DispatchInfo& info,
                                 std::uint32_t length, Balance tip);
  /// Gives back what `spent` is below `info.weight`, and reports the fee.
  void settle(const Paid& paid, const DispatchInfo& info, const Weight& spent,
              std::uint32_t length);
  /// The fee, the tip in it, for a thousandth of a microsecond of weight: what the pool sorts by.
  std::uint64_t priority(const DispatchInfo& info, std::uint32_t length, Balance tip) const;

 private:
  std::optional<InclusionFee> fee(const DispatchInfo& info, std::uint32_t length) const;

  System& system_;
  Balances& balances_;
  Parameters& values_;
};

}  // namespace descent::modules
