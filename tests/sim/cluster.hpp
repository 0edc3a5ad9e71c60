#pragma once
/// # Simulator
/// A whole network of validators in one thread, from one seed: real consensus, pool, runtime and
/// store format, simulated time, network and disks. While faults last, messages are delayed, lost,
/// doubled and reordered, the network splits, machines lose power at a write and come back with
/// what was synced. Checked:
///
/// (1) no two final blocks at a height, anywhere, ever; a final block stays final;
/// (2) once the faults stop, every machine gets on, to the same block;
/// (3) whoever contradicts itself, and nobody else, is reported, and for each lie once;
/// (4) the modules' invariants hold at the end: money is conserved.
#include <functional>
#include <set>
#include <string>

#include "tests/sim/dice.hpp"
#include "tests/sim/node.hpp"

namespace descent::sim {

struct Options {
  std::uint64_t seed{};
  std::size_t machines = 4;
  std::uint64_t faults_ms = 8'000;
  std::uint64_t calm_ms = 30'000;  ///< in which progress must be made after that
  std::uint64_t loss_one_in = 8;
  std::uint64_t twice_one_in = 12;
  std::uint64_t delay_ms_max = 120;
  std::uint64_t power_cut_one_in = 40;  ///< of writes; 0 never
  bool partitions = true;
  std::size_t liars = 0;         ///< the first machines: they tell half of the others nothing
  std::uint64_t transfers = 40;  ///< sent while faults last
};

class Cluster {
 public:
  explicit Cluster(const Options& options);
  ~Cluster();

  /// Runs to the end. returns  what went wrong, in order; empty if nothing did
  std::vector<std::string> run();

  /// Of everything that happened: equal seeds give equal ones.
  std::uint64_t trace() const { return trace_; }
  /// The least number of final blocks a machine has.
  BlockNumber height() const;
  std::uint64_t power_cuts() const { return power_cuts_; }
  std::size_t reports() const { return reported_.size(); }
  std::uint64_t transfers_included() const { return included_; }

 private:
  class Edge;  // a machine's World
  using Event = std::function<void()>;

  static const Hash& genesis_hash();
  bool faulty() const { return now_ms_ < options_.faults_ms; }
  void at(std::uint64_t delay_ms, Event event);
  void note(std::uint64_t what);
  void wrong(const std::string& what);

  void start(std::size_t machine);
  /// Runs `work` on a machine; if its power is cut on the way, it comes back later.
  void on_machine(std::size_t machine, const std::function<void(service::Validator&)>& work);
  void power_off(std::size_t machine);
  void deliver(std::size_t from, std::size_t to, const Bytes& message);
  void send(std::size_t from, std::size_t to, const service::gossip::Message& message);
  bool separated(std::size_t a, std::size_t b) const;
  void split();
  void committed(std::size_t machine, const service::Chain::Committed& block);
  void look_at(View extrinsic);
  void transfer(std::uint64_t nonce);
  void check_end();
  Disk::Cut fate(store::Sync sync);

  const Options options_;
  Dice dice_;
  std::uint64_t now_ms_ = 0;
  std::uint64_t order_ = 0;
  std::map<std::pair<std::uint64_t, std::uint64_t>, Event> events_;
  std::vector<std::unique_ptr<Machine>> machines_;
  std::vector<std::unique_ptr<Edge>> edges_;
  std::set<std::size_t> apart_;  // on one side of a split; empty: none
  std::map<BlockNumber, Hash> final_;
  std::set<std::tuple<consensus::AuthorityId, BlockNumber, consensus::Round, consensus::VoteKind>>
      reported_;
  std::uint64_t included_ = 0;
  std::vector<std::string> wrong_;
  std::uint64_t trace_ = 0;
  std::uint64_t power_cuts_ = 0;
};

}  // namespace descent::sim
