#pragma once
/// # Treasury
/// An account that nobody has the key of, and what holders decide to pay from it.
///
/// The *pot* is what it may part with and still exist. There are two ways to be paid from it:
/// `spend_local` queues a payment for the end of the spend period, `spend` lets it be asked for in
/// a range of blocks. Both are for root and for three spenders, each up to a limit that holds for
/// all that one dispatch of it approves: a batch has no more than a single call.
///
/// Invariants, after every call:
/// (1) the proposals that are kept are those of `Approvals`, each below `ProposalCount`.
/// (2) a spend that is kept is below `SpendCount`, and expires after it becomes valid.
#include "modules/balances/balances.hpp"
#include "modules/origins/origins.hpp"
#include "modules/treasury/calls.hpp"
#include "modules/treasury/events.hpp"

namespace descent::modules {

class Treasury : public frame::Pallet<Treasury> {
 public:
  static constexpr std::string_view name = "Treasury";
  static constexpr std::string_view doc = "Funds that token holders spend by referendum.";

  using ProposalIndex = treasury::ProposalIndex;
  using SpendIndex = treasury::SpendIndex;

  // ---- Config -------------------------------------------------------------------------------
  struct Config {
    BlockNumber spend_period;   ///< blocks from one payment of what is queued to the next
    BlockNumber payout_period;  ///< blocks in which a spend may be asked for
    treasury::Permill burn;     ///< of what a spend period leaves of the pot, all being paid
    Balance small_limit;        ///< of a dispatch of SmallSpender; so on
    Balance medium_limit;
    Balance big_limit;
  };
  const Config config;
  static constexpr treasury::PalletId kPalletId{{'p', 'y', '/', 't', 'r', 's', 'r', 'y'}};

  // ---- Storage ------------------------------------------------------------------------------
  frame::StorageValue<"ProposalCount", ProposalIndex> proposal_count{state(), name};
  frame::StorageMap<"Proposals", frame::Twox64Concat, ProposalIndex,
                    frame::Optional<treasury::Proposal>>
      proposals{state(), name};
  frame::StorageValue<"Approvals", Bounded<ProposalIndex, treasury::kApprovalsMax>> approvals{
      state(), name};
  frame::StorageValue<"SpendCount", SpendIndex> spend_count{state(), name};
  frame::StorageMap<"Spends", frame::Twox64Concat, SpendIndex,
                    frame::Optional<treasury::SpendStatus>>
      spends{state(), name};
  frame::StorageValue<"LastSpendPeriod", frame::Optional<BlockNumber>> last_spend_period{state(),
                                                                                         name};
  frame::StorageValue<"ApprovedInDispatch", treasury::Approved> approved{state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&Treasury::proposal_count, "Number of proposals that have been made."),
      frame::item(&Treasury::proposals, "Proposals that have been made."),
      frame::item(&Treasury::approvals,
                  "Proposal indices that have been approved but not yet awarded."),
      frame::item(&Treasury::spend_count, "The count of spends that have been made."),
      frame::item(&Treasury::spends, "Spends that have been approved and being processed."),
      frame::item(&Treasury::last_spend_period,
                  "The blocknumber for the last triggered spend period."),
      frame::item(&Treasury::approved,
                  "What origins have approved in the dispatch that is running; nothing between "
                  "blocks."),
  };

  // ---- Events -------------------------------------------------------------------------------
  using Event =
      frame::Events<treasury::Spending, treasury::Awarded, treasury::Burnt, treasury::Rollover,
                    treasury::SpendApproved, treasury::AssetSpendApproved,
                    treasury::AssetSpendVoided, treasury::Paid, treasury::SpendProcessed>;

  // ---- Errors -------------------------------------------------------------------------------
  enum class Error : std::uint8_t {
    InvalidIndex = 0,
    TooManyApprovals = 1,
    InsufficientPermission = 2,
    ProposalNotApproved = 3,
    SpendExpired = 5,
    EarlyPayout = 6,
    AlreadyAttempted = 7,
    PayoutError = 8,
    NotAttempted = 9
  };
  static constexpr frame::ErrorRow<Error> errors[] = {
      {Error::InvalidIndex, "No proposal, bounty or spend at that index."},
      {Error::TooManyApprovals, "Too many approvals in the queue."},
      {Error::InsufficientPermission,
       "The spend origin is valid but the amount it is allowed to spend is lower than the amount "
       "to be spent."},
      {Error::ProposalNotApproved, "Proposal has not been approved."},
      {Error::SpendExpired, "The spend has expired and cannot be claimed."},
      {Error::EarlyPayout, "The spend is not yet eligible for payout."},
      {Error::AlreadyAttempted, "The payment has already been attempted."},
      {Error::PayoutError, "There was some issue with the mechanism of payment."},
      {Error::NotAttempted, "The payout was not yet attempted/claimed."},
  };

  // ---- Calls --------------------------------------------------------------------------------
  Result<> apply(const frame::Origin&, const treasury::calls::spend_local&);
  Result<> apply(const frame::Origin&, const treasury::calls::remove_approval&);
  Result<> apply(const frame::Origin&, const treasury::calls::spend&);
  Result<> apply(const frame::Origin&, const treasury::calls::payout&);
  Result<> apply(const frame::Origin&, const treasury::calls::check_status&);
  Result<> apply(const frame::Origin&, const treasury::calls::void_spend&);

  using Call = frame::Calls<treasury::calls::spend_local, treasury::calls::remove_approval,
                            treasury::calls::spend, treasury::calls::payout,
                            treasury::calls::check_status, treasury::calls::void_spend>;

  // ---- Hooks and views ----------------------------------------------------------------------
  Treasury(frame::Mount mount, Balances& balances, Config c)
      : Pallet{mount}, config{c}, balances_{balances} {}
  auto constants() const {
    using frame::Constant;
    return std::tuple{
        Constant{"SpendPeriod", config.spend_period, "Period between successive spends."},
        Constant{"Burn", config.burn,
                 "Percentage of spare funds (if any) that are burnt per spend period."},
        Constant{"PalletId", kPalletId,
                 "The treasury's pallet id, used for deriving its sovereign account ID."},
        Constant{"MaxApprovals", treasury::kApprovalsMax,
                 "The maximum number of approvals that can wait in the spending queue."},
        Constant{"PayoutPeriod", config.payout_period,
                 "The period during which an approved treasury spend has to be claimed."},
        Constant{"pot_account", account(), "Gets this pallet's derived pot account."}};
  }
  frame::Problems integrity() const;
  frame::Problems try_state() const;
  /// At the end of a spend period pays what is queued, in order, each if the pot still has as much.
  Weight on_initialize(BlockNumber now);
  void on_finalize(BlockNumber now);

  /// "modl", the module's id, and zeros: no key has this account.
  static AccountId account();
  /// What may be spent.
  Balance pot() const { return balances_.reducible(account(), Existence::KeepAlive); }

 private:
  /// What `origin` may approve in a dispatch. errors  BadOrigin
  Result<Balance> limit_of(const frame::Origin& origin) const;
  /// Counts `amount` towards its limit. errors  BadOrigin, InsufficientPermission
  Result<> approve(const frame::Origin& origin, Balance amount);
  void spend_funds();
  static bool is_paid(const treasury::SpendStatus& spend);
  /// Pays from the pot; nothing, if it cannot be paid.
  bool pay(const AccountId& to, Balance amount);
  void burn_surplus();

  Balances& balances_;
};

}  // namespace descent::modules
