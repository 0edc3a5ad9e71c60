#pragma once
/// # Conviction voting
/// Token holders vote in polls. Tokens count by the time they are locked for: a tenth if they are
/// not, once to six times if they stay locked for 1, 2, 4, 8, 16 or 32 periods after a poll that
/// their side won. Or they follow another account's votes, in one class of polls.
///
/// Terminology: *casting* is voting oneself, *delegating* is following another. What is delegated
/// to an account that delegates itself counts nowhere.
///
/// The tokens of votes and delegations are locked, not held: the same tokens vote in every poll,
/// and may be bonded. Locks end when `unlock` is called after their time.
///
/// Who is excluded from a poll can neither vote in it nor have a delegate's vote count for it.
///
/// Invariants, after every call:
/// (1) what is locked of an account is the greatest of its `ClassLocksFor`, and each of those is at
///     least what its votes of the class lock.
/// (2) an account's delegations are what others delegate to it.
/// (3) the tally of an ongoing poll is the sum of its votes and of the delegations behind them.
#include "modules/balances/balances.hpp"
#include "modules/conviction_voting/polls.hpp"
#include "modules/conviction_voting/weights.hpp"

namespace descent::modules {

class ConvictionVoting : public frame::Pallet<ConvictionVoting> {
 public:
  static constexpr std::string_view name = "ConvictionVoting";
  static constexpr std::string_view doc = "Votes in referenda, weighted by how long they lock.";

  using AccountVote = conviction_voting::AccountVote;
  using ClassId = conviction_voting::ClassId;
  using Conviction = conviction_voting::Conviction;
  using Delegations = conviction_voting::Delegations;
  using PollIndex = conviction_voting::PollIndex;
  using Polls = conviction_voting::Polls;
  using Tally = conviction_voting::Tally;
  using Voting = conviction_voting::Voting;

  // ---- Config -------------------------------------------------------------------------------
  struct Config {
    BlockNumber vote_locking_period;  ///< blocks; above zero
  };
  const Config config;
  static constexpr std::uint32_t kMaxVotes = conviction_voting::kMaxVotes;
  static constexpr std::size_t kMaxClasses = 32;
  static constexpr LockId kLockId{'p', 'y', 'c', 'o', 'n', 'v', 'o', 't'};

  // ---- Storage ------------------------------------------------------------------------------
  using Twox = frame::Twox64Concat;
  using ClassLocks = Bounded<std::pair<ClassId, Balance>, kMaxClasses>;
  frame::StorageDoubleMap<"VotingFor", Twox, AccountId, Twox, ClassId, Voting> voting_for{state(),
                                                                                          name};
  frame::StorageMap<"ClassLocksFor", Twox, AccountId, ClassLocks> class_locks{state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&ConvictionVoting::voting_for,
                  "All voting for a particular voter in a particular voting class."),
      frame::item(&ConvictionVoting::class_locks,
                  "The voting classes which have a non-zero lock requirement and the lock amounts "
                  "which they require."),
  };

  // ---- Events -------------------------------------------------------------------------------
  struct Delegated {
    static constexpr std::uint8_t event_index = 0;
    static constexpr bool unnamed = true;
    static constexpr std::string_view doc =
        "An account has delegated their vote to another account. [who, target, class]";
    AccountId who;
    AccountId target;
    ClassId class_{};
    DESCENT_FIELDS(who, target, class_)
  };
  struct Undelegated {
    static constexpr std::uint8_t event_index = 1;
    static constexpr bool unnamed = true;
    static constexpr std::string_view doc =
        "An account has cancelled a previous delegation operation. [who, class]";
    AccountId who;
    ClassId class_{};
    DESCENT_FIELDS(who, class_)
  };
  struct Voted {
    static constexpr std::uint8_t event_index = 2;
    static constexpr std::string_view doc = "An account has voted.";
    AccountId who;
    AccountVote vote;
    PollIndex poll_index{};
    DESCENT_FIELDS(who, vote, poll_index)
  };
  struct VoteRemoved {
    static constexpr std::uint8_t event_index = 3;
    static constexpr std::string_view doc = "A vote has been removed.";
    AccountId who;
    AccountVote vote;
    PollIndex poll_index{};
    DESCENT_FIELDS(who, vote, poll_index)
  };
  struct VoteUnlocked {
    static constexpr std::uint8_t event_index = 4;
    static constexpr std::string_view doc =
        "The lockup period of a conviction vote expired, and the funds have been unlocked.";
    AccountId who;
    ClassId class_{};
    DESCENT_FIELDS(who, class_)
  };
  using Event = frame::Events<Delegated, Undelegated, Voted, VoteRemoved, VoteUnlocked>;

