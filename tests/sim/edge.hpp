#pragma once
// What a machine sees of the simulated world.
#include "tests/sim/cluster.hpp"

namespace descent::sim {

class Cluster::Edge final : public service::World, public Wire {
 public:
  Edge(Cluster& cluster, std::size_t machine) : cluster_{cluster}, machine_{machine} {}

  // service::World
  Moment now() override;
  void schedule(const consensus::effect::ScheduleTimer& timer) override;
  void cancel(consensus::Timer timer) override { ++rings_[timer]; }
  void broadcast(const service::gossip::Message& message, bool again) override;
  void send(service::Peer to, const service::gossip::Message& message) override;
  bool is_common(const Hash& transaction) override { return cluster_.is_common(transaction); }
  std::optional<consensus::Signature> sign(const consensus::Vote& vote) override;
  std::optional<consensus::AuthorityId> self(const consensus::AuthoritySet&) override {
    return me().id();
  }
  void halt(const std::string& reason) override;

  // Wire
  network::Instant instant() override;
  void tell(network::PeerNumber to, const Letter& letter) override;
  void tell_all(const Letter& letter, bool again) override;

 private:
  Machine& me() { return *cluster_.machines_[machine_]; }
  std::uint64_t lag_ms() const { return cluster_.local_ms(machine_) - cluster_.time_.now_ms(); }
  void lie(std::size_t to, const Letter& letter);
  std::optional<Parcel::Ends> ends_of(std::size_t to, const Letter& letter) const;

  Cluster& cluster_;
  const std::size_t machine_;
  std::map<consensus::Timer, std::uint64_t> rings_;
};

}  // namespace descent::sim
