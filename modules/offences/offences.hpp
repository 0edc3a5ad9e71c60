#pragma once
/// # Offences
/// Evidence that a validator lied, and validators that are not there.
///
/// An *equivocation* is two votes of one validator that contradict each other. Whoever shows one is
/// believed by its signatures alone; the validator is punished by Staking, once for each era.
///
/// A validator is *offline* in an era if it made none of its blocks, though by its part of the
/// points it should have made `OfflineBlocks` of them. After `OfflineEras` such eras in a row it is
/// chilled, and loses nothing: who else's votes reach a certificate is for a proposer to choose,
/// but whose turn it is to propose is not.
///
/// Invariants, after every block:
/// (1) every report is listed under its kind and era, and no other is.
/// (2) who is listed as offline was so for an era at least.
#include "modules/offences/weights.hpp"
#include "modules/staking/staking.hpp"
#include "runtime/primitives/vote.hpp"

namespace descent::modules {

namespace offences {

using Kind = std::array<std::uint8_t, 16>;
inline constexpr Kind kEquivocation{'d', 'e', 's', 'c', 'e', 'n', 't', ' ',
                                    'e', 'q', 'u', 'i', 'v', 'o', 'c', 0};

struct OffenceDetails {
  static constexpr std::string_view type_path = "sp_staking::offence::OffenceDetails";
  AccountId offender;
  std::vector<AccountId> reporters;  ///< one, or none if the proposer of a block showed it
  DESCENT_FIELDS(offender, reporters)
};

}  // namespace offences

class Offences : public frame::Pallet<Offences> {
 public:
  static constexpr std::string_view name = "Offences";
  static constexpr std::string_view doc = "Evidence against validators, and offline validators.";

  using EraIndex = staking::EraIndex;
  using ReportId = Hash;

  // ---- Config -------------------------------------------------------------------------------
  static constexpr frame::Parameter kOfflineEras{
      0,
      "OfflineEras",
      {.initial = 4, .least = 1, .most = 1'000},
      "Eras in a row without a block after which a validator is chilled."};
  static constexpr frame::Parameter kOfflineBlocks{
      1,
      "OfflineBlocks",
      {.initial = 20, .least = 5, .most = 1'000'000},
      "Blocks a validator should have made in an era for its silence to count."};
  static constexpr frame::Parameter parameters[] = {kOfflineEras, kOfflineBlocks};

  // ---- Storage ------------------------------------------------------------------------------
  using Twox = frame::Twox64Concat;
  frame::StorageMap<"Reports", Twox, ReportId, frame::Optional<offences::OffenceDetails>> reports{
      state(), name};
  frame::StorageDoubleMap<"ConcurrentReportsIndex", Twox, offences::Kind, Twox, Bytes,
                          Bounded<ReportId, staking::kElectedMax>>
      concurrent{state(), name};
  frame::StorageMap<"OfflineFor", Twox, AccountId, std::uint32_t> offline_for{state(), name};
  frame::StorageValue<"NextEra", EraIndex> next_era{state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&Offences::reports,
                  "The primary structure that holds all offence records keyed by report "
                  "identifiers."),
      frame::item(&Offences::concurrent,
                  "A vector of reports of the same kind that happened at the same time slot: the "
                  "era, in SCALE."),
      frame::item(&Offences::offline_for, "Eras in a row that a validator was offline for."),
      frame::item(&Offences::next_era, "The era whose end is looked at next."),
  };

  // ---- Events -------------------------------------------------------------------------------
  struct Offence {
    static constexpr std::uint8_t event_index = 0;
    static constexpr std::string_view doc =
        "There is an offence reported of the given `kind` happened at the era in `timeslot`.";
    offences::Kind kind{};
    Bytes timeslot;
    DESCENT_FIELDS(kind, timeslot)
  };
  struct SomeOffline {
    static constexpr std::uint8_t event_index = 1;
    static constexpr std::string_view doc = "Validators were found to be offline, and chilled.";
    std::vector<AccountId> offline;
    DESCENT_FIELDS(offline)
  };
  using Event = frame::Events<Offence, SomeOffline>;

  // ---- Errors -------------------------------------------------------------------------------
  enum class Error : std::uint8_t {
    InvalidEquivocationProof,
    NotAnAuthority,
    TooOld,
    NotYet,
    DuplicateOffenceReport
  };
  static constexpr frame::ErrorRow<Error> errors[] = {
      {Error::InvalidEquivocationProof,
       "The votes do not contradict each other, are in the wrong order, or a signature is not the "
       "validator's."},
      {Error::NotAnAuthority, "The key did not decide on blocks of this number."},
      {Error::TooOld, "The offence was more than `MaxEvidenceAge` eras ago."},
      {Error::NotYet, "No block of this number is being decided on yet."},
      {Error::DuplicateOffenceReport, "The validator is punished for this era already."},
  };

  // ---- Calls --------------------------------------------------------------------------------
  struct report_equivocation {
    static constexpr frame::CallMeta meta{
        .index = 0,
        .doc = "Show two votes of one validator that contradict each other. Signed: the reporter."};
    consensus::Equivocation equivocation_proof;
    DESCENT_FIELDS(equivocation_proof)
    Weight weight() const { return offences_weights::kReport; }
  };
  Result<> apply(const frame::Origin&, const report_equivocation&);

  struct report_equivocation_unsigned {
    static constexpr frame::CallMeta meta{
        .index = 1,
        .doc = "As `report_equivocation`. An inherent: the proposer's nodes have seen it.",
        .dispatch_class = DispatchClass::Mandatory,
        .pays_fee = Pays::No};
    consensus::Equivocation equivocation_proof;
    DESCENT_FIELDS(equivocation_proof)
    Weight weight() const { return offences_weights::kReport; }
  };
  Result<> apply(const frame::Origin&, const report_equivocation_unsigned&);

  using Call = frame::Calls<report_equivocation, report_equivocation_unsigned>;

  // ---- Runtime API --------------------------------------------------------------------------
  struct Api {
    static constexpr std::string_view api_name = "OffencesApi";
    static constexpr std::uint32_t api_version = 1;
    static constexpr std::string_view doc = "Evidence against validators.";

    struct check_equivocation {
      static constexpr std::string_view doc =
          "Whether a report of this evidence is accepted on this state.";
      using Output = Result<>;
      consensus::Equivocation equivocation_proof;
      DESCENT_FIELDS(equivocation_proof)
    };
    using Methods = frame::Methods<check_equivocation>;
  };
  Result<> query(const Api::check_equivocation&) const;

  // ---- Hooks and views ----------------------------------------------------------------------
  Offences(frame::Mount mount, System& system, Session& session, Staking& staking,
           Parameters& values)
      : Pallet{mount}, system_{system}, session_{session}, staking_{staking}, values_{values} {}
  /// Looks at who was offline in an era that is over. REQUIRES that the hook of Staking has run.
  Weight on_initialize(BlockNumber now);
  frame::Problems try_state() const;

 private:
  /// Who offended, and in which era.
  struct Verdict {
    AccountId offender;
    EraIndex era{};
    ReportId id;
  };
  Result<Verdict> judge(const consensus::Equivocation& proof) const;
  Result<> punish(const consensus::Equivocation& proof, const std::optional<AccountId>& reporter);
  void forget_reports(EraIndex era);
  // offline.cpp
  void look_for_offline(EraIndex era);
  bool note_era(const AccountId& who, bool offline);

  System& system_;
  Session& session_;
  Staking& staking_;
  Parameters& values_;
};

}  // namespace descent::modules
