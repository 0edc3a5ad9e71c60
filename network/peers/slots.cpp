#include "network/peers/slots.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

namespace descent::network {

std::string_view describe(Refused refused) {
  switch (refused) {
    case Refused::Ourselves: return "it is this node itself";
    case Refused::Banned: return "the peer is banned";
    case Refused::NotReserved: return "only reserved peers are let in";
    case Refused::Twice: return "the peer is connected already";
    case Refused::Full: return "all slots are taken";
  }
  return "unknown";
}

std::size_t Slots::count(bool inbound) const {
  return static_cast<std::size_t>(std::ranges::count_if(seats_, [&](const auto& seat) {
    const Newcomer& who = seat.second.who;
    return who.inbound == inbound && !is_reserved(who.id);
  }));
}

bool Slots::is_full(bool inbound) const {
  return count(inbound) >= (inbound ? limits_.inbound : limits_.outbound);
}

std::optional<PeerNumber> Slots::number_of(const libp2p::PeerId& id) const {
  const auto found =
      std::ranges::find_if(seats_, [&](const auto& seat) { return seat.second.who.id == id; });
  if (found == seats_.end()) return std::nullopt;
  return found->first;
}

std::map<std::string, std::size_t> Slots::outbound_groups() const {
  std::map<std::string, std::size_t> out;
  for (const auto& [number, seat] : seats_)
    if (!seat.who.inbound && !is_reserved(seat.who.id) && !seat.who.group.empty())
      ++out[seat.who.group];
  return out;
}

Admission Slots::admit(const Newcomer& newcomer, const Standing& standing, Instant now) {
  if (newcomer.id == ours_) return {.refused = Refused::Ourselves};
  const bool reserved = is_reserved(newcomer.id);
  if (limits_.reserved_only && !reserved) return {.refused = Refused::NotReserved};
  auto gives_way = number_of(newcomer.id);
  if (gives_way && !newer_stays(seats_.at(*gives_way), newcomer, now))
    return {.refused = Refused::Twice};
  const bool same_slot = gives_way && seats_.at(*gives_way).who.inbound == newcomer.inbound;
  if (!reserved && !same_slot && is_full(newcomer.inbound)) {
    const bool may_evict = newcomer.inbound && !gives_way;
    gives_way = may_evict ? least(newcomer, standing) : std::nullopt;
    if (!gives_way) return {.refused = Refused::Full};
  }
  if (gives_way) leave(*gives_way);
  seats_.emplace(newcomer.number, Seat{newcomer, now});
  return {.instead_of = gives_way};
}

bool Slots::newer_stays(const Seat& older, const Newcomer& newer, Instant now) const {
  const bool at_once = now < older.since + kAtOnce;
  if (!at_once || older.who.inbound == newer.inbound) return true;
  return newer.inbound ? newer.id < ours_ : ours_ < newer.id;
}

/// Takes those out of `seats` whose place is safe.
void Slots::protect(std::vector<Seat>& seats, const Standing& standing) const {
  const std::size_t all = seats.size();
  std::ranges::sort(seats, {}, [](const Seat& s) { return std::pair{s.since, s.who.number}; });
  seats.erase(seats.begin(), seats.begin() + static_cast<std::ptrdiff_t>(all / 2));
  std::ranges::stable_sort(seats, std::ranges::greater{},
                           [&](const Seat& s) { return standing(s.who.id); });
  const auto good =
      std::ranges::count_if(seats, [&](const Seat& s) { return standing(s.who.id) > 0; });
  seats.erase(seats.begin(), seats.begin() + std::min(good, static_cast<std::ptrdiff_t>(all / 4)));
}

std::optional<PeerNumber> Slots::least(const Newcomer& newcomer, const Standing& standing) const {
  std::vector<Seat> seats;
  std::map<std::string, std::size_t> members;
  for (const auto& [number, seat] : seats_)
    if (seat.who.inbound && !is_reserved(seat.who.id)) {
      seats.push_back(seat);
      ++members[seat.who.group];
    }
  protect(seats, standing);
  const auto youngest_of_most = std::ranges::max_element(seats, {}, [&](const Seat& s) {
    return std::tuple{members[s.who.group], s.since, s.who.number};
  });
  if (youngest_of_most == seats.end()) return std::nullopt;
  // Afterwards its network still has more than the newcomer's had: nobody is pushed to and fro.
  if (members[youngest_of_most->who.group] <= members[newcomer.group] + 1) return std::nullopt;
  return youngest_of_most->who.number;
}

}  // namespace descent::network
