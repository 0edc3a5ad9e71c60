#pragma once
// A block as it crosses the wire: without the transactions that the other side has.
#include <functional>

#include "node/service/gossip.hpp"

namespace descent::service {

/// What stands for a transaction in a sketch.
gossip::Name name_of(const Hash& transaction);

/// Says whether others are likely to have a transaction.
using IsCommon = std::function<bool(const Hash& transaction)>;
/// The transaction of this name; nullptr if it is not here. Valid until something comes or goes.
using Find = std::function<const Bytes*(const gossip::Name& name)>;
using Places = std::vector<Compact<std::uint32_t>>;

/// Names what is common, the first kNamesMost of it; the rest is whole.
gossip::Sketch sketch_of(const Block& block, const IsCommon& is_common);

/// The bytes of the extrinsics that are whole.
std::size_t whole_bytes(const gossip::Sketch& sketch);

/// Where names stand of which nothing is found, ascending.
Places missing(const gossip::Sketch& sketch, const Find& find);

/// Puts extrinsics in the place of their names; what has no name here is left out.
void fill(gossip::Sketch& sketch, std::vector<Bytes> extrinsics);

/// The block, each name replaced by what is found. What it takes is counted before anything is
/// copied: seventeen bytes may stand for megabytes.
/// returns  nullopt if something is missing, or the extrinsics exceed kBodyBytesMax
std::optional<Block> assembled(const gossip::Sketch& sketch, const Find& find);

}  // namespace descent::service
