#pragma once
// What may be wrong with a proposal.
#include "tests/sim/forgery.hpp"

namespace descent::sim {

enum class Falsehood : std::uint8_t {
  None,
  WrongRoot,    ///< of the state
  WrongParent,  ///< a block that does not exist
  OtherBody,    ///< not the one its header names
  Garbage,      ///< an extrinsic that is none
  FalseReport,  ///< forged evidence against another validator, executed as if it were right
  Future,       ///< the block bears a time in an hour
  Appeal,       ///< to a quorum that never was
  BadSignature,
  kCount
};

/// What a liar makes of its node's proposal; its vote is to be signed. What cannot be done now
/// leaves it as it is.
/// evidence  for FalseReport
service::gossip::Proposed falsified(service::gossip::Proposed proposed, Falsehood how,
                                    service::Chain* chain, Moment now,
                                    const std::vector<consensus::Equivocation>& evidence);

}  // namespace descent::sim
