#pragma once
/// # Staking
/// Who may validate, backed by whose tokens; what that earns; and what it costs to lie.
///
/// Terminology: a *stash* is an account with tokens at stake, which are held, and its *ledger* says
/// how much. An *era* is some sessions with one set of validators; `CurrentEra` is the latest that
/// was elected, `ActiveEra` the one whose validators are at work. An *exposure* is what backs a
/// validator in an era: its own stake, and pages of nominators with theirs.
///
/// The election (docs/adr/0010) ranks candidates by backing: their own active stake and, of each
/// nominator, an equal part of its stake for each candidate it names. The first `ValidatorCount`
/// are elected, equals in order of their accounts. Then each nominator's whole stake is divided
/// equally among those it named that were elected. It runs in steps, in `on_idle`.
///
/// Offenders of an era each lose min((3 k / n)^2, 1) of their exposure, k of n validators having
/// offended in it (docs/adr/0011), `SlashDeferDuration` eras after the report.
///
/// Invariants, after every block:
/// (1) what is held of a stash is its ledger's total: active + unlocking.
/// (2) an exposure's total is its own and its pages' stakes.
/// (3) what an era pays, over all validators, is at most its `ErasValidatorReward`.
/// (4) who validates or nominates has a ledger, and does not do both.
#include "modules/balances/balances.hpp"
#include "modules/session/session.hpp"
#include "modules/staking/calls.hpp"
#include "modules/staking/curve.hpp"
#include "modules/staking/errors.hpp"
#include "modules/staking/events.hpp"
#include "modules/staking/parameters.hpp"
#include "modules/staking/weights.hpp"
#include "modules/timestamp/timestamp.hpp"

namespace descent::modules {

class Staking : public frame::Pallet<Staking> {
 public:
  static constexpr std::string_view name = "Staking";
  static constexpr std::string_view doc = "Bonds, elections, rewards and slashes of validators.";

  using EraIndex = staking::EraIndex;
  using SessionIndex = staking::SessionIndex;
  using Page = staking::Page;
  using Perbill = staking::Perbill;
  using Prefs = staking::ValidatorPrefs;
  using Nominations = staking::Nominations;
  using Ledger = staking::Ledger;
  using Overview = staking::PagedExposureMetadata;
  using ExposurePage = staking::ExposurePage;

  // ---- Config -------------------------------------------------------------------------------
  struct Config {
    SessionIndex sessions_per_era;
    EraIndex bonding_duration;      ///< eras from `unbond` until the tokens are free
    EraIndex slash_defer_duration;  ///< eras from a report until the slash, for governance to act
    EraIndex evidence_age;          ///< eras that may have ended since an offence for it to count
    EraIndex history_depth;         ///< eras whose exposures are kept, and rewards may be claimed
    staking::RewardCurve curve;
  };
  const Config config;

  static constexpr std::span parameters{staking::kParameters};

  enum class HoldReason : std::uint8_t { Staking, kCount };

  // ---- Storage ------------------------------------------------------------------------------
  using Twox = frame::Twox64Concat;
  template <frame::Name Item, class V>
  using OfEra = frame::StorageMap<Item, Twox, EraIndex, V>;
  template <frame::Name Item, class V>
  using OfValidator = frame::StorageDoubleMap<Item, Twox, EraIndex, Twox, AccountId, V>;
  template <class V>
  using Optional = frame::Optional<V>;

