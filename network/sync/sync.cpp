#include "network/sync/sync.hpp"

#include <algorithm>

#include "runtime/primitives/assert.hpp"

namespace descent::network {

Sync::Sync(Checker& checker, const Limits& limits)
    : checker_{checker}, limits_{limits}, window_{checker.reset()}, sources_{limits.rest} {
  DESCENT_ASSERT(limits.requests >= 2 && limits.headers >= 1 && limits.bodies >= 1);
  DESCENT_ASSERT(limits.bytes_ahead >= limits.answer_bytes);
}

// ---- What happens ---------------------------------------------------------------------------

void Sync::peer_has(PeerNumber peer, BlockNumber best) { sources_.has(peer, best); }

void Sync::gone(PeerNumber peer) {
  sources_.gone(peer);
  std::erase_if(requests_, [&](const auto& entry) { return entry.second.peer == peer; });
}

void Sync::head_moved(BlockNumber head) {
  if (head <= window_.head()) return;
  taken_ = false;
  if (!window_.advance(head)) window_.clear(checker_.reset());
}

void Sync::restart() {
  taken_ = false;
  window_.clear(checker_.reset());
}

void Sync::elapse(Instant now) {
  for (auto at = requests_.begin(); at != requests_.end();) {
    const auto& [id, request] = *at;
    const Duration took = now - request.asked;
    if (took < limits_.answer) {
      ++at;
      continue;
    }
    sources_.late(request.peer, id, request.bodies, took, now);
    blames_.push_back({request.peer, SyncFault::TooSlow});
    at = requests_.erase(at);
  }
}

// ---- Answers --------------------------------------------------------------------------------

namespace {

/// As many as were asked for, or fewer, of that kind and no other.
bool fits(const message::SyncResponse& response, std::size_t count, bool bodies) {
  const std::size_t headers = response.headers.size();
  if (headers != response.certificates.size()) return false;
  return bodies ? headers == 0 && response.bodies.size() <= count
                : response.bodies.empty() && headers <= count;
}

}  // namespace

void Sync::response(PeerNumber peer, const message::SyncResponse& response, Instant now) {
  if (!sources_.knows(peer) || sources_.is_discredited(peer)) return;
  const auto found = requests_.find(response.id);
  if (found == requests_.end() || found->second.peer != peer) {
    if (!sources_.excuse(peer, response.id)) accuse(peer, SyncFault::Unasked);
    return;
  }
  const Request request = found->second;
  requests_.erase(found);
  const std::size_t blocks = request.bodies ? response.bodies.size() : response.headers.size();
  sources_.answered(peer, request.bodies, blocks, now - request.asked);
  if (!fits(response, request.last - request.from + 1, request.bodies))
    return accuse(peer, SyncFault::Unasked);
  if (blocks == 0) {
    sources_.empty(peer, request.from, now);
    blames_.push_back({peer, SyncFault::Empty});
  } else if (request.bodies) {
    bodies_came(request, response);
  } else {
    headers_came(request, response);
  }
}

/// Others may have brought the first of them meanwhile.
void Sync::headers_came(const Request& request, const message::SyncResponse& response) {
  const BlockNumber next = window_.tip() + 1;
  std::vector<Checker::Claim> claims;
  const std::size_t first = next - std::min(request.from, next);
  if (request.from > next) return;
  for (std::size_t i = first; i < response.headers.size(); ++i)
    claims.push_back({response.headers[i], response.certificates[i]});
  const auto checked = checker_.check_headers(claims);
  for (std::size_t i = 0; i < checked.good; ++i)
    window_.push(response.headers[first + i], response.certificates[first + i]);
  if (checked.fault) accuse(request.peer, *checked.fault);
}

void Sync::bodies_came(const Request& request, const message::SyncResponse& response) {
  BlockNumber number = request.from;
  for (const Bytes& body : response.bodies) {
    const auto* slot = window_.find(number);
    if (slot != nullptr && !slot->body) {
      if (!checker_.body_matches(slot->header, body))
        return accuse(request.peer, SyncFault::WrongBody);
      window_.put(number, body, request.peer);
    }
    ++number;
  }
}

/// Of a liar nothing more is wanted.
void Sync::accuse(PeerNumber peer, SyncFault fault) {
  sources_.discredit(peer);
  std::erase_if(requests_, [&](const auto& entry) { return entry.second.peer == peer; });
  blames_.push_back({peer, fault});
}

// ---- Blocks ---------------------------------------------------------------------------------

std::optional<Sync::Ready> Sync::take_next() {
  const BlockNumber number = window_.head() + 1;
  const auto* slot = window_.find(number);
  if (taken_ || slot == nullptr || !slot->body) return std::nullopt;
  taken_ = true;
  return Ready{number, slot->header, slot->certificate, *slot->body, slot->from};
}

bool Sync::is_far_behind() const {
  const BlockNumber known = std::max(window_.tip(), sources_.target());
  return known - window_.head() > limits_.far;
}

Sync::Progress Sync::progress() const {
  return {.head = window_.head(),
          .verified = window_.tip(),
          .target = std::max(window_.tip(), sources_.target()),
          .peers = sources_.usable(),
          .requests = requests_.size(),
          .blocks_held = window_.blocks(),
          .bytes_held = window_.bytes()};
}

}  // namespace descent::network
