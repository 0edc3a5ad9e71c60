#pragma once
// What Referenda reports. source  polkadot-sdk, substrate/frame/referenda/src/lib.rs
#include "modules/referenda/types.hpp"

namespace descent::modules::referenda {

struct Submitted {
  static constexpr std::uint8_t event_index = 0;
  static constexpr std::string_view doc = "A referendum has been submitted.";
  ReferendumIndex index{};
  TrackId track{};
  BoundedCall proposal;
  DESCENT_FIELDS(index, track, proposal)
};
struct DecisionDepositPlaced {
  static constexpr std::uint8_t event_index = 1;
  static constexpr std::string_view doc = "The decision deposit has been placed.";
  ReferendumIndex index{};
  AccountId who;
  Balance amount{};
  DESCENT_FIELDS(index, who, amount)
};
struct DecisionDepositRefunded {
  static constexpr std::uint8_t event_index = 2;
  static constexpr std::string_view doc = "The decision deposit has been refunded.";
  ReferendumIndex index{};
  AccountId who;
  Balance amount{};
  DESCENT_FIELDS(index, who, amount)
};
struct DepositSlashed {
  static constexpr std::uint8_t event_index = 3;
  static constexpr std::string_view doc = "A deposit has been slashed.";
  AccountId who;
  Balance amount{};
  DESCENT_FIELDS(who, amount)
};
struct DecisionStarted {
  static constexpr std::uint8_t event_index = 4;
  static constexpr std::string_view doc = "A referendum has moved into the deciding phase.";
  ReferendumIndex index{};
  TrackId track{};
  BoundedCall proposal;
  Tally tally;
  DESCENT_FIELDS(index, track, proposal, tally)
};
struct ConfirmStarted {
  static constexpr std::uint8_t event_index = 5;
  static constexpr std::string_view doc = "A referendum passes, and is to be confirmed.";
  ReferendumIndex index{};
  DESCENT_FIELDS(index)
};
struct ConfirmAborted {
  static constexpr std::uint8_t event_index = 6;
  static constexpr std::string_view doc = "A referendum no longer passes.";
  ReferendumIndex index{};
  DESCENT_FIELDS(index)
};
struct Confirmed {
  static constexpr std::uint8_t event_index = 7;
  static constexpr std::string_view doc =
      "A referendum has ended its confirmation phase and is ready for approval.";
  ReferendumIndex index{};
  Tally tally;
  DESCENT_FIELDS(index, tally)
};
struct Approved {
  static constexpr std::uint8_t event_index = 8;
  static constexpr std::string_view doc =
      "A referendum has been approved and its proposal has been scheduled.";
  ReferendumIndex index{};
  DESCENT_FIELDS(index)
};
struct Rejected {
  static constexpr std::uint8_t event_index = 9;
  static constexpr std::string_view doc = "A proposal has been rejected by referendum.";
  ReferendumIndex index{};
  Tally tally;
  DESCENT_FIELDS(index, tally)
};
struct TimedOut {
  static constexpr std::uint8_t event_index = 10;
  static constexpr std::string_view doc = "A referendum has been timed out without being decided.";
  ReferendumIndex index{};
  Tally tally;
  DESCENT_FIELDS(index, tally)
};
struct Cancelled {
  static constexpr std::uint8_t event_index = 11;
  static constexpr std::string_view doc = "A referendum has been cancelled.";
  ReferendumIndex index{};
  Tally tally;
  DESCENT_FIELDS(index, tally)
};
struct Killed {
  static constexpr std::uint8_t event_index = 12;
  static constexpr std::string_view doc = "A referendum has been killed.";
  ReferendumIndex index{};
  Tally tally;
  DESCENT_FIELDS(index, tally)
};
struct SubmissionDepositRefunded {
  static constexpr std::uint8_t event_index = 13;
  static constexpr std::string_view doc = "The submission deposit has been refunded.";
  ReferendumIndex index{};
  AccountId who;
  Balance amount{};
  DESCENT_FIELDS(index, who, amount)
};
struct MetadataSet {
  static constexpr std::uint8_t event_index = 14;
  static constexpr std::string_view doc = "Metadata for a referendum has been set.";
  ReferendumIndex index{};
  Hash hash;
  DESCENT_FIELDS(index, hash)
};
struct MetadataCleared {
  static constexpr std::uint8_t event_index = 15;
  static constexpr std::string_view doc = "Metadata for a referendum has been cleared.";
  ReferendumIndex index{};
  Hash hash;
  DESCENT_FIELDS(index, hash)
};
using AllEvents = frame::Events<Submitted, DecisionDepositPlaced, DecisionDepositRefunded,
                                DepositSlashed, DecisionStarted, ConfirmStarted, ConfirmAborted,
                                Confirmed, Approved, Rejected, TimedOut, Cancelled, Killed,
                                SubmissionDepositRefunded, MetadataSet, MetadataCleared>;

}  // namespace descent::modules::referenda
