#include "node/service/validator.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>

#include "modules/session/types.hpp"
#include "node/store/newest_view.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/crypto/signature.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::service {
namespace {

using namespace consensus::effect;
using consensus::CommitCertificate;
using consensus::Vote;
using consensus::VoteKind;
using store::or_halt;

using modules::session::kEngineId;

}  // namespace

Validator::Validator(consensus::Engine& engine, Chain& chain, pool::Pool& pool, store::VoteLog& log,
                     Verifier& verifier, World& world, const Options& options)
    : engine_{engine},
      chain_{chain},
      pool_{pool},
      log_{log},
      verifier_{verifier},
      world_{world},
      options_{options},
      sketches_{[this](const gossip::Name& name) { return pool_.find_by_prefix(name.bytes); }} {}

// ---- The engine -----------------------------------------------------------------------------

void Validator::start() { feed(height()); }
void Validator::elapsed(const ScheduleTimer& timer) {
  feed(consensus::input::TimeoutElapsed{timer.timer, timer.number, timer.round});
}
void Validator::work_arrived() { feed(consensus::input::WorkArrived{}); }
void Validator::seal_requested() { feed(consensus::input::SealRequested{}); }

/// An input that an effect leads to waits until the effects before it are done.
void Validator::feed(consensus::Input input) {
  inputs_.push_back(std::move(input));
  if (std::exchange(feeding_, true)) return;
  while (!inputs_.empty()) {
    const consensus::Input next = std::move(inputs_.front());
    inputs_.pop_front();
    for (const auto& effect : engine_.step(next))
      std::visit([&](const auto& what) { perform(what); }, effect);
  }
  feeding_ = false;
}

consensus::input::HeightStarted Validator::height() {
  const BlockNumber next = chain_.head().number + 1;
  or_halt(log_.forget_below(next));
  for (const Bytes& bytes : or_halt(log_.blocks(next)))
    if (auto block = scale::decoded<Block>(bytes)) candidates_.add(chain_, *std::move(block), true);
  const Moment now = world_.now();
  const Moment earliest = chain_.earliest_next();
  auto set = authorities();
  self_ = world_.self(set);
  return {.number = chain_.head().number,
          .head = chain_.head_hash(),
          .wait_ms = earliest > now ? earliest - now : 0,
          .work = pool_.ready() > 0,
          .authorities = std::move(set),
          .self = self_,
          .timing = options_.timing,
          .log = or_halt(log_.records(next))};
}

consensus::AuthoritySet Validator::authorities() const {
  const auto answer = chain_.newest().call("SessionApi_authorities", {});
  DESCENT_ASSERT(answer);
  auto set = scale::decoded<consensus::AuthoritySet>(*answer);
  DESCENT_ASSERT(set);
  return *std::move(set);
}

// ---- What others say ------------------------------------------------------------------------

void Validator::received(Peer from, const gossip::Message& message) {
  std::visit([&](const auto& what) { on(from, what); }, message);
}

void Validator::on(Peer, const gossip::Said& said) {
  feed(consensus::input::VoteReceived{said.vote});
}

void Validator::on(Peer from, const gossip::Proposed& proposed) {
  const Vote& vote = proposed.vote;
  if (vote.kind != VoteKind::Proposal) return;
  hear(from, proposed.sketch);
  feed(consensus::input::VoteReceived{vote});
}

void Validator::on(Peer from, const gossip::BlockWanted& wanted) {
  if (const auto* known = candidates_.find(wanted.block))
    world_.send(from, gossip::BlockFound{sketched(known->block)});
}

void Validator::on(Peer from, const gossip::BlockFound& found) { hear(from, found.sketch); }

/// All of them, or what was asked for is not of that block.
void Validator::on(Peer from, const gossip::PartsWanted& wanted) {
  const auto* known = candidates_.find(wanted.block);
  if (known == nullptr) return;
  const auto& extrinsics = known->block.extrinsics;
  gossip::PartsFound out{wanted.block, {}};
  for (const std::uint32_t place : wanted.places) {
    if (place >= extrinsics.size()) return;
    out.extrinsics.push_back(extrinsics[place]);
  }
  world_.send(from, out);
}

void Validator::on(Peer from, const gossip::PartsFound& found) {
  if (!waits_for(found.block)) return;
  go_on(from, found.block, sketches_.found(from, found));
  check_waiting();
}

void Validator::on(Peer from, const gossip::CommitWanted& wanted) {
  const auto hash = or_halt(chain_.blocks().hash_of(wanted.number));
  if (!hash) return;
  const auto proof = or_halt(chain_.blocks().justification(*hash));
  const auto header = or_halt(chain_.blocks().header(*hash));
  const auto body = or_halt(chain_.blocks().body(*hash));
  if (!proof || !header || !body) return;
  const auto certificate = scale::decoded<CommitCertificate>(*proof);
  DESCENT_ASSERT(certificate);
  world_.send(from, gossip::CommitFound{*certificate, Block{*header, *body}});
}

