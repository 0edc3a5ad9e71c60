#pragma once
/// # What an address reaches
/// Strangers may not send this node into its own network, so what they tell is looked at.
/// source  IANA special-purpose address registries (RFC 6890), IPv4 and IPv6
#include "network/libp2p/multiaddr.hpp"

namespace descent::network {

/// True for an address that anybody on the internet can reach. False for every name: where it leads
/// is known only once it is looked up.
bool is_public(const libp2p::Host& host);

/// True for an address that one node alone can have: none of everybody, nobody or many.
bool is_of_one(const libp2p::Host& host);

/// Whom a host is counted for: itself, or the /64 of an IPv6 address, since one customer has all of
/// it.
libp2p::Host customer_of(const libp2p::Host& host);

}  // namespace descent::network
