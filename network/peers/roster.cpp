#include "network/peers/roster.hpp"

#include <algorithm>

#include "network/peers/reach.hpp"

namespace descent::network {
namespace {

std::set<libp2p::PeerId> ids_of(const std::vector<Multiaddr>& addresses) {
  std::set<libp2p::PeerId> out;
  for (const auto& address : addresses)
    if (address.peer) out.insert(*address.peer);
  return out;
}

/// Of a private network there is one, whatever its numbers: nothing to spread over.
std::string network_of(const libp2p::Host& host) { return is_public(host) ? group_of(host) : ""; }

}  // namespace

Roster::Roster(RosterOptions options, const libp2p::PeerId& ours, const crypto::Seed& secret)
    : options_{std::move(options)},
      slots_{options_.slots, ours, ids_of(options_.reserved)},
      plan_{options_.boot_nodes, options_.reserved},
      book_{secret},
      peers_{options_.reputation},
      hosts_{options_.reputation} {}

// ---- Dialling -------------------------------------------------------------------------------

std::vector<Multiaddr> Roster::dials(Instant now, const RandomNumbers& random) {
  const auto suits = [&](const libp2p::PeerId& id) { return !peers_.is_banned(id, now); };
  return plan_.next(slots_, book_, suits, now, random);
}

void Roster::failed(const Multiaddr& address, Instant now, std::uint64_t random) {
  book_.failed(address, now);
  plan_.failed(address, now, random);
}

// ---- Connections ----------------------------------------------------------------------------

bool Roster::admits(const libp2p::Host& from, Instant now) const {
  return !hosts_.is_banned(customer_of(from), now);
}

Admission Roster::secured(const Connection& connection, Instant now, std::uint64_t random) {
  const auto standing = [&](const libp2p::PeerId& id) { return peers_.of(id, now); };
  const bool banned = peers_.is_banned(connection.id, now) && !slots_.is_reserved(connection.id);
  Admission out{.refused = Refused::Banned};
  if (!banned)
    out = slots_.admit({.number = connection.number,
                        .id = connection.id,
                        .inbound = !connection.dialled,
                        .group = network_of(connection.from.host)},
                       standing, now);
  if (out.refused) {
    refuse(connection, *out.refused, now, random);
    return out;
  }
  if (out.instead_of) closed(*out.instead_of, now, random);
  if (connection.dialled) {
    plan_.reached(*connection.dialled);
    book_.good(*connection.dialled, now);
  }
  known_.emplace(connection.number, Known{connection});
  return out;
}

void Roster::refuse(const Connection& connection, Refused why, Instant now, std::uint64_t random) {
  if (!connection.dialled) return;
  if (why == Refused::Ourselves)
    plan_.never(*connection.dialled);
  else if (why == Refused::Twice)
    plan_.lost(*connection.dialled, now);
  else
    plan_.failed(*connection.dialled, now, random);
}

/// A boot node may have been dialled without its id; from here on the book can know it by its id.
void Roster::ready(PeerNumber number, Instant now) {
  Known& known = known_.at(number);
  known.ready = true;
  const auto& dialled = known.connection.dialled;
  if (!dialled) return;
  plan_.worked(*dialled);
  if (is_reserved(known)) return;
  Multiaddr whole = *dialled;
  whole.peer = known.connection.id;
  book_.add(whole, known.connection.from.host, now);
  book_.good(whole, now);
}

void Roster::closed(PeerNumber number, Instant now, std::uint64_t random) {
  const auto found = known_.find(number);
  if (found == known_.end()) return;
  const auto& dialled = found->second.connection.dialled;
  if (dialled && found->second.ready) plan_.lost(*dialled, now);
  if (dialled && !found->second.ready) plan_.failed(*dialled, now, random);
  slots_.leave(number);
  known_.erase(found);
}

// ---- Conduct --------------------------------------------------------------------------------

bool Roster::report(PeerNumber number, Conduct conduct, Instant now) {
  const auto found = known_.find(number);
  if (found == known_.end()) return false;
  const Connection& connection = found->second.connection;
  if (is_reserved(found->second)) {
    peers_.note(connection.id, conduct, now);
    return false;
  }
  if (!peers_.report(connection.id, conduct, now)) return false;
  harbours(connection, now);
  return true;
}

/// An id costs nothing, so whoever has been banned comes back with another. Many may share a
/// private address, and a reserved peer must be able to come.
void Roster::harbours(const Connection& connection, Instant now) {
  const auto customer = customer_of(connection.from.host);
  const bool spared = std::ranges::any_of(options_.reserved, [&](const auto& address) {
    return customer_of(address.host) == customer;
  });
  if (is_public(customer) && !spared) hosts_.report(customer, Conduct::HarbouredBanned, now);
}

// ---- Hearsay --------------------------------------------------------------------------------

/// Names are not believed: they lead wherever their owner wants, our own network included.
bool Roster::is_credible(const Multiaddr& address) const {
  if (!address.peer || *address.peer == slots_.ours() || address.port == 0) return false;
  if (slots_.is_reserved(*address.peer)) return false;
  return options_.allow_private ? is_of_one(address.host) : is_public(address.host);
}

std::vector<PeerNumber> Roster::ask(Instant now) {
  std::vector<PeerNumber> out;
  if (options_.slots.reserved_only) return out;
  const bool searching = slots_.outbound() < options_.slots.outbound;
  const Duration again = searching ? kAskSoon : kAskAgain;
  for (auto& [number, known] : known_) {
    if (!known.ready || (known.asked && now < *known.asked + again)) continue;
    known.asked = now;
    known.awaited = true;
    out.push_back(number);
  }
  return out;
}

Roster::Reply Roster::heard(PeerNumber number, const message::Peers& peers, Instant now,
                            std::uint64_t random) {
  Reply out;
  const auto found = known_.find(number);
  if (found == known_.end() || options_.slots.reserved_only) return out;
  Known& known = found->second;
  if (!peers.addresses.empty()) {
    if (!std::exchange(known.awaited, false)) {
      out.conduct = Conduct::Unasked;
      return out;
    }
    for (const auto& address : peers.addresses)
      if (is_credible(address)) book_.add(address, known.connection.from.host, now);
  }
  if (!peers.asks || (known.answered && now < *known.answered + kAnswerAgain)) return out;
  known.answered = now;
  out.addresses = tell(known, random);
  return out;
}

void Roster::listens(PeerNumber number, const std::vector<Multiaddr>& addresses, Instant now) {
  const auto found = known_.find(number);
  if (found == known_.end() || is_reserved(found->second)) return;
  Known& known = found->second;
  known.listens.clear();
  for (Multiaddr address : addresses) {
    if (known.listens.size() >= kListensMax) break;
    if (address.peer && *address.peer != known.connection.id) continue;
    address.peer = known.connection.id;
    if (!is_credible(address)) continue;
    known.listens.push_back(address);
    if (!options_.slots.reserved_only) book_.add(address, known.connection.from.host, now);
  }
}

/// Those connected, each by what it says of itself, and then those this node has reached. Where the
/// reserved are is nobody's business.
std::vector<Multiaddr> Roster::tell(const Known& asker, std::uint64_t random) const {
  std::set<Multiaddr> out;
  const auto add = [&](const Multiaddr& address) {
    if (out.size() < kAddressesMax && address.peer != asker.connection.id && is_credible(address))
      out.insert(address);
  };
  for (const auto& [number, known] : known_)
    if (known.ready && !known.listens.empty()) add(known.listens.front());
  for (const auto& address : book_.sample(kAddressesMax, random)) add(address);
  return {out.begin(), out.end()};
}

}  // namespace descent::network