  // ---- Errors -------------------------------------------------------------------------------
  enum class Error : std::uint8_t {
    NotOngoing = 0,
    NotVoter = 1,
    NoPermission = 2,
    NoPermissionYet = 3,
    AlreadyDelegating = 4,
    AlreadyVoting = 5,
    InsufficientFunds = 6,
    NotDelegating = 7,
    Nonsense = 8,
    MaxVotesReached = 9,
    ClassNeeded = 10,
    BadClass = 11,
    Excluded = 32
  };
  static constexpr frame::ErrorRow<Error> errors[] = {
      {Error::NotOngoing, "Poll is not ongoing."},
      {Error::NotVoter, "The given account did not vote on the poll."},
      {Error::NoPermission, "The actor has no permission to conduct the action."},
      {Error::NoPermissionYet,
       "The actor has no permission to conduct the action right now but will do in the future."},
      {Error::AlreadyDelegating, "The account is already delegating."},
      {Error::AlreadyVoting,
       "The account currently has votes attached to it and the operation cannot succeed until "
       "these are removed through `remove_vote`."},
      {Error::InsufficientFunds, "Too high a balance was provided that the account cannot afford."},
      {Error::NotDelegating, "The account is not currently delegating."},
      {Error::Nonsense, "Delegation to oneself makes no sense."},
      {Error::MaxVotesReached, "Maximum number of votes reached."},
      {Error::ClassNeeded,
       "The class must be supplied since it is not easily determinable from the state."},
      {Error::BadClass, "The class ID supplied is invalid."},
      {Error::Excluded, "The poll is about the account: it has no vote on it."},
  };

  // ---- Calls --------------------------------------------------------------------------------
  struct vote {
    static constexpr frame::CallMeta meta{
        .index = 0,
        .doc = "Vote in a poll, in place of what the signer voted before. Its tokens are locked."};
    Compact<PollIndex> poll_index{};
    AccountVote vote_;
    DESCENT_FIELDS(poll_index, vote_)
    Weight weight() const { return conviction_voting_weights::kVote; }
  };
  Result<> apply(const frame::Origin&, const vote&);

  struct delegate {
    static constexpr frame::CallMeta meta{
        .index = 1,
        .doc =
            "Have `balance` of the signer's tokens follow the votes of `to` in a class of polls. "
            "They are locked until they are undelegated, and then for the conviction's periods. "
            "Signed, by an account without votes in the class."};
    ClassId class_{};
    MultiAddress to;
    Conviction conviction{};
    Balance balance{};
    DESCENT_FIELDS(class_, to, conviction, balance)
    Weight weight() const { return conviction_voting_weights::delegate(kMaxVotes); }
  };
  Result<frame::Spent> apply(const frame::Origin&, const delegate&);

  struct undelegate {
    static constexpr frame::CallMeta meta{
        .index = 2, .doc = "Have the signer's tokens no longer follow another in this class."};
    ClassId class_{};
    DESCENT_FIELDS(class_)
    Weight weight() const { return conviction_voting_weights::delegate(kMaxVotes); }
  };
  Result<frame::Spent> apply(const frame::Origin&, const undelegate&);

