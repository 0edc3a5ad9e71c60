#pragma once
/// # The engine port
/// How the chain agrees on its next block, as a pure state machine: `step` takes one input and
/// returns what is to be done. No clock, thread, socket, random source or cryptography is inside,
/// so one driver runs an engine on a real event loop, another in a simulator from a seed, and a
/// third may explore every order of inputs.
///
/// What an engine wants to know it is told: time passes as `TimeoutElapsed`, work of the node comes
/// back as an input of its own. An engine sees blocks by their hash; bodies stay with the driver,
/// which sends one with its proposal and fetches one that `CheckValue` names and it has not.
///
/// Nothing leaves before the input that allows it. A vote goes
///
///     Append -> RecordDurable -> Sign -> VoteSigned -> Broadcast
///
/// so that no crash makes a validator contradict what others have heard from it.
#include "runtime/primitives/certificate.hpp"

namespace descent::consensus {

/// Timers of an engine, one of each. Scheduling one that runs restarts it.
enum class Timer : std::uint8_t {
  Pace,        ///< the next block may bear a time by now
  Seal,        ///< a block is due, whether there is work or not
  Propose,     ///< the proposal of the round did not come
  Prevote,     ///< prevotes disagree for too long
  Precommit,   ///< precommits disagree for too long
  Retransmit,  ///< what was said may have been lost
  kCount
};

/// How long a round waits, from the chain's parameters. A round waits `growth_ms` longer than the
/// one before it, so that some round is longer than messages take.
struct Timing {
  std::uint64_t propose_ms = 1'000;
  std::uint64_t prevote_ms = 500;
  std::uint64_t precommit_ms = 500;
  std::uint64_t growth_ms = 500;
  std::uint64_t retransmit_ms = 1'000;
  std::uint64_t idle_ms = 5'000;  ///< without transactions, a block is due after this
  DESCENT_FIELDS(propose_ms, prevote_ms, precommit_ms, growth_ms, retransmit_ms, idle_ms)
  friend bool operator==(const Timing&, const Timing&) = default;
};

/// What must be on disk before a vote is signed. Those of a height, in their order, are what a
/// restarted validator has to remember of it.
struct WalRecord {
  Vote vote;                                ///< without its signature
  Bounded<Vote, kAuthoritiesMax> prevotes;  ///< of a precommit for a block: the quorum behind it
  DESCENT_FIELDS(vote, prevotes)
  friend bool operator==(const WalRecord&, const WalRecord&) = default;
};

/// What the node found when it executed a block.
enum class Verdict : std::uint8_t {
  Valid,
  Untimely,  ///< valid, but its time was out of bounds when its round's proposal arrived
  Invalid,
  kCount
};

// ---- Inputs ---------------------------------------------------------------------------------

namespace input {

/// The node stands on `head`; the next block may be made in `wait_ms`: its parent's time and the
/// least interval between blocks, against the node's clock. The first input, and the answer to
/// every `Decide`. An engine without votes reads no further than `work`.
struct HeightStarted {
  BlockNumber number{};  ///< of the head
  Hash head;
  std::uint64_t wait_ms{};
  bool work{};                      ///< transactions are waiting
  AuthoritySet authorities;         ///< of the next block; canonical
  std::optional<AuthorityId> self;  ///< whom the node may sign for
  Timing timing;
  std::vector<WalRecord> log;  ///< of the next block's height, from before a restart
};
/// A transaction became ready.
struct WorkArrived {};
/// An operator wants a block now.
struct SealRequested {};
/// Number and round are those it was scheduled with.
struct TimeoutElapsed {
  Timer timer{};
  BlockNumber number{};
  Round round{};
};
/// The block asked for by `BuildValue` was made and executed; it is valid and timely.
struct ValueBuilt {
  BlockNumber number{};
  Hash block;
  Round round{};
};
/// It could not be made.
struct BuildFailed {
  BlockNumber number{};
  Round round{};
};
/// A peer sent a vote or, as a vote of that kind, a proposal. Nothing of it was checked.
struct VoteReceived {
  Vote vote;
};
/// The answer to `CheckValue`.
struct ValueChecked {
  BlockNumber number{};
  Round round{};
  Hash block;
  Verdict verdict{};
};
/// The answer to `VerifyBatch`, a bit for each of its votes.
struct SignaturesChecked {
  std::uint64_t batch{};
  std::vector<bool> valid;
};
/// The answer to `Append`: every record up to this one survives a crash.
struct RecordDurable {
  std::uint64_t sequence{};
};
/// The answer to `Sign`. A signer that refuses does not answer.
struct VoteSigned {
  Vote vote;
};
/// A peer says this block is final. Nothing of it was checked.
struct SyncBlock {
  CommitCertificate certificate;
};

}  // namespace input

using Input = std::variant<input::HeightStarted, input::WorkArrived, input::SealRequested,
                           input::TimeoutElapsed, input::ValueBuilt, input::BuildFailed,
                           input::VoteReceived, input::ValueChecked, input::SignaturesChecked,
                           input::RecordDurable, input::VoteSigned, input::SyncBlock>;

// ---- Effects --------------------------------------------------------------------------------

namespace effect {

struct ScheduleTimer {
  Timer timer{};
  std::uint64_t delay_ms{};
  BlockNumber number{};
  Round round{};
  friend bool operator==(const ScheduleTimer&, const ScheduleTimer&) = default;
};
struct CancelTimer {
  Timer timer{};
  friend bool operator==(const CancelTimer&, const CancelTimer&) = default;
};
/// Make block `number` on the head. Answered by ValueBuilt or BuildFailed.
struct BuildValue {
  BlockNumber number{};
  Round round{};
  friend bool operator==(const BuildValue&, const BuildValue&) = default;
};
/// Get and execute `block`, and compare its time with when the proposal of `round` arrived.
/// Answered by ValueChecked once the body is there; not at all if it never is.
struct CheckValue {
  BlockNumber number{};
  Round round{};
  Hash block;
  friend bool operator==(const CheckValue&, const CheckValue&) = default;
};
/// Write `record` to the log. If its vote is a precommit for a block, that block's body is made
/// durable with it: it may be the last copy. Answered by RecordDurable.
struct Append {
  std::uint64_t sequence{};
  WalRecord record;
  friend bool operator==(const Append&, const Append&) = default;
};
/// Answered by VoteSigned.
struct Sign {
  Vote vote;
  friend bool operator==(const Sign&, const Sign&) = default;
};
/// Send to every validator, a proposal with its block.
struct Broadcast {
  Vote vote;
  bool again{};  ///< it was sent before: who suppresses what it has seen must let it pass
  friend bool operator==(const Broadcast&, const Broadcast&) = default;
};
/// Check each vote's signature, by its validator's key. Answered by SignaturesChecked.
struct VerifyBatch {
  std::uint64_t batch{};
  std::vector<Vote> votes;
  friend bool operator==(const VerifyBatch&, const VerifyBatch&) = default;
};
/// `block` is final: commit it. Answered by HeightStarted.
struct Decide {
  BlockNumber number{};
  Hash block;
  std::optional<CommitCertificate> certificate;  ///< none from an engine without votes
  friend bool operator==(const Decide&, const Decide&) = default;
};
/// A validator contradicted itself; both signatures were checked. Against ourselves, it means that
/// another process signs with our key.
struct ReportEvidence {
  Equivocation equivocation;
  friend bool operator==(const ReportEvidence&, const ReportEvidence&) = default;
};
/// Others are beyond `number`: get its block and certificate. Answered by SyncBlock.
struct RequestSync {
  BlockNumber number{};
  friend bool operator==(const RequestSync&, const RequestSync&) = default;
};
/// More than two thirds committed to a block that is invalid here: this node computes otherwise, or
/// the chain is lost. It votes no more.
struct Halt {
  BlockNumber number{};
  Hash block;
  friend bool operator==(const Halt&, const Halt&) = default;
};

}  // namespace effect

using Effect =
    std::variant<effect::ScheduleTimer, effect::CancelTimer, effect::BuildValue, effect::CheckValue,
                 effect::Append, effect::Sign, effect::Broadcast, effect::VerifyBatch,
                 effect::Decide, effect::ReportEvidence, effect::RequestSync, effect::Halt>;
using Effects = std::vector<Effect>;  ///< to be done in order

class Engine {
 public:
  virtual ~Engine() = default;
  /// Deterministic: equal states and inputs give equal effects.
  virtual Effects step(const Input& input) = 0;
};

}  // namespace descent::consensus
