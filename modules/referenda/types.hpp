#pragma once
// What Referenda keeps, in the layout wallets read.
// source  polkadot-sdk, substrate/frame/referenda/src/types.rs of 2024
#include "modules/conviction_voting/conviction_voting.hpp"
#include "modules/origins/origins.hpp"
#include "modules/preimage/preimage.hpp"
#include "modules/referenda/curve.hpp"
#include "modules/scheduler/scheduler.hpp"

namespace descent::modules::referenda {

using ReferendumIndex = conviction_voting::PollIndex;
using TrackId = conviction_voting::ClassId;
using conviction_voting::Tally;
using origins::OriginCaller;
using preimage::BoundedCall;
using scheduler::DispatchTime;

struct TrackInfo {
  static constexpr std::string_view type_path = "pallet_referenda::types::TrackInfo";
  std::string name;
  std::uint32_t max_deciding{};        ///< referenda that may be decided at a time
  Balance decision_deposit{};          ///< for a referendum to be decided
  BlockNumber prepare_period{};        ///< from submission to decision, at least
  BlockNumber decision_period{};       ///< a referendum that does not pass in it is rejected
  BlockNumber confirm_period{};        ///< for which it must go on passing
  BlockNumber min_enactment_period{};  ///< from approval to enactment, at least
  Curve min_approval;                  ///< of ayes in all votes
  Curve min_support;                   ///< of supporting tokens in all tokens
  DESCENT_FIELDS(name, max_deciding, decision_deposit, prepare_period, decision_period,
                 confirm_period, min_enactment_period, min_approval, min_support)
};

/// A track, and who its referenda act as.
struct Track {
  TrackId id{};
  OriginCaller origin;
  TrackInfo info;
};

struct Deposit {
  static constexpr std::string_view type_path = "pallet_referenda::types::Deposit";
  AccountId who;
  Balance amount{};
  DESCENT_FIELDS(who, amount)
  friend bool operator==(const Deposit&, const Deposit&) = default;
};

struct DecidingStatus {
  static constexpr std::string_view type_path = "pallet_referenda::types::DecidingStatus";
  BlockNumber since{};
  std::optional<BlockNumber> confirming;  ///< the block it is approved at, if it goes on passing
  DESCENT_FIELDS(since, confirming)
  friend bool operator==(const DecidingStatus&, const DecidingStatus&) = default;
};

/// A block, and the place in its agenda.
using Alarm = std::pair<BlockNumber, scheduler::TaskAddress>;

struct ReferendumStatus {
  static constexpr std::string_view type_path = "pallet_referenda::types::ReferendumStatus";
  TrackId track{};
  OriginCaller origin;
  BoundedCall proposal;
  DispatchTime enactment;
  BlockNumber submitted{};
  Deposit submission_deposit;
  std::optional<Deposit> decision_deposit;
  std::optional<DecidingStatus> deciding;
  Tally tally;
  bool in_queue{};  ///< ready to be decided, and in the queue of its track
  std::optional<Alarm> alarm;
  DESCENT_FIELDS(track, origin, proposal, enactment, submitted, submission_deposit,
                 decision_deposit, deciding, tally, in_queue, alarm)
};

namespace referendum_info {

struct Ongoing {
  static constexpr bool unnamed = true;
  ReferendumStatus status;
  DESCENT_FIELDS(status)
};
// Those that are over: since when, and the deposits that were not given back.
struct Approved {
  static constexpr bool unnamed = true;
  BlockNumber since{};
  std::optional<Deposit> submission_deposit;
  std::optional<Deposit> decision_deposit;
  DESCENT_FIELDS(since, submission_deposit, decision_deposit)
};
struct Rejected {
  static constexpr bool unnamed = true;
  BlockNumber since{};
  std::optional<Deposit> submission_deposit;
  std::optional<Deposit> decision_deposit;
  DESCENT_FIELDS(since, submission_deposit, decision_deposit)
};
struct Cancelled {
  static constexpr bool unnamed = true;
  BlockNumber since{};
  std::optional<Deposit> submission_deposit;
  std::optional<Deposit> decision_deposit;
  DESCENT_FIELDS(since, submission_deposit, decision_deposit)
};
/// Never decided.
struct TimedOut {
  static constexpr bool unnamed = true;
  BlockNumber since{};
  std::optional<Deposit> submission_deposit;
  std::optional<Deposit> decision_deposit;
  DESCENT_FIELDS(since, submission_deposit, decision_deposit)
};
/// Its deposits were slashed.
struct Killed {
  static constexpr bool unnamed = true;
  BlockNumber since{};
  DESCENT_FIELDS(since)
};

}  // namespace referendum_info

struct ReferendumInfo
    : std::variant<referendum_info::Ongoing, referendum_info::Approved, referendum_info::Rejected,
                   referendum_info::Cancelled, referendum_info::TimedOut, referendum_info::Killed> {
  static constexpr std::string_view type_path = "pallet_referenda::types::ReferendumInfo";
  using Cases = variant;
  using variant::variant;

  const ReferendumStatus* ongoing() const;
  /// The deposits that were not given back; nullptr once they were slashed.
  std::optional<Deposit>* submission_deposit();
  std::optional<Deposit>* decision_deposit();
};

/// Referenda that wait to be decided, with their ayes; those with the fewest come first.
inline constexpr std::uint32_t kMaxQueued = 100;
using Queue = Bounded<std::pair<ReferendumIndex, Balance>, kMaxQueued>;

/// What the chain says of a proposal before it is put to the vote.
class Review {
 public:
  virtual ~Review() = default;
  /// Whether the proposal may be put on `track`. `call` is nullptr if its preimage is not known.
  /// returns  the accounts that have no vote on it, or why it is refused
  virtual Result<conviction_voting::Excluded> review(TrackId track,
                                                     const frame::RuntimeCall* call) const = 0;
};

}  // namespace descent::modules::referenda