  struct unlock {
    static constexpr frame::CallMeta meta{
        .index = 3,
        .doc = "Remove what is locked of `target` in a class and no longer needs to be. Signed."};
    ClassId class_{};
    MultiAddress target;
    DESCENT_FIELDS(class_, target)
    Weight weight() const { return conviction_voting_weights::kUnlock; }
  };
  Result<> apply(const frame::Origin&, const unlock&);

  struct remove_vote {
    static constexpr frame::CallMeta meta{
        .index = 4,
        .doc =
            "Remove a vote of the signer. If its side won, with conviction, its tokens stay locked "
            "for the rest of their time. `class` is needed once the poll is over."};
    std::optional<ClassId> class_;
    PollIndex index{};
    DESCENT_FIELDS(class_, index)
    Weight weight() const { return conviction_voting_weights::kRemove; }
  };
  Result<> apply(const frame::Origin&, const remove_vote&);

  struct remove_other_vote {
    static constexpr frame::CallMeta meta{
        .index = 5,
        .doc =
            "As `remove_vote`, of another account, once the poll is over and the vote locks "
            "nothing. Signed."};
    MultiAddress target;
    ClassId class_{};
    PollIndex index{};
    DESCENT_FIELDS(target, class_, index)
    Weight weight() const { return conviction_voting_weights::kRemove; }
  };
  Result<> apply(const frame::Origin&, const remove_other_vote&);

  using Call = frame::Calls<vote, delegate, undelegate, unlock, remove_vote, remove_other_vote>;

  // ---- Hooks and views ----------------------------------------------------------------------
  ConvictionVoting(frame::Mount mount, Balances& balances, Polls& polls, Config c)
      : Pallet{mount}, config{c}, balances_{balances}, polls_{polls} {}
  auto constants() const {
    return std::tuple{
        frame::Constant{"MaxVotes", kMaxVotes,
                        "The maximum number of concurrent votes an account may have."},
        frame::Constant{"VoteLockingPeriod", config.vote_locking_period,
                        "The minimum period of vote locking."}};
  }
  frame::Problems integrity() const;
  frame::Problems try_state() const;

 private:
  /// Whether a vote may be removed that still locks something.
  enum class Scope : std::uint8_t { Any, OnlyExpired };

  Result<> remove(const AccountId& who, PollIndex index, ClassId of, Scope scope);
  Result<> retract(const AccountId& who, PollIndex index, ClassId of, const AccountVote& cast);
  Result<> keep_locked(Voting& voting, const AccountVote& cast, BlockNumber end, bool approved,
                       Scope scope) const;
  /// A vote of `who` and the delegations that follow it, as the poll counts them.
  Result<Tally> counted(const AccountId& who, PollIndex index, ClassId of, const AccountVote& cast,
                        const Delegations& delegations) const;
  bool is_excluded(const AccountId& who, PollIndex index) const;

  /// Adds to (or takes from) what is delegated to `to`, and the tallies of its votes.
  /// returns  how many votes it has
  Result<std::size_t> follow(const AccountId& who, const AccountId& to, ClassId of,
                             const Delegations& more, bool add);
  Result<> follow_vote(const AccountId& who, PollIndex index, const AccountVote& cast,
                       const Delegations& more, bool add);

  /// The block a lock of so many periods ends at; saturates.
  BlockNumber lock_end(BlockNumber from, std::uint32_t periods) const;
  Result<> extend_lock(const AccountId& who, ClassId of, Balance amount);
  /// Brings the locks of `who` down to what its votes of the class need now.
  Result<> update_lock(const AccountId& who, ClassId of);
  void put_voting(const AccountId& who, ClassId of, const Voting& voting);

  void check_locks(frame::Problems& out) const;
  void check_delegations(frame::Problems& out) const;
  void check_tallies(frame::Problems& out) const;

  Balances& balances_;
  Polls& polls_;
};

}  // namespace descent::modules
