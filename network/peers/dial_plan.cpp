#include "network/peers/dial_plan.hpp"

#include <algorithm>

#include "network/peers/reach.hpp"

namespace descent::network {
namespace {

bool contains(const std::vector<Multiaddr>& all, const Multiaddr& one) {
  return std::ranges::find(all, one) != all.end();
}

}  // namespace

// ---- What may be dialled --------------------------------------------------------------------

bool DialPlan::is_reserved(const Multiaddr& address) const { return contains(reserved_, address); }

bool DialPlan::is_dialling(const libp2p::PeerId& id) const {
  return std::ranges::any_of(under_way_, [&](const auto& one) { return one.peer == id; });
}

bool DialPlan::is_due(const Multiaddr& address, const Slots& slots, Instant now) const {
  if (under_way_.contains(address)) return false;
  if (address.peer && (slots.has(*address.peer) || is_dialling(*address.peer))) return false;
  const auto wait = waits_.find(address);
  return wait == waits_.end() || now >= wait->second.until;
}

std::size_t DialPlan::free_slots(const Slots& slots) const {
  const auto dialling =
      std::ranges::count_if(under_way_, [&](const auto& address) { return !is_reserved(address); });
  const std::size_t taken = slots.outbound() + static_cast<std::size_t>(dialling);
  return slots.limits().outbound - std::min(slots.limits().outbound, taken);
}

std::vector<Multiaddr> DialPlan::next(const Slots& slots, const AddressBook& book,
                                      const Suits& suits, Instant now,
                                      const RandomNumbers& random) {
  std::vector<Multiaddr> out;
  const auto dial = [&](const Multiaddr& address) {
    under_way_.insert(address);
    first_.erase(address);
    out.push_back(address);
  };
  for (const auto& address : reserved_)
    if (is_due(address, slots, now)) dial(address);
  if (slots.limits().reserved_only) return out;

  const auto may = [&](const Multiaddr& address) {
    const auto& id = address.peer;
    return (!id || (*id != slots.ours() && !slots.is_reserved(*id) && suits(*id))) &&
           is_due(address, slots, now);
  };
  for (const auto& address : boot_)
    if ((slots.empty() || first_.contains(address)) && free_slots(slots) > 0 && may(address))
      dial(address);

  while (free_slots(slots) > 0) {
    auto taken = slots.outbound_groups();
    for (const auto& address : under_way_)
      if (is_public(address.host)) ++taken[group_of(address.host)];
    const auto chosen = book.select(taken, now - kAgain, random(), may);
    if (!chosen) break;
    dial(*chosen);
  }
  return out;
}

// ---- What came of it ------------------------------------------------------------------------

const Backoff& DialPlan::backoff_of(const Multiaddr& address) const {
  if (is_reserved(address)) return kReserved;
  return contains(boot_, address) ? kBoot : kBook;
}

void DialPlan::failed(const Multiaddr& address, Instant now, std::uint64_t random) {
  under_way_.erase(address);
  Wait& wait = waits_[address];
  ++wait.failures;
  const Backoff& of = backoff_of(address);
  const Backoff& backoff = wait.was_peer && &of == &kBook ? kLost : of;
  wait.until = now + backoff.after(wait.failures, random);
  make_room();
}

void DialPlan::lost(const Multiaddr& address, Instant now) {
  waits_[address] = {.until = now + backoff_of(address).first, .was_peer = true};
  make_room();
}

/// Whoever has to wait least is forgotten, but for the reserved and the boot nodes.
void DialPlan::make_room() {
  if (waits_.size() <= kFailedMax + boot_.size() + reserved_.size()) return;
  auto least = waits_.end();
  for (auto it = waits_.begin(); it != waits_.end(); ++it) {
    if (is_reserved(it->first) || contains(boot_, it->first)) continue;
    if (least == waits_.end() || it->second.until < least->second.until) least = it;
  }
  waits_.erase(least);
}

void DialPlan::never(const Multiaddr& address) {
  under_way_.erase(address);
  std::erase(boot_, address);
  std::erase(reserved_, address);
}

}  // namespace descent::network
