#pragma once
/// # Referenda
/// Token holders decide on calls that the chain then runs.
///
/// Terminology: a *track* is a kind of referendum, with its deposit, periods and curves; the origin
/// that a proposal is to run as names it. A referendum *prepares* until its decision deposit is
/// placed, its prepare period is over and its track has room; else it waits in the track's queue.
/// While it is *decided* it *passes* as long as its approval and its support are above the curves,
/// which fall with time. Having passed for the confirm period on end it is approved, and its
/// proposal scheduled; not passing at the end of the decision period it is rejected. One that does
/// not come to be decided times out.
///
/// What is due of a referendum is done by its *alarm*, a task of module Scheduler. An alarm or a
/// proposal that a block has no room for goes to one of the next.
///
/// Other than in polkadot-sdk: `cancel` and `kill` free a place on the track only if the referendum
/// had one; what is pushed out of a full queue may still time out, and be queued again by a vote;
/// a proposal that is no call of this runtime is refused.
///
/// Invariants, after every call:
/// (1) what is held of an account is the sum of its deposits that are written down.
/// (2) a queue holds the referenda of its track that are `in_queue`, by ascending ayes.
/// (3) of each track at most `max_deciding` are decided, and `DecidingCount` is no less.
/// (4) what is ongoing and not queued has an alarm to come.
#include "modules/referenda/calls.hpp"
#include "modules/referenda/events.hpp"

namespace descent::modules {

class Referenda : public frame::Pallet<Referenda>, public conviction_voting::Polls {
 public:
  static constexpr std::string_view name = "Referenda";
  static constexpr std::string_view doc = "Calls that token holders decide on.";

  using Curve = referenda::Curve;
  using Deposit = referenda::Deposit;
  using Excluded = conviction_voting::Excluded;
  using Info = referenda::ReferendumInfo;
  using PollStatus = conviction_voting::PollStatus;
  using Queue = referenda::Queue;
  using ReferendumIndex = referenda::ReferendumIndex;
  using Status = referenda::ReferendumStatus;
  using Tally = referenda::Tally;
  using Track = referenda::Track;
  using TrackId = referenda::TrackId;

  // ---- Config -------------------------------------------------------------------------------
  struct Config {
    Balance submission_deposit;
    BlockNumber undeciding_timeout;    ///< blocks within which a referendum must come to be decided
    std::vector<Track> tracks;         ///< by id, ascending
    std::optional<AccountId> slashed;  ///< where slashed deposits go; nowhere: they are burned
  };
  const Config config;
  static constexpr std::uint32_t kMaxQueued = referenda::kMaxQueued;
  static constexpr BlockNumber kAlarmInterval = 1;

  enum class HoldReason : std::uint8_t { SubmissionDeposit, DecisionDeposit, kCount };

  // ---- Storage ------------------------------------------------------------------------------
  frame::StorageValue<"ReferendumCount", ReferendumIndex> count{state(), name};
  frame::StorageMap<"ReferendumInfoFor", frame::Blake2_128Concat, ReferendumIndex,
                    frame::Optional<Info>>
      info_for{state(), name};
  frame::StorageMap<"TrackQueue", frame::Twox64Concat, TrackId, Queue> track_queue{state(), name};
  frame::StorageMap<"DecidingCount", frame::Twox64Concat, TrackId, std::uint32_t> deciding_count{
      state(), name};
  frame::StorageMap<"MetadataOf", frame::Blake2_128Concat, ReferendumIndex, frame::Optional<Hash>>
      metadata_of{state(), name};
  frame::StorageMap<"ExcludedFrom", frame::Twox64Concat, ReferendumIndex, Excluded> excluded_from{
      state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&Referenda::count,
                  "The next free referendum index, aka the number of referenda started so far."),
      frame::item(&Referenda::info_for, "Information concerning any given referendum."),
      frame::item(&Referenda::track_queue,
                  "The sorted list of referenda ready to be decided but not yet being decided, "
                  "ordered by conviction-weighted approvals."),
      frame::item(&Referenda::deciding_count, "The number of referenda being decided currently."),
      frame::item(&Referenda::metadata_of,
                  "The metadata is a general information concerning the referendum: the hash of a "
                  "preimage."),
      frame::item(&Referenda::excluded_from,
                  "The accounts that have no vote on an ongoing referendum, for it is about them."),
  };

  // ---- Events, errors -----------------------------------------------------------------------
  using Event = referenda::AllEvents;
  enum class Error : std::uint8_t {
    NotOngoing = 0,
    HasDeposit = 1,
    BadTrack = 2,
    BadReferendum = 5,
    NoTrack = 7,
    Unfinished = 8,
    NoPermission = 9,
    NoDeposit = 10,
    BadStatus = 11,
    PreimageNotExist = 12,
    BadProposal = 32
  };
  static constexpr frame::ErrorRow<Error> errors[] = {
      {Error::NotOngoing, "Referendum is not ongoing."},
      {Error::HasDeposit, "Referendum's decision deposit is already paid."},
      {Error::BadTrack, "The track identifier given was invalid."},
      {Error::BadReferendum, "The referendum index provided is invalid in this context."},
      {Error::NoTrack, "No track exists for the proposal origin."},
      {Error::Unfinished, "Any deposit cannot be refunded until after the decision is over."},
      {Error::NoPermission, "Only who submitted the referendum may describe it."},
      {Error::NoDeposit, "The deposit cannot be refunded since none was made."},
      {Error::BadStatus, "The referendum status is invalid for this operation."},
      {Error::PreimageNotExist, "The preimage does not exist."},
      {Error::BadProposal, "The proposal is not a call of this runtime."},
  };