  frame::StorageValue<"ValidatorCount", std::uint32_t> validator_count{state(), name};
  frame::StorageValue<"MinimumValidatorCount", std::uint32_t> minimum_validator_count{state(),
                                                                                      name};
  frame::StorageMap<"Bonded", Twox, AccountId, Optional<AccountId>> bonded{state(), name};
  frame::StorageMap<"Ledger", frame::Blake2_128Concat, AccountId, Optional<Ledger>> ledger{state(),
                                                                                           name};
  frame::StorageMap<"Payee", Twox, AccountId, Optional<staking::RewardDestination>> payee{state(),
                                                                                          name};
  frame::StorageMap<"Validators", Twox, AccountId, Prefs> validators{state(), name};
  frame::StorageValue<"CounterForValidators", std::uint32_t> validators_counter{state(), name};
  frame::StorageMap<"Nominators", Twox, AccountId, Optional<Nominations>> nominators{state(), name};
  frame::StorageValue<"CounterForNominators", std::uint32_t> nominators_counter{state(), name};
  frame::StorageValue<"CurrentEra", Optional<EraIndex>> current_era{state(), name};
  frame::StorageValue<"ActiveEra", Optional<staking::ActiveEraInfo>> active_era{state(), name};
  OfEra<"ErasStartSessionIndex", Optional<SessionIndex>> eras_start_session{state(), name};
  OfValidator<"ErasStakersOverview", Optional<Overview>> eras_overview{state(), name};
  frame::StorageTripleMap<"ErasStakersPaged", Twox, EraIndex, Twox, AccountId, Twox, Page,
                          Optional<ExposurePage>>
      eras_pages{state(), name};
  OfValidator<"ClaimedRewards", std::vector<Page>> claimed_rewards{state(), name};
  OfValidator<"ErasValidatorPrefs", Prefs> eras_prefs{state(), name};
  OfEra<"ErasValidatorReward", Optional<Balance>> eras_reward{state(), name};
  OfEra<"ErasRewardPoints", staking::EraRewardPoints> eras_points{state(), name};
  OfEra<"ErasTotalStake", Balance> eras_total_stake{state(), name};
  OfEra<"UnappliedSlashes", Bounded<staking::UnappliedSlash, staking::kSlashesMax>>
      unapplied_slashes{state(), name};
  frame::StorageValue<"BondedEras", Bounded<staking::BondedEra, 64>> bonded_eras{state(), name};
  OfValidator<"ValidatorSlashInEra", Optional<std::pair<Perbill, Balance>>> slash_in_era{state(),
                                                                                         name};
  frame::StorageValue<"CurrentPlannedSession", SessionIndex> current_planned_session{state(), name};
  frame::StorageValue<"Election", Optional<staking::Election>> election{state(), name};
  frame::StorageMap<"ElectionBackings", Twox, AccountId, Optional<Balance>> backings{state(), name};
  frame::StorageValue<"OldestEra", EraIndex> oldest_era{state(), name};
  frame::StorageValue<"ForceEra", staking::Forcing> forcing{state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&Staking::validator_count, "The ideal number of active validators."),
      frame::item(&Staking::minimum_validator_count,
                  "Minimum number of staking participants before the validators stay as they are."),
      frame::item(&Staking::bonded, "Map from all \"stash\" accounts to the controller account."),
      frame::item(&Staking::ledger, "Map from all accounts to the info regarding the staking."),
      frame::item(&Staking::payee, "Where the reward payment should be made. Keyed by stash."),
      frame::item(&Staking::validators,
                  "The map from (wannabe) validator stash key to the preferences of it."),
      frame::item(&Staking::validators_counter, "Counter for the related counted storage map."),
      frame::item(&Staking::nominators,
                  "The map from nominator stash key to their nomination preferences."),
      frame::item(&Staking::nominators_counter, "Counter for the related counted storage map."),
      frame::item(&Staking::current_era, "The latest planned era."),
      frame::item(&Staking::active_era, "The active era information, it holds index and start."),
      frame::item(&Staking::eras_start_session, "The session index at which the era starts."),
      frame::item(&Staking::eras_overview, "Summary of validator exposure at a given era."),
      frame::item(&Staking::eras_pages, "Paginated exposure of a validator at given era."),
      frame::item(&Staking::claimed_rewards,
                  "History of claimed paged rewards by era and validator."),
      frame::item(&Staking::eras_prefs, "The preferences of validators at a given era."),
      frame::item(&Staking::eras_reward, "The total validator era payout of eras that are over."),
      frame::item(&Staking::eras_points, "Points of validators: 20 for each block authored."),
      frame::item(&Staking::eras_total_stake, "The total amount staked in an era."),
      frame::item(&Staking::unapplied_slashes, "Slashes that wait for an era to be active."),
      frame::item(&Staking::bonded_eras, "The eras that evidence may be about."),
      frame::item(&Staking::slash_in_era,
                  "Offenders of an era, with the part and the own stake they lost, once they did."),
      frame::item(&Staking::current_planned_session, "The last planned session."),
      frame::item(&Staking::election, "Where the election stands that is under way."),
      frame::item(&Staking::backings, "What backs each candidate of the election."),
      frame::item(&Staking::oldest_era, "The oldest era of which anything is kept."),
      frame::item(&Staking::forcing, "Mode of era forcing."),
  };

  // ---- Events, errors -----------------------------------------------------------------------
  using Event = staking::AllEvents;
  using Error = staking::Error;
  static constexpr std::span errors{staking::kErrors};

  // ---- Calls --------------------------------------------------------------------------------
  using bond = staking::calls::bond;
  using bond_extra = staking::calls::bond_extra;
  using unbond = staking::calls::unbond;
  using withdraw_unbonded = staking::calls::withdraw_unbonded;
  using validate = staking::calls::validate;
  using nominate = staking::calls::nominate;
  using chill = staking::calls::chill;
  using set_payee = staking::calls::set_payee;
  using set_validator_count = staking::calls::set_validator_count;
  using increase_validator_count = staking::calls::increase_validator_count;
  using force_no_eras = staking::calls::force_no_eras;
  using force_new_era = staking::calls::force_new_era;
  using force_unstake = staking::calls::force_unstake;
  using force_new_era_always = staking::calls::force_new_era_always;
  using cancel_deferred_slash = staking::calls::cancel_deferred_slash;
  using payout_stakers = staking::calls::payout_stakers;
  using rebond = staking::calls::rebond;
  using reap_stash = staking::calls::reap_stash;
  using kick = staking::calls::kick;
  using chill_other = staking::calls::chill_other;
  using payout_stakers_by_page = staking::calls::payout_stakers_by_page;
  using Call = staking::calls::All;

