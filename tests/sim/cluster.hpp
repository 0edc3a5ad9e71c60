#pragma once
/// # Simulator
/// A whole network of validators in one thread, from one seed: real consensus, driver, pool,
/// runtime, store format and synchronisation; simulated time, network and disks. While faults last,
/// messages are delayed, lost, doubled and reordered, the network splits, machines lose power at a
/// write and come back with what was synced, disks are full or slow, clocks are wrong; liars lie to
/// the end. What is checked stands in checks.hpp, and here:
///
/// (5) once the faults stop, somebody gets on within the time-outs of two rounds, and of as many
///     more as there are machines that propose in vain; a lock that only its holder knows of may
///     cost a turn of each machine;
/// (6) in the end everybody got on, to the same block.
#include "tests/sim/checks.hpp"
#include "tests/sim/network.hpp"

namespace descent::sim {

/// What happened, for tests and people.
struct Figures {
  std::uint64_t power_cuts{}, halts{}, fetched{}, slow_writes{};
  std::uint64_t block_bytes{};  ///< of all final blocks
  std::uint64_t parts_asked{};  ///< times that somebody lacked parts of a block
  /// From a proposal to the decision on it, a value for each machine and block.
  std::vector<std::uint64_t> decision_ms;
  /// From the end of the faults to the next final block, and what two rounds would have taken.
  std::optional<std::uint64_t> recovery_ms;
  std::uint64_t two_rounds_ms{};
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
  const Figures& figures() const { return figures_; }
  const Checks& checks() const { return checks_; }
  const Network::Sent& sent() const { return network_.sent(); }
  const Machine& machine(std::size_t which) const { return *machines_[which]; }
  std::size_t size() const { return machines_.size(); }

 private:
  class Edge;  // a machine's World and Wire

  const Hash& genesis() const { return founding_.genesis; }
  std::uint64_t end_ms() const;
  bool faulty() const { return time_.now_ms() < options_.faults_ms; }
  void note(std::uint64_t what);
  void wrong(const std::string& what);

  // machines
  void start(std::size_t machine);
  void open(std::size_t machine);
  /// Runs `work` on a machine, when its thread is free; if it ends on the way, it comes back later.
  void on_machine(std::size_t machine, const std::function<void(Process&)>& work);
  void guarded(std::size_t machine, const std::function<void()>& work);
  void go_down(std::size_t machine);
  void tick(std::size_t machine, std::uint64_t incarnation);
  std::uint64_t local_ms(std::size_t machine) const;
  network::PeerNumber number_of(std::size_t machine) const;
  void delivered(std::size_t from, std::size_t to, const Network::Delivered& parcel);
  void committed(std::size_t machine, const service::Chain::Committed& block);

  // faults.cpp
  void choose_liars();
  void choose_faults();
  Disk::Fate fate(std::size_t machine, store::Sync sync);
  void fill_a_disk();
  void set_clocks();
  void speak_unasked(std::size_t machine);
  void transfer(std::uint64_t nonce);
  void give(const Bytes& extrinsic);
  bool is_common(const Hash& transaction) const;
  void begin_calm_if_all_are_up();
  std::uint64_t rounds_needed() const;
  void expect_progress();

  Dice dice_;
  const Options options_;
  const Founding& founding_;
  Timeline time_;
  service::Verifier verifier_{1};
  Twins twins_;
  std::vector<std::unique_ptr<Machine>> machines_;
  std::vector<std::unique_ptr<Edge>> edges_;
  Network network_;
  Checks checks_;
  std::map<Hash, std::uint64_t> proposed_ms_;
  bool scattered_ = false;                  ///< transfers come to each pool in its own time
  std::map<Hash, std::uint64_t> given_ms_;  ///< when a transfer set out
  std::optional<std::uint64_t> calm_since_ms_;
  BlockNumber calm_height_ = 0;
  std::uint64_t skew_ms_max_ = 0;  ///< of honest clocks while faults last
  std::uint64_t progress_due_ms_ = 0;
  Figures figures_;
  std::vector<std::string> wrong_;
  std::uint64_t trace_ = 0;
};

}  // namespace descent::sim
