#pragma once
// A whole network of engines in one thread, from one seed. While faults last, messages are delayed,
// lost, doubled and reordered, the network splits, nodes crash and come back with what was durable;
// liars go on for ever. What must never happen is checked at every step, and progress at the end.
#include <functional>
#include <set>
#include <string>

#include "consensus/bft/bft.hpp"
#include "tests/consensus/bft/people.hpp"

namespace descent::consensus::testing {

/// SplitMix64.
class Dice {
 public:
  explicit Dice(std::uint64_t seed) : state_{seed} {}
  std::uint64_t next();
  std::uint64_t below(std::uint64_t n) { return next() % n; }
  bool one_in(std::uint64_t n) { return below(n) == 0; }

 private:
  std::uint64_t state_;
};

enum class Character {
  Honest,
  Silent,        ///< never sends
  Equivocating,  ///< tells half of the others something else
  Amnesiac,      ///< forgets what it said whenever it crashes
};

struct Options {
  std::uint64_t seed{};
  std::vector<std::uint64_t> powers{1, 1, 1, 1};
  std::vector<Character> characters;  ///< by place; Honest where it ends
  std::uint64_t faults_ms = 20'000;
  std::uint64_t calm_ms = 60'000;  ///< in which progress must be made after that
  bool crashes = true;
};

class Cluster {
 public:
  explicit Cluster(const Options& options);

  /// Runs to the end. What went wrong, in order; empty if nothing did.
  std::vector<std::string> run();

  /// Of everything that happened: equal seeds give equal ones.
  std::uint64_t trace() const { return trace_; }
  /// The least number of blocks an honest node has.
  std::size_t blocks() const;
  /// Places in which somebody was caught.
  std::size_t evidence_count() const { return evidence_.size(); }
  std::uint64_t end_ms() const { return now_ms_; }

 private:
  struct Node {
    Character character{};
    std::optional<Bft> engine;  ///< none while it is down
    std::uint64_t life = 0;     ///< answers to an earlier life are dropped
    std::vector<WalRecord> log;
    std::vector<CommitCertificate> chain;
    std::set<Hash> bodies;
    std::set<Hash> bodies_on_disk;
    std::map<Timer, std::uint64_t> timers;  ///< the newest of each
    std::uint64_t disk_free_ms = 0;         ///< records become durable one after another
  };
  using Place = std::size_t;
  using Action = std::function<void()>;

  void after(std::uint64_t delay_ms, Action action);
  /// Does `action` unless the node crashes before.
  void later(Place at, std::uint64_t delay_ms, Action action);
  void feed(Place at, const Input& input);
  void start_height(Place at, std::uint64_t wait_ms);
  void crash(Place at);
  void make_trouble();
  void calm_down();
  /// Every honest node has three blocks more than any had when the faults stopped.
  bool has_recovered() const;
  void send(Place from, const Vote& vote);
  void deliver(Place from, Place to, const Vote& vote);
  void fetch_and_check(Place at, const effect::CheckValue& check, unsigned tries);
  void check_decision(Place at, const effect::Decide& decide);
  void fail(const std::string& what);
  void note(std::uint64_t word) { trace_ = (trace_ ^ word) * 0x100000001b3; }
  bool faulty() const { return now_ms_ < options_.faults_ms; }
  bool is_cut(Place a, Place b) const { return faulty() && (split_ >> a & 1) != (split_ >> b & 1); }

  void perform(Place at, const effect::ScheduleTimer&);
  void perform(Place at, const effect::CancelTimer&);
  void perform(Place at, const effect::BuildValue&);
  void perform(Place at, const effect::CheckValue&);
  void perform(Place at, const effect::Append&);
  void perform(Place at, const effect::Sign&);
  void perform(Place at, const effect::Broadcast&);
  void perform(Place at, const effect::VerifyBatch&);
  void perform(Place at, const effect::Decide&);
  void perform(Place at, const effect::ReportEvidence&);
  void perform(Place at, const effect::RequestSync&);
  void perform(Place at, const effect::Halt&);

  const Options options_;
  Dice dice_;
  AuthoritySet authorities_;
  std::vector<Node> nodes_;
  std::uint64_t now_ms_ = 0;
  std::uint64_t next_event_ = 0;
  std::map<std::pair<std::uint64_t, std::uint64_t>, Action> events_;
  std::uint64_t split_ = 0;  ///< a bit for each node: which side of the network it is on
  std::uint64_t trace_ = 0xcbf29ce484222325;
  std::vector<std::string> wrongs_;
  std::map<BlockNumber, Hash> final_;
  std::map<std::tuple<Place, BlockNumber, Round, VoteKind>, Vote> signed_;
  std::set<std::tuple<AuthorityId, BlockNumber, Round, VoteKind>> evidence_;
  std::size_t calm_blocks_ = 0;  ///< the most anybody had when the faults stopped
};

}  // namespace descent::consensus::testing