  Result<> apply(const frame::Origin&, const bond&);
  Result<> apply(const frame::Origin&, const bond_extra&);
  Result<> apply(const frame::Origin&, const unbond&);
  Result<> apply(const frame::Origin&, const withdraw_unbonded&);
  Result<> apply(const frame::Origin&, const validate&);
  Result<> apply(const frame::Origin&, const nominate&);
  Result<> apply(const frame::Origin&, const chill&);
  Result<> apply(const frame::Origin&, const set_payee&);
  Result<> apply(const frame::Origin&, const set_validator_count&);
  Result<> apply(const frame::Origin&, const increase_validator_count&);
  Result<> apply(const frame::Origin&, const force_no_eras&);
  Result<> apply(const frame::Origin&, const force_new_era&);
  Result<> apply(const frame::Origin&, const force_unstake&);
  Result<> apply(const frame::Origin&, const force_new_era_always&);
  Result<> apply(const frame::Origin&, const cancel_deferred_slash&);
  Result<frame::Spent> apply(const frame::Origin&, const payout_stakers&);
  Result<> apply(const frame::Origin&, const rebond&);
  Result<> apply(const frame::Origin&, const reap_stash&);
  Result<> apply(const frame::Origin&, const kick&);
  Result<> apply(const frame::Origin&, const chill_other&);
  Result<frame::Spent> apply(const frame::Origin&, const payout_stakers_by_page&);

  // ---- Runtime API --------------------------------------------------------------------------
  struct Api {
    static constexpr std::string_view api_name = "StakingApi";
    static constexpr std::uint32_t api_version = 1;
    static constexpr std::string_view doc = "What staking comes to.";

    struct nominations_quota {
      static constexpr std::string_view doc = "How many validators a nominator may name.";
      using Output = std::uint32_t;
      Balance balance{};
      DESCENT_FIELDS(balance)
    };
    struct eras_stakers_page_count {
      static constexpr std::string_view doc = "Pages of a validator's stakers in an era.";
      using Output = Page;
      EraIndex era{};
      AccountId account;
      DESCENT_FIELDS(era, account)
    };
    struct pending_rewards {
      static constexpr std::string_view doc = "Whether pages of an era are still to be paid.";
      using Output = bool;
      EraIndex era{};
      AccountId account;
      DESCENT_FIELDS(era, account)
    };
    using Methods = frame::Methods<nominations_quota, eras_stakers_page_count, pending_rewards>;
  };
  std::uint32_t query(const Api::nominations_quota&) const { return staking::kNominationsMax; }
  Page query(const Api::eras_stakers_page_count& q) const { return page_count(q.era, q.account); }
  bool query(const Api::pending_rewards& q) const {
    return next_page(q.era, q.account).has_value();
  }

  // ---- Hooks and views ----------------------------------------------------------------------
  Staking(frame::Mount mount, Balances& balances, Timestamp& timestamp, Session& session,
          Parameters& values, Config c)
      : Pallet{mount},
        config{c},
        balances_{balances},
        timestamp_{timestamp},
        session_{session},
        values_{values} {}
  auto constants() const;
  /// Begins eras and elections with the sessions they fall to, and gives the author its points.
  /// REQUIRES that the hook of Session has run.
  Weight on_initialize(BlockNumber now);
  /// Applies slashes that are due, goes on with the election, drops what is old; in this order.
  Weight on_idle(BlockNumber now, const Weight& left);
  void on_finalize(BlockNumber now);
  frame::Problems integrity() const;
  frame::Problems try_state() const;

  frame::HoldReason reason() const {
    return {index(), static_cast<std::uint8_t>(HoldReason::Staking)};
  }
  /// The active era; 0 before there is one.
  EraIndex era_now() const;
  /// The era whose stakes back the decision on block `number`; none if no longer, or not yet.
  std::optional<EraIndex> era_of(BlockNumber number) const;
  /// Punishes `validator` for an offence in `era`, once for each. REQUIRES `era_of` tell the era,
  /// and that the validator was elected in it.
  void report_offence(EraIndex era, const AccountId& validator,
                      const std::optional<AccountId>& reporter);
  /// Ends the desire of `stash` to validate or nominate.
  void chill_stash(const AccountId& stash);

