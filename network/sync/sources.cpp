#include "network/sync/sources.hpp"

#include <algorithm>

namespace descent::network {

void Sources::has(PeerNumber peer, BlockNumber best) {
  auto& known = peers_[peer].best;
  known = std::max(known, best);
}

// ---- Choice ---------------------------------------------------------------------------------

std::optional<PeerNumber> Sources::choose(const Want& want, std::size_t open, Instant now) const {
  const auto has_it = [&](PeerNumber peer, const Source& source) {
    return !source.discredited && source.rests_until <= now && source.best >= want.from &&
           !want.but.contains(peer);
  };
  const Source* best = nullptr;
  for (const auto& [peer, source] : peers_)
    if (has_it(peer, source) && (best == nullptr || is_better(source, *best, want.bodies)))
      best = &source;
  const Source* chosen = nullptr;
  std::optional<PeerNumber> out;
  for (const auto& [peer, source] : peers_) {
    if (!has_it(peer, source) || source.open >= open) continue;
    if (!want.urgent && is_poor(source, *best, want.bodies)) continue;
    if (chosen != nullptr && !is_better(source, *chosen, want.bodies)) continue;
    chosen = &source;
    out = peer;
  }
  return out;
}

/// Who did nothing yet deserves a try.
bool Sources::is_poor(const Source& a, const Source& best, bool bodies) {
  if (a.failures == 0 && !a.us_per_block[bodies ? 1 : 0]) return false;
  return expected_us(a, bodies) / kPoor > expected_us(best, bodies);
}

/// 2^6 times the longest answer is far below 2^64.
std::uint64_t Sources::expected_us(const Source& source, bool bodies) {
  const auto measured = source.us_per_block[bodies ? 1 : 0];
  return measured.value_or(kUsPerBlock) << std::min(source.failures, kDoublingsMax);
}

bool Sources::is_better(const Source& a, const Source& b, bool bodies) {
  const auto rank = [bodies](const Source& s) { return std::pair{expected_us(s, bodies), s.turn}; };
  return rank(a) < rank(b);
}

// ---- What became of it ----------------------------------------------------------------------

void Sources::asked(PeerNumber peer) {
  Source& source = peers_.at(peer);
  ++source.open;
  source.turn = ++turns_;
}

void Sources::measure(Source& source, bool bodies, std::size_t blocks, Duration took) {
  const auto us = static_cast<std::uint64_t>(std::max<Duration::rep>(took.count(), 0)) * 1'000;
  const std::uint64_t newest = std::max(us / blocks, kUsLeast);
  auto& average = source.us_per_block[bodies ? 1 : 0];
  average = average ? (3 * *average + newest) / 4 : newest;
}

void Sources::answered(PeerNumber peer, bool bodies, std::size_t blocks, Duration took) {
  Source& source = peers_.at(peer);
  --source.open;
  if (blocks > 0) measure(source, bodies, blocks, took);
}

void Sources::fail(Source& source, Instant now) const {
  source.rests_until = now + rest_ * (1 << std::min(source.failures, kDoublingsMax));
  ++source.failures;
}

void Sources::late(PeerNumber peer, std::uint64_t id, bool bodies, Duration took, Instant now) {
  Source& source = peers_.at(peer);
  --source.open;
  measure(source, bodies, 1, took);
  fail(source, now);
  source.late.push_back(id);
  if (source.late.size() > kLateMax) source.late.pop_front();
}

bool Sources::excuse(PeerNumber peer, std::uint64_t id) {
  return std::erase(peers_.at(peer).late, id) > 0;
}

void Sources::unreachable(PeerNumber peer, Instant now) {
  Source& source = peers_.at(peer);
  --source.open;
  fail(source, now);
}

void Sources::empty(PeerNumber peer, BlockNumber from, Instant now) {
  Source& source = peers_.at(peer);
  source.best = std::min(source.best, from - 1);
  fail(source, now);
}

// ---- All of them ----------------------------------------------------------------------------

BlockNumber Sources::highest(Instant now) const {
  BlockNumber out = 0;
  for (const auto& [peer, source] : peers_)
    if (!source.discredited && source.rests_until <= now) out = std::max(out, source.best);
  return out;
}

BlockNumber Sources::target() const {
  BlockNumber out = 0;
  for (const auto& [peer, source] : peers_)
    if (!source.discredited && source.failures == 0) out = std::max(out, source.best);
  return out;
}

std::size_t Sources::usable() const {
  return static_cast<std::size_t>(
      std::ranges::count_if(peers_, [](const auto& entry) { return !entry.second.discredited; }));
}

}  // namespace descent::network
