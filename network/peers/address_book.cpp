#include "network/peers/address_book.hpp"

#include <algorithm>
#include <random>

#include "network/libp2p/delimited.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::network {
namespace {

std::string text_of(const Multiaddr& address) {
  const Bytes bytes = address.bytes();
  return {bytes.begin(), bytes.end()};
}

}  // namespace

std::string group_of(const libp2p::Host& host) {
  if (const auto* ip4 = std::get_if<libp2p::Ip4>(&host)) return "4:" + to_hex(View{*ip4}.first(2));
  if (const auto* ip6 = std::get_if<libp2p::Ip6>(&host)) return "6:" + to_hex(View{*ip6}.first(4));
  return "n:" + std::get<libp2p::DnsName>(host).name;
}

// ---- Slots ----------------------------------------------------------------------------------

/// A number that nobody without the secret can foresee.
std::uint64_t AddressBook::keyed(char table, const std::string& text) const {
  Bytes bytes(secret_.begin(), secret_.end());
  bytes.push_back(static_cast<std::uint8_t>(table));
  append(bytes, as_view(text));
  std::uint64_t out = 0;
  for (const auto byte : crypto::blake2b_64(bytes)) out = out << 8 | byte;
  return out;
}

AddressBook::Slot AddressBook::fresh_slot(const Multiaddr& address,
                                          const std::string& source) const {
  const auto choice = keyed('f', group_of(address.host) + "|" + source) % kFreshBucketsOfSource;
  const auto bucket = keyed('b', source + "|" + std::to_string(choice)) % kFreshBuckets;
  const auto place = keyed('p', std::to_string(bucket) + "|" + text_of(address)) % kSlots;
  return {static_cast<std::uint32_t>(bucket), static_cast<std::uint32_t>(place)};
}

AddressBook::Slot AddressBook::tried_slot(const Multiaddr& address) const {
  const auto choice = keyed('t', text_of(address)) % kTriedBucketsOfGroup;
  const auto bucket =
      keyed('B', group_of(address.host) + "|" + std::to_string(choice)) % kTriedBuckets;
  const auto place = keyed('P', std::to_string(bucket) + "|" + text_of(address)) % kSlots;
  return {static_cast<std::uint32_t>(bucket), static_cast<std::uint32_t>(place)};
}

bool AddressBook::may_go(const Multiaddr& address, Instant now) const {
  const Entry& entry = entries_.at(address);
  return entry.failures >= kFailuresMax || entry.heard + kForgotten < now;
}

/// True if the slot is free, or was made so.
bool AddressBook::make_room(Table& table, Slot slot, Instant now) {
  const auto found = table.find(slot);
  if (found == table.end()) return true;
  if (!may_go(found->second, now)) return false;
  entries_.erase(found->second);
  table.erase(found);
  return true;
}

// ---- What is heard --------------------------------------------------------------------------

bool AddressBook::add(const Multiaddr& address, const libp2p::Host& source, Instant now) {
  return add_from(address, group_of(source), now);
}

bool AddressBook::add_from(const Multiaddr& address, const std::string& source, Instant now) {
  const auto known = entries_.find(address);
  if (known != entries_.end()) {
    // Hearsay keeps an address fresh, but not one that is known to fail.
    if (known->second.failures == 0) known->second.heard = now;
    return false;
  }
  return place(address, {.source = source, .heard = now, .slot = fresh_slot(address, source)}, now);
}

bool AddressBook::place(const Multiaddr& address, const Entry& entry, Instant now) {
  Table& table = entry.tried ? tried_ : fresh_;
  if (!make_room(table, entry.slot, now)) return false;
  table.emplace(entry.slot, address);
  entries_.emplace(address, entry);
  return true;
}