void Validator::on(Peer, const gossip::CommitFound& found) {
  const auto hash = candidates_.add(chain_, found.block, false);
  if (hash != found.certificate.block) return;
  feed(consensus::input::SyncBlock{found.certificate});
  check_waiting();
}

void Validator::on(Peer, const gossip::Caught& caught) {
  if (evidence_.add(caught.evidence, chain_.genesis_hash())) world_.broadcast(caught, false);
}

// ---- Blocks on the wire ---------------------------------------------------------------------

gossip::Sketch Validator::sketched(const Block& block) const {
  return sketch_of(block, [this](const Hash& transaction) {
    return pool_.contains(transaction) && world_.is_common(transaction);
  });
}

/// A proposal's comes before its vote is known to be right, so it is kept until it is wanted.
void Validator::hear(Peer from, const gossip::Sketch& sketch) {
  if (sketch.header.parent_hash != chain_.head_hash()) return;
  const Hash block = crypto::blake2b_256(scale::encoded(sketch.header));
  if (candidates_.find(block) != nullptr) return;
  sketches_.keep(from, block, sketch);
  if (!waits_for(block)) return;
  go_on(from, block, sketches_.complete(from, block));
  check_waiting();
}

void Validator::go_on(Peer from, const Hash& block, Sketches::Next next) {
  if (auto* whole = std::get_if<Block>(&next)) {
    if (candidates_.add(chain_, std::move(*whole), false)) return sketches_.settled(block);
    next = sketches_.refused(from, block);
  }
  if (const auto* wanted = std::get_if<gossip::PartsWanted>(&next)) world_.send(from, *wanted);
}

/// Puts it together if that is possible, and asks for what is missing if not.
bool Validator::is_here(const Hash& block) {
  for (const Peer from : sketches_.senders(block)) {
    if (candidates_.find(block) != nullptr) break;
    go_on(from, block, sketches_.complete(from, block));
  }
  return candidates_.find(block) != nullptr;
}

// ---- Blocks ---------------------------------------------------------------------------------

void Validator::perform(const BuildValue& build) {
  const Moment now = std::max(world_.now(), chain_.earliest_next());
  Digest digest;
  if (self_) digest.logs.emplace_back(digest_item::PreRuntime{kEngineId, scale::encoded(*self_)});
  Expected<Proposal, std::string> made{std::string{}};
  measure(Work::Build, [&] {
    made = chain_.build(
        now, [&](auto& execution, auto& body) { fill(execution, body); }, digest);
  });
  if (!made) {
    spdlog::error("cannot build block {}: {}", build.number, made.error());
    return feed(consensus::input::BuildFailed{build.number, build.round});
  }
  const Hash hash = made->outcome.hash;
  candidates_.add_built(*std::move(made));
  arrivals_.emplace(std::pair{build.number, hash}, world_.now());
  feed(consensus::input::ValueBuilt{build.number, hash, build.round});
}

void Validator::fill(frame::Execution& execution, std::vector<Bytes>& body) {
  using Taken = pool::Pool::Taken;
  evidence_.fill(execution, body);
  pool_.build([&](View extrinsic) {
    const auto applied = execution.apply(extrinsic, true);
    if (applied) {
      body.emplace_back(extrinsic.begin(), extrinsic.end());
      return Taken::Included;
    }
    const bool full = applied.error().is<frame::invalid::ExhaustsResources>();
    return full ? Taken::Skip : Taken::Invalid;
  });
}

void Validator::perform(const CheckValue& check) {
  if (!is_here(check.block)) {
    checks_.push_back(check);
    return world_.broadcast(gossip::BlockWanted{check.block}, true);
  }
  const auto& done = execute(check.block);
  feed(consensus::input::ValueChecked{check.number, check.round, check.block, verdict(done)});
}

template <class Do>
void Validator::measure(Work work, const Do& work_to_do) {
  const Moment start = world_.now();
  work_to_do();
  const Moment end = world_.now();
  world_.measured(work, end - std::min(start, end));
}

Candidates::Candidate& Validator::execute(const Hash& block) {
  auto* known = candidates_.find(block);
  DESCENT_ASSERT(known != nullptr);
  if (known->executed || known->refusal) return *known;
  measure(Work::Check, [&] {
    candidates_.execute(block, chain_, verifier_,
                        [&](const Hash& hash) { return pool_.contains(hash); });
  });
  return *known;
}

consensus::Verdict Validator::verdict(const Candidates::Candidate& candidate) const {
  using consensus::Verdict;
  if (!candidate.executed) return Verdict::Invalid;
  const auto time = time_of(candidate.executed->outcome);
  if (candidate.ours || !time) return Verdict::Valid;
  const auto proposed = arrivals_.find({candidate.block.header.number, candidate.hash});
  if (proposed == arrivals_.end()) return Verdict::Untimely;
  const Moment arrived = proposed->second;
  const bool early = arrived + options_.precision_ms < *time;
  const bool late = arrived > *time + options_.precision_ms + options_.delay_ms;
  return early || late ? Verdict::Untimely : Verdict::Valid;
}

