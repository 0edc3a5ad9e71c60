#pragma once
// What Staking keeps, in the layout wallets read.
// source  polkadot-sdk, substrate/frame/staking/src/lib.rs and primitives/staking/src/lib.rs
#include "modules/session/session.hpp"
#include "runtime/frame/metadata/registry.hpp"
#include "runtime/primitives/arithmetic.hpp"
#include "runtime/primitives/perbill.hpp"

namespace descent::modules::staking {

using EraIndex = std::uint32_t;
using Page = std::uint32_t;
using session::SessionIndex;

inline constexpr std::uint32_t kBillion = 1'000'000'000;

using descent::Perbill;

/// floor(part of amount). REQUIRES at most the whole.
Balance part_of(Perbill part, Balance amount);
/// floor(amount * numerator / denominator). REQUIRES numerator <= denominator, denominator > 0
Balance share_of(Balance amount, u128 numerator, u128 denominator);

/// A Perbill in compact form.
struct CompactPerbill {
  Compact<std::uint32_t> parts{};
  DESCENT_FIELDS(parts)
  friend bool operator==(const CompactPerbill& a, const CompactPerbill& b) {
    return a.parts.value == b.parts.value;
  }
};

inline constexpr std::size_t kUnlockingMax = 32;    ///< amounts of a ledger that wait
inline constexpr std::size_t kNominationsMax = 16;  ///< validators that a nominator names
inline constexpr std::size_t kPageMax = 64;         ///< nominators paid, or slashed, at once
inline constexpr std::size_t kElectedMax = session::kValidatorsMax;
inline constexpr std::size_t kCandidatesMax = 512;  ///< accounts that want to validate
inline constexpr std::uint32_t kPointsPerBlock = 20;
inline constexpr std::uint32_t kNominatorsMax = 100'000;

struct UnlockChunk {
  static constexpr std::string_view type_path = "pallet_staking::UnlockChunk";
  Compact<Balance> value{};
  Compact<EraIndex> era{};  ///< from which it may be withdrawn
  DESCENT_FIELDS(value, era)
};

/// What a stash has at stake. `total` is what is held of its balance.
struct Ledger {
  static constexpr std::string_view type_path = "pallet_staking::StakingLedger";
  AccountId stash;
  Compact<Balance> total{};                       ///< active, and what is unlocking
  Compact<Balance> active{};                      ///< backs validators, from the next election on
  Bounded<UnlockChunk, kUnlockingMax> unlocking;  ///< by era, ascending
  DESCENT_FIELDS(stash, total, active, unlocking)
};

namespace reward_destination {

/// To the stash, and added to what it has at stake.
struct Staked {
  DESCENT_FIELDS()
};
/// To the stash, free.
struct Stash {
  DESCENT_FIELDS()
};
/// No longer accepted: stash and controller are one.
struct Controller {
  DESCENT_FIELDS()
};
struct Account {
  static constexpr bool unnamed = true;
  AccountId value;
  DESCENT_FIELDS(value)
};
struct None {
  DESCENT_FIELDS()
};

}  // namespace reward_destination

struct RewardDestination : std::variant<reward_destination::Staked, reward_destination::Stash,
                                        reward_destination::Controller, reward_destination::Account,
                                        reward_destination::None> {
  static constexpr std::string_view type_path = "pallet_staking::RewardDestination";
  using Cases = variant;
  using variant::variant;
};

struct ValidatorPrefs {
  static constexpr std::string_view type_path = "pallet_staking::ValidatorPrefs";
  CompactPerbill commission;  ///< of what is earned, before it is shared
  bool blocked{};             ///< refuses new nominators
  DESCENT_FIELDS(commission, blocked)
  friend bool operator==(const ValidatorPrefs&, const ValidatorPrefs&) = default;
};

struct Nominations {
  static constexpr std::string_view type_path = "pallet_staking::Nominations";
  Bounded<AccountId, kNominationsMax> targets;  ///< each once
  EraIndex submitted_in{};
  bool suppressed{};
  DESCENT_FIELDS(targets, submitted_in, suppressed)
};

struct ActiveEraInfo {
  static constexpr std::string_view type_path = "pallet_staking::ActiveEraInfo";
  EraIndex index{};
  std::optional<Moment> start;  ///< the time of its first block, once that has one
  DESCENT_FIELDS(index, start)
};

/// Whether elections are held when eras end, or when governance says.
enum class Forcing : std::uint8_t {
  NotForcing,
  ForceNew,     ///< in the next session, once
  ForceNone,    ///< never
  ForceAlways,  ///< in every session
  kCount
};

/// When the stakes of an era came to back it.
struct BondedEra {
  EraIndex era{};
  SessionIndex session{};  ///< its first
  BlockNumber since{};     ///< the first block its validators decide on
  DESCENT_FIELDS(era, session, since)
};

struct PagedExposureMetadata {
  static constexpr std::string_view type_path = "sp_staking::PagedExposureMetadata";
  Compact<Balance> total{};
  Compact<Balance> own{};
  std::uint32_t nominator_count{};
  Page page_count{};
  DESCENT_FIELDS(total, own, nominator_count, page_count)
};

struct IndividualExposure {
  static constexpr std::string_view type_path = "sp_staking::IndividualExposure";
  AccountId who;
  Compact<Balance> value{};
  DESCENT_FIELDS(who, value)
};

struct ExposurePage {
  static constexpr std::string_view type_path = "sp_staking::ExposurePage";
  Compact<Balance> page_total{};
  Bounded<IndividualExposure, kPageMax> others;
  DESCENT_FIELDS(page_total, others)
};

struct EraRewardPoints {
  static constexpr std::string_view type_path = "pallet_staking::EraRewardPoints";
  std::uint32_t total{};
  std::map<AccountId, std::uint32_t> individual;
  DESCENT_FIELDS(total, individual)
};

/// A slash that waits. How much it is follows from the exposure of the validator in `era` and from
/// how many others offended in that era, which is settled when it is applied.
struct UnappliedSlash {
  static constexpr std::string_view type_path = "pallet_staking::UnappliedSlash";
  AccountId validator;
  EraIndex era{};
  std::optional<AccountId> reporter;
  Page page{};  ///< the next to be applied
  DESCENT_FIELDS(validator, era, reporter, page)
};
/// Every validator of every era that evidence may still be about.
inline constexpr std::size_t kSlashesMax = 16 * kElectedMax;

/// Where the election stands. Each phase but Select goes through a map in the order of its keys.
enum class ElectionPhase : std::uint8_t {
  Candidates,  ///< own stakes, of those who want to validate
  Backings,    ///< the stakes of nominators, to rank the candidates
  Select,      ///< the first N
  Assign,      ///< the stakes of nominators, among those elected
  Queue,       ///< to the session
  Discard,     ///< too few are left of those elected: their exposures go
  kCount
};
struct Election {
  ElectionPhase phase{};
  std::optional<AccountId> last;  ///< the last account seen in this phase
  DESCENT_FIELDS(phase, last)
};

}  // namespace descent::modules::staking

namespace descent::frame::metadata {

template <>
struct Custom<modules::staking::CompactPerbill> {
  static Type describe(Registry& registry) {
    return {"", {}, compact_def(registry.id<modules::staking::Perbill>())};
  }
};

}  // namespace descent::frame::metadata
