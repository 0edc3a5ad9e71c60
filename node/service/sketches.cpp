#include "node/service/sketches.hpp"

#include <algorithm>

namespace descent::service {

using gossip::kBodyBytesMax;
using gossip::Name;
using gossip::Part;
using gossip::PartsFound;
using gossip::PartsWanted;
using gossip::Sketch;

namespace {

const Bytes* nothing(const Name&) { return nullptr; }

bool is_name(const Part& part) { return std::holds_alternative<Name>(part); }

std::size_t bytes_of(const Sketch& sketch) {
  return whole_bytes(sketch) + sketch.parts.size() * sizeof(Part);
}

std::size_t bytes_of(const std::vector<Bytes>& extrinsics) {
  std::size_t out = 0;
  for (const Bytes& extrinsic : extrinsics) out += extrinsic.size();
  return out;
}

}  // namespace

void Sketches::keep(Peer from, const Hash& block, Sketch sketch) {
  if (whole_bytes(sketch) > kBodyBytesMax) return;
  const Key key{from, block};
  kept_.erase(key);
  const auto is_its = [&](const auto& entry) { return entry.first.first == from; };
  if (static_cast<std::size_t>(std::ranges::count_if(kept_, is_its)) >= kOfAPeer) drop_oldest(from);
  const std::size_t bytes = bytes_of(sketch);
  kept_.emplace(key, Kept{std::move(sketch), arrivals_++, bytes});
  drop_excess();
}

std::vector<Peer> Sketches::senders(const Hash& block) const {
  std::vector<Peer> out;
  for (const auto& [key, kept] : kept_)
    if (key.second == block) out.push_back(key.first);
  return out;
}

Sketches::Next Sketches::complete(Peer from, const Hash& block) {
  const auto known = kept_.find({from, block});
  if (known == kept_.end() || !known->second.asked.empty()) return Wait{};
  return go_on(known->first, known->second);
}

/// An answer to an earlier question, from before the sketch was sent again, may leave something
/// out: the answer to the last one is on its way.
Sketches::Next Sketches::found(Peer from, PartsFound found) {
  const auto known = kept_.find({from, found.block});
  if (known == kept_.end() || known->second.asked.empty()) return Wait{};
  Kept& kept = known->second;
  if (whole_bytes(kept.sketch) + bytes_of(found.extrinsics) > kBodyBytesMax) {
    kept_.erase(known);
    return Wait{};
  }
  fill(kept.sketch, std::move(found.extrinsics));
  kept.bytes = bytes_of(kept.sketch);
  std::erase_if(kept.asked, [&](auto place) { return !is_name(kept.sketch.parts[place]); });
  drop_excess();
  return complete(from, found.block);
}

Sketches::Next Sketches::refused(Peer from, const Hash& block) {
  const auto known = kept_.find({from, block});
  if (known == kept_.end()) return Wait{};
  doubted_.insert(from);
  if (std::ranges::any_of(known->second.sketch.parts, is_name))
    return go_on(known->first, known->second);
  kept_.erase(known);  // all of it is its sender's own
  return Wait{};
}

Sketches::Next Sketches::go_on(const Key& key, Kept& kept) {
  const Find find = doubted_.contains(key.first) ? Find{nothing} : find_;
  kept.asked = missing(kept.sketch, find);
  if (!kept.asked.empty()) return PartsWanted{key.second, kept.asked};
  if (auto block = assembled(kept.sketch, find)) return *std::move(block);
  return refused(key.first, key.second);
}

void Sketches::settled(const Hash& block) {
  std::erase_if(kept_, [&](const auto& entry) { return entry.first.second == block; });
}

void Sketches::gone(Peer peer) {
  std::erase_if(kept_, [&](const auto& entry) { return entry.first.first == peer; });
  doubted_.erase(peer);
}

void Sketches::clear() {
  kept_.clear();
  doubted_.clear();
}

// ---- Room -----------------------------------------------------------------------------------

void Sketches::drop_excess() {
  std::map<Peer, std::size_t> held;
  std::size_t total = 0;
  for (const auto& [key, kept] : kept_) {
    held[key.first] += kept.bytes;
    total += kept.bytes;
  }
  if (total <= kBytesMost) return;
  drop_oldest(std::ranges::max_element(held, {}, [](const auto& h) { return h.second; })->first);
  drop_excess();
}

void Sketches::drop_oldest(Peer of) {
  auto oldest = kept_.lower_bound({of, Hash{}});
  for (auto at = oldest; at != kept_.end() && at->first.first == of; ++at)
    if (at->second.arrival < oldest->second.arrival) oldest = at;
  kept_.erase(oldest);
}

}  // namespace descent::service