/// A block has come: what waited for it may go on.
void Validator::check_waiting() {
  const auto waiting = std::exchange(checks_, {});
  for (const auto& check : waiting) {
    if (check.number != chain_.head().number + 1) continue;
    if (candidates_.find(check.block) == nullptr)
      checks_.push_back(check);
    else
      perform(check);
  }
  if (undecided_ && candidates_.find(undecided_->block) != nullptr)
    decide(*std::exchange(undecided_, std::nullopt));
}

bool Validator::waits_for(const Hash& block) const {
  const auto is_it = [&](const CheckValue& check) { return check.block == block; };
  return (undecided_ && undecided_->block == block) || std::ranges::any_of(checks_, is_it);
}

void Validator::perform(const Decide& decision) {
  if (is_here(decision.block)) return decide(decision);
  undecided_ = decision;
  world_.broadcast(gossip::BlockWanted{decision.block}, true);
}

void Validator::decide(const Decide& decision) {
  auto& candidate = execute(decision.block);
  if (!candidate.executed)
    return world_.halt("a decided block is invalid here: " +
                       candidate.refusal.value_or("not executed"));
  Proposal block = *std::move(candidate.executed);
  if (decision.certificate) block.justification = scale::encoded(*decision.certificate);
  const Decided decided{decision.number, decision.certificate ? decision.certificate->round : 0,
                        block.block.extrinsics.size(), since_proposed(decision)};
  measure(Work::Commit, [&] { chain_.commit(std::move(block)); });
  world_.decided(decided);
  candidates_.clear();
  sketches_.clear();
  checks_.clear();
  arrivals_.erase(arrivals_.begin(), arrivals_.lower_bound({decision.number + 1, Hash{}}));
  feed(height());
}

std::optional<std::uint64_t> Validator::since_proposed(const Decide& decision) const {
  const auto arrived = arrivals_.find({decision.number, decision.block});
  if (arrived == arrivals_.end()) return std::nullopt;
  const Moment now = world_.now();
  return now - std::min(now, arrived->second);
}

// ---- Votes ----------------------------------------------------------------------------------

void Validator::perform(const Append& append) {
  const Vote& vote = append.record.vote;
  std::optional<Bytes> block;
  if (vote.kind == VoteKind::Precommit && vote.block) {
    auto* candidate = candidates_.find(*vote.block);
    DESCENT_ASSERT(candidate != nullptr);
    candidate->ours = true;  // whoever locks on it must be able to propose it again
    block = scale::encoded(candidate->block);
  }
  or_halt(log_.append(append.record, block));
  feed(consensus::input::RecordDurable{append.sequence});
}

void Validator::perform(const Sign& sign) {
  Vote vote = sign.vote;
  const auto signature = world_.sign(vote);
  if (!signature) return;
  vote.signature = *signature;
  feed(consensus::input::VoteSigned{vote});
}

void Validator::perform(const Broadcast& broadcast) {
  const Vote& vote = broadcast.vote;
  if (vote.kind != VoteKind::Proposal) return world_.broadcast(gossip::Said{vote}, broadcast.again);
  const auto* candidate = candidates_.find(*vote.block);
  if (candidate != nullptr)
    world_.broadcast(gossip::Proposed{vote, sketched(candidate->block)}, broadcast.again);
}

void Validator::perform(const VerifyBatch& batch) {
  std::vector<bool> valid;
  for (const Vote& vote : batch.votes) {
    const Bytes message = scale::encoded(sign_bytes(chain_.genesis_hash(), vote));
    const MultiSignature signature{multi_signature::Ed25519{vote.signature}};
    valid.push_back(crypto::verify(signature, message, AccountId{vote.validator.key}));
    if (!valid.back()) continue;
    if (vote.kind == VoteKind::Proposal) note_arrival(vote);
    relay(vote);
  }
  feed(consensus::input::SignaturesChecked{batch.batch, std::move(valid)});
}

/// Whoever proposes for a later height than the next proposes nothing that could be judged.
void Validator::note_arrival(const Vote& proposal) {
  if (proposal.number > chain_.head().number + 2 || arrivals_.size() >= kArrivalsMost) return;
  arrivals_.emplace(std::pair{proposal.number, *proposal.block}, world_.now());
}

/// Once, and only what somebody really said: whoever tells each of us something else is found out
/// because we tell each other. A proposal goes on without its block: who misses that asks for it.
void Validator::relay(const Vote& vote) {
  if (vote.validator == self_) return;
  const Hash name = crypto::blake2b_256(scale::encoded(vote));
  if (relayed_.contains(name)) return;
  relayed_.add(name);
  world_.broadcast(gossip::Said{vote}, false);
}

// ---- Trouble --------------------------------------------------------------------------------

void Validator::perform(const ReportEvidence& report) {
  if (evidence_.add(report.equivocation, chain_.genesis_hash()))
    world_.broadcast(gossip::Caught{report.equivocation}, false);
}

void Validator::perform(const RequestSync& request) {
  world_.broadcast(gossip::CommitWanted{request.number}, true);
}

void Validator::perform(const Halt& halt) {
  world_.halt("block " + std::to_string(halt.number) +
              " was decided by others and is invalid here: this machine computes otherwise");
}

}  // namespace descent::service