  struct GenesisStaker {
    AccountId stash;
    session::SessionKeys keys;
    Balance bond{};
  };
  /// Bonds and elects the first validators, in genesis. REQUIRES that their balances suffice.
  void set_genesis(std::uint32_t count, std::uint32_t minimum,
                   const std::vector<GenesisStaker>& stakers);

 private:
  // ledger.cpp
  Result<Ledger> ledger_of(const AccountId& stash) const;
  Result<> put_at_stake(Ledger& of, Balance amount);
  Result<> begin_bond(const AccountId& stash, Balance value, const staking::RewardDestination& to);
  void withdraw(Ledger& of);
  void remove_stash(const AccountId& stash);
  void free_stash(const Ledger& of);
  Result<> check_payee(const staking::RewardDestination& to) const;
  EraIndex era_planned() const { return current_era.get().value_or(0); }
  // nominate.cpp
  void add_validator(const AccountId& stash, const Prefs& prefs);
  void remove_validator(const AccountId& stash);
  void add_nominator(const AccountId& stash, const Nominations& nominations);
  void remove_nominator(const AccountId& stash);
  Result<> check_target(const AccountId& target, const std::optional<Nominations>& before) const;
  Balance least_active(const AccountId& stash) const;
  // force.cpp
  Result<> set_count(std::uint64_t count);
  Result<> force(const frame::Origin& origin, staking::Forcing mode);
  // election.cpp
  EraIndex era_elected() const;
  std::uint64_t election_cost(const staking::Election& e) const;
  void elect(staking::Election e);
  void rank_candidates(staking::Election& e);
  void rank_backings(staking::Election& e);
  void select(staking::Election& e);
  void assign(staking::Election& e);
  void expose(EraIndex era, const AccountId& validator, const AccountId& nominator, Balance value);
  void queue_elected(staking::Election& e);
  void discard();
  // eras.cpp
  void begin_session(SessionIndex session);
  bool elects_in(SessionIndex session) const;
  void begin_era(EraIndex era, SessionIndex session, BlockNumber since);
  void end_era(const staking::ActiveEraInfo& era);
  std::uint64_t idle_step(std::uint64_t budget);
  bool has_old_era() const;
  void prune_step();
  bool prune_exposures(EraIndex era);
  void prune_exposure(EraIndex era, const AccountId& who);
  // rewards.cpp
  void note_author();
  Page page_count(EraIndex era, const AccountId& validator) const;
  std::optional<Page> next_page(EraIndex era, const AccountId& validator) const;
  Balance earned(EraIndex era, const AccountId& validator) const;
  Result<> check_reward(EraIndex era, const AccountId& validator) const;
  Result<frame::Spent> pay_page(EraIndex era, const AccountId& validator, Page page);
  void reward(const AccountId& stash, Balance amount);
  // slashing.cpp
  Perbill slash_fraction(EraIndex era) const;
  bool slashes_due() const;
  void apply_slash_page();
  Balance slash(const AccountId& stash, Balance amount, const std::optional<AccountId>& reporter);
  Balance reporter_share(const AccountId& reporter, Balance taken) const;
  void carry_slashes(EraIndex from, EraIndex to);
  // staking.cpp
  frame::Problems check_ledgers() const;
  frame::Problems check_roles() const;
  frame::Problems check_exposures() const;
  frame::Problems check_rewards() const;

  Balances& balances_;
  Timestamp& timestamp_;
  Session& session_;
  Parameters& values_;
};

/// The part of an exposure that k offenders of n validators lose each: min((3 k / n)^2, 1),
/// rounded down. REQUIRES 0 < k <= n <= kElectedMax
staking::Perbill equivocation_fraction(std::size_t offenders, std::size_t n);

inline auto Staking::constants() const {
  using frame::Constant;
  return std::tuple{
      Constant{"HistoryDepth", config.history_depth, "Number of eras to keep in history."},
      Constant{"SessionsPerEra", config.sessions_per_era, "Number of sessions per era."},
      Constant{"BondingDuration", config.bonding_duration,
               "Number of eras that staked funds must remain bonded for."},
      Constant{"SlashDeferDuration", config.slash_defer_duration,
               "Number of eras that slashes are deferred by, after the report."},
      Constant{"MaxEvidenceAge", config.evidence_age,
               "Number of eras after that of an offence in which evidence of it counts."},
      Constant{"MaxExposurePageSize", std::uint32_t{staking::kPageMax},
               "The maximum size of each `ExposurePage`."},
      Constant{"MaxNominations", std::uint32_t{staking::kNominationsMax},
               "Validators a nominator names at most."},
      Constant{"MaxUnlockingChunks", std::uint32_t{staking::kUnlockingMax},
               "The maximum number of `unlocking` chunks a `StakingLedger` can have."}};
}

}  // namespace descent::modules
