#pragma once
// What Referenda is asked to do. Arguments, names and indices are polkadot-sdk's.
#include "modules/referenda/weights.hpp"

namespace descent::modules::referenda::calls {

struct submit {
  static constexpr frame::CallMeta meta{
      .index = 0,
      .doc =
          "Propose a call, to be run as `proposal_origin`, which names the track. The submission "
          "deposit is held of the signer."};
  OriginCaller proposal_origin;
  BoundedCall proposal;
  DispatchTime enactment_moment;
  DESCENT_FIELDS(proposal_origin, proposal, enactment_moment)
  Weight weight() const { return referenda_weights::kSubmit; }
};

struct place_decision_deposit {
  static constexpr frame::CallMeta meta{
      .index = 1, .doc = "Have a referendum decided. The track's deposit is held of the signer."};
  ReferendumIndex index{};
  DESCENT_FIELDS(index)
  Weight weight() const { return referenda_weights::kPlaceDeposit; }
};

struct refund_decision_deposit {
  static constexpr frame::CallMeta meta{
      .index = 2,
      .doc = "Give the decision deposit of a referendum that is over back to its owner. Signed."};
  ReferendumIndex index{};
  DESCENT_FIELDS(index)
  Weight weight() const { return referenda_weights::kRefund; }
};

struct cancel {
  static constexpr frame::CallMeta meta{.index = 3, .doc = "End a referendum. Root."};
  ReferendumIndex index{};
  DESCENT_FIELDS(index)
  Weight weight() const { return referenda_weights::kCancel; }
};

struct kill {
  static constexpr frame::CallMeta meta{.index = 4,
                                        .doc = "End a referendum and slash its deposits. Root."};
  ReferendumIndex index{};
  DESCENT_FIELDS(index)
  Weight weight() const { return referenda_weights::kKill; }
};

struct nudge_referendum {
  static constexpr frame::CallMeta meta{
      .index = 5, .doc = "Do what is due of a referendum. Root: its alarm does it."};
  ReferendumIndex index{};
  DESCENT_FIELDS(index)
  Weight weight() const { return referenda_weights::kService; }
};

struct one_fewer_deciding {
  static constexpr frame::CallMeta meta{
      .index = 6,
      .doc = "Begin to decide the next referendum of a track, one being over. Root: as an alarm."};
  TrackId track{};
  DESCENT_FIELDS(track)
  Weight weight() const { return referenda_weights::kService; }
};

struct refund_submission_deposit {
  static constexpr frame::CallMeta meta{
      .index = 7,
      .doc =
          "Give the submission deposit of a referendum that was approved or cancelled back to its "
          "owner. Signed."};
  ReferendumIndex index{};
  DESCENT_FIELDS(index)
  Weight weight() const { return referenda_weights::kRefund; }
};

struct set_metadata {
  static constexpr frame::CallMeta meta{
      .index = 8,
      .doc =
          "Name a preimage that describes a referendum, or none. Signed by who submitted it; once "
          "it is over, anybody may clear it."};
  ReferendumIndex index{};
  std::optional<Hash> maybe_hash;
  DESCENT_FIELDS(index, maybe_hash)
  Weight weight() const { return referenda_weights::kMetadata; }
};

using All =
    frame::Calls<submit, place_decision_deposit, refund_decision_deposit, cancel, kill,
                 nudge_referendum, one_fewer_deciding, refund_submission_deposit, set_metadata>;

}  // namespace descent::modules::referenda::calls
