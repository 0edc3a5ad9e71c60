// What is asked, of whom, and when.
#include <algorithm>

#include "network/sync/sync.hpp"

namespace descent::network {

std::vector<Sync::Ask> Sync::asks(Instant now) {
  elapse(now);
  note_time(now);
  std::vector<Ask> out;
  ask_for_bodies(now, out);
  ask_for_headers(now, out);
  return out;
}

void Sync::unsent(const Ask& ask, Instant now) {
  if (requests_.erase(ask.request.id) > 0) sources_.unreachable(ask.peer, now);
}

/// When it was first seen that others have the block after this head.
void Sync::note_time(Instant now) {
  if (sources_.highest(now) <= window_.head()) return waits_since_.reset();
  if (waits_since_ && waits_at_ == window_.head()) return;
  waits_at_ = window_.head();
  waits_since_ = now;
}

// ---- Bodies ---------------------------------------------------------------------------------

void Sync::ask_for_bodies(Instant now, std::vector<Ask>& out) {
  const auto needed = window_.first_bare(window_.head() + 1);
  if (!needed) return;
  const auto ask_from = [&](BlockNumber from, bool urgent) {
    return ask({0, from, last_body(from, now), true, now}, urgent, out);
  };
  const bool urgent = *needed == window_.head() + 1;
  if (has_room(urgent) && may_ask(*needed, true, now)) ask_from(*needed, urgent);
  while (has_room(false)) {
    const auto from = next_unasked(*needed);
    if (!from || !ask_from(*from, false)) return;
  }
}

BlockNumber Sync::last_body(BlockNumber from, Instant now) const {
  BlockNumber last = from;
  const auto wants = [&](BlockNumber n) {
    const auto* slot = window_.find(n);
    return slot != nullptr && !slot->body && may_ask(n, true, now);
  };
  while (last - from + 1 < limits_.bodies && wants(last + 1)) ++last;
  return last;
}

std::optional<BlockNumber> Sync::next_unasked(BlockNumber from) const {
  auto next = window_.first_bare(from);
  while (next && asked_at(*next, true)) next = window_.first_bare(*next + 1);
  return next;
}

// ---- Headers --------------------------------------------------------------------------------

void Sync::ask_for_headers(Instant now, std::vector<Ask>& out) {
  const BlockNumber from = window_.tip() + 1;
  const bool urgent = window_.blocks() == 0;
  if (window_.blocks() >= limits_.blocks_ahead || !is_time_for_headers(now)) return;
  if (!may_ask(from, false, now) || !has_room(urgent)) return;
  const auto room = limits_.blocks_ahead - static_cast<std::uint32_t>(window_.blocks());
  ask({0, from, from + std::min(limits_.headers, room) - 1, false, now}, urgent, out);
}

/// Of a block or two consensus tells sooner than we could ask.
bool Sync::is_time_for_headers(Instant now) const {
  if (!waits_since_) return false;
  const BlockNumber missing = sources_.highest(now) - window_.head();
  return missing >= limits_.few || now - *waits_since_ >= limits_.patience;
}

// ---- Both -----------------------------------------------------------------------------------

/// Of a peer that has them, up to the last it has.
bool Sync::ask(const Request& wanted, bool urgent, std::vector<Ask>& out) {
  Sources::Want want{wanted.from, wanted.bodies, urgent, {}};
  for (const auto& [id, open] : requests_)
    if (open.bodies == wanted.bodies && open.from <= wanted.from && wanted.from <= open.last)
      want.but.insert(open.peer);
  const auto peer = sources_.choose(want, limits_.of_a_peer, wanted.asked);
  if (!peer) return false;
  Request request = wanted;
  request.peer = *peer;
  request.last = std::min(wanted.last, sources_.best_of(*peer));
  const std::uint64_t id = next_id_++;
  requests_.emplace(id, request);
  sources_.asked(*peer);
  out.push_back({*peer, {id, request.from, request.last - request.from + 1, request.bodies}});
  return true;
}

std::optional<Instant> Sync::asked_at(BlockNumber number, bool bodies) const {
  std::optional<Instant> out;
  for (const auto& [id, open] : requests_)
    if (open.bodies == bodies && open.from <= number && number <= open.last)
      out = std::max(out.value_or(open.asked), open.asked);
  return out;
}

bool Sync::may_ask(BlockNumber number, bool bodies, Instant now) const {
  const auto asked = asked_at(number, bodies);
  return !asked || now - *asked >= limits_.hedge;
}

/// What is needed next has room always: nothing that is held goes before it has come.
bool Sync::has_room(bool urgent) const {
  if (requests_.size() + (urgent ? 0 : 1) >= limits_.requests) return false;
  const std::size_t coming = (requests_.size() + 1) * limits_.answer_bytes;
  return urgent || window_.bytes() + coming <= limits_.bytes_ahead;
}

}  // namespace descent::network
