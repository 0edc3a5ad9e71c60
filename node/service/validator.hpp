#pragma once
/// # Validator
/// Does what an engine that votes asks for: builds and checks blocks, writes what it is going to
/// say, has it signed, tells the others, commits what was decided. One such driver runs on the
/// event loop of a node and in the simulator: whatever is outside the process is behind `World`.
///
/// Everything runs on the caller's thread, but for signatures (Verifier).
#include <deque>

#include "consensus/engine.hpp"
#include "node/pool/pool.hpp"
#include "node/service/candidates.hpp"
#include "node/service/evidence.hpp"
#include "node/service/sketches.hpp"
#include "node/service/verified.hpp"
#include "node/store/vote_log.hpp"

namespace descent::service {

/// A block that became final here, for whoever watches.
struct Decided {
  BlockNumber number{};
  consensus::Round round{};
  std::size_t extrinsics{};
  /// From when its proposal was made or heard; nullopt if it came by synchronisation.
  std::optional<std::uint64_t> took_ms;
};

/// What took time.
enum class Work : std::uint8_t { Build, Check, Commit };

/// What a validator needs of the world.
class World {
 public:
  virtual ~World() = default;
  /// Milliseconds since 1970-01-01 UTC.
  virtual Moment now() = 0;
  /// Answered by `Validator::elapsed`, unless cancelled or scheduled anew.
  virtual void schedule(const consensus::effect::ScheduleTimer& timer) = 0;
  virtual void cancel(consensus::Timer timer) = 0;
  /// again  others may have it already: it must not be suppressed as a duplicate
  virtual void broadcast(const gossip::Message& message, bool again) = 0;
  virtual void send(Peer to, const gossip::Message& message) = 0;
  /// True if the pools of others are likely to have it. A wrong guess costs a question and an
  /// answer, or the bytes.
  virtual bool is_common(const Hash& transaction) = 0;
  /// Signs what does not contradict an earlier vote, once that is durable; nullopt if it does.
  virtual std::optional<consensus::Signature> sign(const consensus::Vote& vote) = 0;
  /// Whom of these it may sign for; nullopt follows without a vote.
  virtual std::optional<consensus::AuthorityId> self(const consensus::AuthoritySet& set) = 0;
  virtual void decided(const Decided&) {}
  virtual void measured(Work, std::uint64_t /*ms*/) {}
  /// Ends the node: going on would make it lie.
  virtual void halt(const std::string& reason) = 0;
};

class Validator {
 public:
  struct Options {
    consensus::Timing timing = {};
    /// A proposal is timely if it arrives within [time - precision, time + precision + delay].
    std::uint64_t precision_ms = 500;
    std::uint64_t delay_ms = 2'000;
  };

  /// All outlive it.
  Validator(consensus::Engine& engine, Chain& chain, pool::Pool& pool, store::VoteLog& log,
            Verifier& verifier, World& world, const Options& options);

  void start();
  void elapsed(const consensus::effect::ScheduleTimer& timer);
  void received(Peer from, const gossip::Message& message);
  /// What a peer began to say is forgotten.
  void gone(Peer peer) { sketches_.gone(peer); }
  /// A transaction became ready.
  void work_arrived();
  /// An operator wants a block now.
  void seal_requested();
  /// True if a block that others vote on or decided is still to come.
  bool waits_for(const Hash& block) const;
  /// Whom it votes for at this height.
  const std::optional<consensus::AuthorityId>& self() const { return self_; }

 private:
  void feed(consensus::Input input);
  consensus::input::HeightStarted height();
  consensus::AuthoritySet authorities() const;

  void on(Peer from, const gossip::Said&);
  void on(Peer from, const gossip::Proposed&);
  void on(Peer from, const gossip::BlockWanted&);
  void on(Peer from, const gossip::BlockFound&);
  void on(Peer from, const gossip::CommitWanted&);
  void on(Peer from, const gossip::CommitFound&);
  void on(Peer from, const gossip::Caught&);
  void on(Peer from, const gossip::PartsWanted&);
  void on(Peer from, const gossip::PartsFound&);

  void perform(const consensus::effect::ScheduleTimer& timer) { world_.schedule(timer); }
  void perform(const consensus::effect::CancelTimer& timer) { world_.cancel(timer.timer); }
  void perform(const consensus::effect::BuildValue&);
  void perform(const consensus::effect::CheckValue&);
  void perform(const consensus::effect::Append&);
  void perform(const consensus::effect::Sign&);
  void perform(const consensus::effect::Broadcast&);
  void perform(const consensus::effect::VerifyBatch&);
  void perform(const consensus::effect::Decide&);
  void perform(const consensus::effect::ReportEvidence&);
  void perform(const consensus::effect::RequestSync&);
  void perform(const consensus::effect::Halt&);

  static constexpr std::size_t kRelayedMost = 8'192;
  static constexpr std::size_t kArrivalsMost = 256;

  template <class Do>
  void measure(Work work, const Do& work_to_do);
  gossip::Sketch sketched(const Block& block) const;
  void hear(Peer from, const gossip::Sketch& sketch);
  void go_on(Peer from, const Hash& block, Sketches::Next next);
  bool is_here(const Hash& block);
  Candidates::Candidate& execute(const Hash& block);
  void fill(frame::Execution& execution, std::vector<Bytes>& body);
  void relay(const consensus::Vote& vote);
  void note_arrival(const consensus::Vote& proposal);
  void check_waiting();
  consensus::Verdict verdict(const Candidates::Candidate& candidate) const;
  void decide(const consensus::effect::Decide& decision);
  std::optional<std::uint64_t> since_proposed(const consensus::effect::Decide& decision) const;

  consensus::Engine& engine_;
  Chain& chain_;
  pool::Pool& pool_;
  store::VoteLog& log_;
  Verifier& verifier_;
  World& world_;
  const Options options_;
  Candidates candidates_;
  Sketches sketches_;
  Evidence evidence_;
  Verified relayed_{kRelayedMost};
  std::deque<consensus::Input> inputs_;
  bool feeding_ = false;
  std::optional<consensus::AuthorityId> self_;  // at this height
  /// When the first proposal of a block arrived, signed by whose turn it was.
  std::map<std::pair<BlockNumber, Hash>, Moment> arrivals_;
  std::vector<consensus::effect::CheckValue> checks_;   // that wait for a block
  std::optional<consensus::effect::Decide> undecided_;  // that waits for a block
};

}  // namespace descent::service