  // ---- Calls --------------------------------------------------------------------------------
  using submit = referenda::calls::submit;
  using place_decision_deposit = referenda::calls::place_decision_deposit;
  using refund_decision_deposit = referenda::calls::refund_decision_deposit;
  using cancel = referenda::calls::cancel;
  using kill = referenda::calls::kill;
  using nudge_referendum = referenda::calls::nudge_referendum;
  using one_fewer_deciding = referenda::calls::one_fewer_deciding;
  using refund_submission_deposit = referenda::calls::refund_submission_deposit;
  using set_metadata = referenda::calls::set_metadata;
  using Call = referenda::calls::All;

  Result<> apply(const frame::Origin&, const submit&);
  Result<> apply(const frame::Origin&, const place_decision_deposit&);
  Result<> apply(const frame::Origin&, const refund_decision_deposit&);
  Result<> apply(const frame::Origin&, const cancel&);
  Result<> apply(const frame::Origin&, const kill&);
  Result<> apply(const frame::Origin&, const nudge_referendum&);
  Result<> apply(const frame::Origin&, const one_fewer_deciding&);
  Result<> apply(const frame::Origin&, const refund_submission_deposit&);
  Result<> apply(const frame::Origin&, const set_metadata&);

  // ---- Hooks and views ----------------------------------------------------------------------
  Referenda(frame::Mount mount, Balances& balances, Preimage& preimages, Scheduler& scheduler,
            const referenda::Review& review, Config c)
      : Pallet{mount},
        config{std::move(c)},
        balances_{balances},
        preimages_{preimages},
        scheduler_{scheduler},
        review_{review} {}
  auto constants() const {
    using frame::Constant;
    return std::tuple{
        Constant{"SubmissionDeposit", config.submission_deposit,
                 "The minimum amount to be used as a deposit for a public referendum proposal."},
        Constant{"MaxQueued", kMaxQueued,
                 "Maximum size of the referendum queue for a single track."},
        Constant{"UndecidingTimeout", config.undeciding_timeout,
                 "The number of blocks after submission that a referendum must begin being "
                 "decided by."},
        Constant{"AlarmInterval", kAlarmInterval,
                 "Quantization level for the referendum wakeup scheduler."},
        Constant{"Tracks", track_list(),
                 "Information concerning the different referendum tracks."}};
  }
  frame::Problems integrity() const;
  frame::Problems try_state() const;

  std::vector<TrackId> classes() const override;
  PollStatus poll(ReferendumIndex index) const override;
  void put_tally(ReferendumIndex index, const Tally& tally) override;
  Excluded excluded(ReferendumIndex index) const override;

  /// The name the Scheduler knows an approved proposal by.
  static scheduler::TaskName enactment_name(ReferendumIndex index);
  frame::HoldReason hold_reason(HoldReason reason) const {
    return {index(), static_cast<std::uint8_t>(reason)};
  }

 private:
  std::vector<std::pair<TrackId, referenda::TrackInfo>> track_list() const;
  const Track* track_of(TrackId id) const;
  const Track* track_for(const referenda::OriginCaller& origin) const;
  Result<Status> ensure_ongoing(ReferendumIndex index) const;
  /// Who has no vote on a proposal. errors  BadProposal; those of the Review
  Result<Excluded> reviewed(TrackId track, const referenda::BoundedCall& proposal) const;

  // What happens to a referendum. Each true: it is over, and written down.
  void advance(ReferendumIndex index, Status status);
  bool prepare(ReferendumIndex index, Status& status, const Track& track);
  bool decide(ReferendumIndex index, Status& status, const Track& track);
  void begin_deciding(ReferendumIndex index, Status& status, const Track& track);
  bool is_passing(const Status& status, const Track& track, BlockNumber elapsed) const;
  /// The block at which a referendum being decided needs to be looked at.
  BlockNumber decision_time(const Status& status, const Track& track) const;
  /// Schedules the proposal. returns  whether a block had room for it
  bool enact(ReferendumIndex index, const Status& status, const Track& track);
  /// Frees what an ongoing referendum takes up.
  void leave(ReferendumIndex index, Status& status);
  /// One of the track is over: the first of its queue takes the place, if there is one.
  void decide_next(const Track& track);
  template <class Over>
  void conclude(ReferendumIndex index, Status& status);

  /// Puts it into the queue of its track, or moves it there. returns  whether it is in it
  bool enqueue(ReferendumIndex index, Status& status);
  void dequeue(ReferendumIndex index, TrackId track);
  /// It made room for one with more ayes.
  void push_out(ReferendumIndex index);

  void set_alarm(ReferendumIndex index, Status& status, BlockNumber block);
  void drop_alarm(Status& status);
  std::optional<referenda::Alarm> schedule(const frame::RuntimeCall& call, BlockNumber block);

  Result<Deposit> take_deposit(HoldReason reason, const AccountId& who, Balance amount);
  Result<> slash_deposit(HoldReason reason, const std::optional<Deposit>& deposit);
  void clear_metadata(ReferendumIndex index);

  void check_deposits(frame::Problems& out) const;
  void check_tracks(frame::Problems& out) const;
  void check_alarms(frame::Problems& out) const;

  Balances& balances_;
  Preimage& preimages_;
  Scheduler& scheduler_;
  const referenda::Review& review_;
};

}  // namespace descent::modules