void AddressBook::good(const Multiaddr& address, Instant now) {
  const auto found = entries_.find(address);
  if (found == entries_.end()) return;
  Entry& entry = found->second;
  entry.failures = 0;
  entry.heard = entry.attempted = now;
  const Slot slot = tried_slot(address);
  // Where a peer that answers stands already, the newcomer stays fresh.
  if (entry.tried || !make_room(tried_, slot, now)) return;
  fresh_.erase(entry.slot);
  tried_.emplace(slot, address);
  entry.tried = true;
  entry.slot = slot;
}

void AddressBook::failed(const Multiaddr& address, Instant now) {
  const auto found = entries_.find(address);
  if (found == entries_.end()) return;
  found->second.attempted = now;
  if (found->second.failures < kFailuresMax) ++found->second.failures;
}

// ---- Whom to dial ---------------------------------------------------------------------------

std::optional<Multiaddr> AddressBook::select(const std::map<std::string, std::size_t>& taken,
                                             Instant before, std::uint64_t random,
                                             const Suits& suits) const {
  const bool tried_first = random % 2 == 0;
  auto out = select_from(tried_first ? tried_ : fresh_, taken, before, random / 2, suits);
  if (!out) out = select_from(tried_first ? fresh_ : tried_, taken, before, random / 2, suits);
  return out;
}

std::vector<Multiaddr> AddressBook::sample(std::size_t max, std::uint64_t random) const {
  std::vector<Multiaddr> out;
  for (const auto& [slot, address] : tried_) out.push_back(address);
  std::mt19937_64 chance{random};
  for (std::size_t i = 0; i < std::min(max, out.size()); ++i)
    std::swap(out[i], out[i + static_cast<std::size_t>(chance() % (out.size() - i))]);
  if (out.size() > max) out.resize(max);
  return out;
}

/// The first that will do from a slot of chance on: a full bucket is no likelier than a fair share.
std::optional<Multiaddr> AddressBook::select_from(const Table& table,
                                                  const std::map<std::string, std::size_t>& taken,
                                                  Instant before, std::uint64_t random,
                                                  const Suits& suits) const {
  const std::uint32_t buckets = &table == &tried_ ? kTriedBuckets : kFreshBuckets;
  const Slot start{static_cast<std::uint32_t>(random % buckets),
                   static_cast<std::uint32_t>(random / buckets % kSlots)};
  const auto will_do = [&](const auto& taking) {
    return entries_.at(taking.second).attempted < before && (!suits || suits(taking.second)) &&
           !taken.contains(group_of(taking.second.host));
  };
  const auto middle = table.lower_bound(start);
  for (auto it = middle; it != table.end(); ++it)
    if (will_do(*it)) return it->second;
  for (auto it = table.begin(); it != middle; ++it)
    if (will_do(*it)) return it->second;
  return std::nullopt;
}

// ---- On disk --------------------------------------------------------------------------------

/// Each address: whether it was tried, who told it, and its bytes, each with its length.
Bytes AddressBook::save() const {
  Bytes out;
  for (const auto& [address, entry] : entries_) {
    append(out, libp2p::delimit(Bytes{std::uint8_t{entry.tried}}));
    append(out, libp2p::delimit(as_view(entry.source)));
    append(out, libp2p::delimit(address.bytes()));
  }
  return out;
}

void AddressBook::load(View bytes, Instant now) {
  if (bytes.size() > kBytesMax) return;
  libp2p::Delimited reader{Multiaddr::kBytesMax};
  const auto fields = reader.receive(bytes);
  if (!fields) return;
  for (std::size_t i = 0; i + 2 < fields->size(); i += 3) {
    const auto address = Multiaddr::from_bytes((*fields)[i + 2]);
    if (!address || (*fields)[i].size() != 1) return;
    const std::string source{as_text((*fields)[i + 1])};
    const bool tried = (*fields)[i][0] != 0;
    const Slot slot = tried ? tried_slot(*address) : fresh_slot(*address, source);
    if (!contains(*address))
      place(*address, {.source = source, .heard = now, .tried = tried, .slot = slot}, now);
  }
}

}  // namespace descent::network
