#pragma once
// How a block that was fetched enters the chain: as what a peer says was decided, so that the
// engine stands on it like on any other.
#include "network/sync/sync.hpp"
#include "node/service/gossip.hpp"

namespace descent::service {

/// To be given to `Validator::received` as said by `block.from`. If the chain does not stand on it
/// after that, the engine did not take it: `Sync::restart`.
gossip::CommitFound commit_of(const network::Sync::Ready& block);

}  // namespace descent::service
