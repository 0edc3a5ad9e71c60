#include "tests/sim/network.hpp"

#include <algorithm>

#include "runtime/crypto/hash.hpp"

namespace descent::sim {
namespace {

constexpr std::uint64_t kSplitMsMax = 3'000;
constexpr std::uint64_t kNever = UINT64_MAX;

}  // namespace

Network::Network(const Options& options, Dice& dice, Timeline& timeline, Deliver deliver)
    : options_{options},
      dice_{dice},
      timeline_{timeline},
      deliver_{std::move(deliver)},
      links_(options.machines) {
  link();
}

/// To everybody; or each to some, which lead both ways.
void Network::link() {
  std::set<std::pair<std::size_t, std::size_t>> pairs;
  const std::size_t n = options_.machines;
  const bool all = options_.outbound == 0 || options_.outbound + 1 >= n;
  for (std::size_t a = 0; a < n; ++a) {
    for (std::size_t i = 0; i < (all ? n : options_.outbound); ++i) {
      const std::size_t b = all ? i : dice_.below(n);
      if (a != b) pairs.insert(std::minmax(a, b));
    }
  }
  for (const auto& [a, b] : pairs) {
    links_[a].push_back(b);
    links_[b].push_back(a);
  }
}

std::shared_ptr<Parcel> Network::pack(const Letter& letter, bool again) {
  auto parcel = parcel_of(letter);
  const auto* said = std::get_if<service::gossip::Message>(&letter);
  if (!is_great() || said == nullptr) return parcel;
  if (packed_.size() >= kPackedMost) packed_.clear();
  auto& known = packed_[crypto::blake2b_256(scale::encoded(*said))];
  if (!known) known = parcel;
  if (again || known->due_ms.empty()) known->due_ms.assign(options_.machines, kNever);
  return known;
}

void Network::send(std::size_t from, std::size_t to, const std::shared_ptr<Parcel>& parcel,
                   std::uint64_t lag_ms) {
  ++sent_.letters;
  sent_.bytes += parcel->bytes;
  if (parcel->has_block) sent_.block_bytes += parcel->bytes;
  if (faulty() && dice_.one_in(options_.loss_one_in)) return;
  deliver(from, to, parcel, lag_ms);
  if (faulty() && dice_.one_in(options_.twice_one_in)) deliver(from, to, parcel, lag_ms);
}

void Network::deliver(std::size_t from, std::size_t to, const std::shared_ptr<Parcel>& parcel,
                      std::uint64_t lag_ms) {
  const std::uint64_t least = options_.delay_ms_min;
  const std::uint64_t most =
      std::max(least, faulty() ? options_.delay_ms_max : options_.calm_delay_ms_max);
  const std::uint64_t delay = lag_ms + least + dice_.below(most - least + 1);
  if (!parcel->due_ms.empty()) {
    auto& due = parcel->due_ms[to];
    if (due <= timeline_.now_ms() + delay) return;
    due = timeline_.now_ms() + delay;
  }
  timeline_.at(delay, [this, from, to, parcel] {
    if (!separated(from, to)) return deliver_(from, to, parcel);
    if (!parcel->due_ms.empty()) parcel->due_ms[to] = kNever;
  });
}

bool Network::separated(std::size_t a, std::size_t b) const {
  return apart_.contains(a) != apart_.contains(b);
}

void Network::begin_to_split() {
  if (options_.partitions) timeline_.at(dice_.below(kSplitMsMax), [this] { split(); });
}

void Network::split() {
  apart_.clear();
  if (!faulty()) return;
  if (dice_.one_in(2))
    for (std::size_t i = 0; i < options_.machines; ++i)
      if (dice_.one_in(2)) apart_.insert(i);
  timeline_.at(1 + dice_.below(kSplitMsMax), [this] { split(); });
}

}  // namespace descent::sim
