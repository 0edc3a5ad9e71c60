#pragma once
// What may be wrong with a proposal.
#include "tests/sim/forgery.hpp"

namespace descent::sim {

enum class Falsehood : std::uint8_t {
  None,
  WrongRoot,    ///< of the state
  WrongParent,  ///< a block that does not exist
  OtherBody,    ///< not the one its header names
  OtherParts,   ///< a sketch that leads nowhere, of the right block; is to be spoilt
  Garbage,      ///< an extrinsic that is none
  FalseReport,  ///< forged evidence against another validator, executed as if it were right
  Future,       ///< the block bears a time in an hour
  Appeal,       ///< to a quorum that never was
  BadSignature,
  kCount
};

/// What a liar has to lie with.
struct Means {
  service::Chain* chain;   ///< nullptr if there is none
  const pool::Pool* pool;  ///< the same
  Moment now;
  std::vector<consensus::Equivocation> evidence;  ///< for FalseReport
};

/// What a liar makes of its node's proposal; its vote is to be signed. What cannot be done now
/// leaves it as it is.
service::gossip::Proposed falsified(service::gossip::Proposed proposed, Falsehood how,
                                    const Means& means);

}  // namespace descent::sim
