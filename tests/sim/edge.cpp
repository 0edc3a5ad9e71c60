#include "tests/sim/edge.hpp"

namespace descent::sim {
namespace {

namespace gossip = service::gossip;
using consensus::effect::ScheduleTimer;

constexpr std::int64_t kStart = 1'700'000'000'000;

}  // namespace

// ---- World ----------------------------------------------------------------------------------

Moment Cluster::Edge::now() {
  return static_cast<Moment>(kStart + static_cast<std::int64_t>(cluster_.local_ms(machine_)) +
                             me().skew_ms);
}

void Cluster::Edge::schedule(const ScheduleTimer& timer) {
  const std::uint64_t ring = ++rings_[timer.timer];
  const std::uint64_t life = me().incarnation;
  cluster_.time_.at(lag_ms() + timer.delay_ms, [this, timer, ring, life] {
    if (me().incarnation != life) return;
    cluster_.on_machine(machine_, [this, timer, ring](Process& process) {
      if (rings_[timer.timer] == ring) process.validator.elapsed(timer);
    });
  });
}

void Cluster::Edge::broadcast(const gossip::Message& message, bool again) {
  if (const auto* proposed = std::get_if<gossip::Proposed>(&message))
    cluster_.proposed_ms_.emplace(*proposed->vote.block, cluster_.local_ms(machine_));
  me().process->peer.broadcast(message, again);
}

void Cluster::Edge::send(service::Peer to, const gossip::Message& message) {
  if (std::holds_alternative<gossip::PartsWanted>(message)) ++cluster_.figures_.parts_asked;
  tell(to, message);
}

std::optional<consensus::Signature> Cluster::Edge::sign(const consensus::Vote& vote) {
  cluster_.checks_.on_sign(machine_, vote);
  return me().sign(vote, cluster_.genesis());
}

void Cluster::Edge::halt(const std::string& reason) {
  cluster_.wrong("machine " + std::to_string(machine_) + " halts: " + reason);
  throw PowerCut{};
}

// ---- Wire -----------------------------------------------------------------------------------

network::Instant Cluster::Edge::instant() {
  return network::Instant{static_cast<std::int64_t>(cluster_.local_ms(machine_))};
}

/// To a process that is gone nothing goes.
void Cluster::Edge::tell(network::PeerNumber to, const Letter& letter) {
  const std::size_t machine = to % cluster_.machines_.size();
  if (cluster_.number_of(machine) != to) return;
  if (me().liar != nullptr) return lie(machine, letter);
  const auto parcel = cluster_.network_.pack(letter, true);
  parcel->ends = ends_of(machine, letter);
  cluster_.network_.send(machine_, machine, parcel, lag_ms());
}

void Cluster::Edge::tell_all(const Letter& letter, bool again) {
  const auto& others = cluster_.network_.neighbours(machine_);
  if (me().liar != nullptr) {
    for (const std::size_t to : others) lie(to, letter);
    return;
  }
  const auto parcel = cluster_.network_.pack(letter, again);
  for (const std::size_t to : others) cluster_.network_.send(machine_, to, parcel, lag_ms());
}

void Cluster::Edge::lie(std::size_t to, const Letter& letter) {
  for (const Letter& told : me().liar->instead(letter, to)) {
    const auto parcel = parcel_of(told);
    parcel->ends = ends_of(to, told);
    cluster_.network_.send(machine_, to, parcel, lag_ms());
  }
}

std::optional<Parcel::Ends> Cluster::Edge::ends_of(std::size_t to, const Letter& letter) const {
  if (!std::holds_alternative<network::message::SyncRequest>(letter) &&
      !std::holds_alternative<network::message::SyncResponse>(letter))
    return std::nullopt;
  return Parcel::Ends{cluster_.number_of(machine_), cluster_.number_of(to)};
}

}  // namespace descent::sim
