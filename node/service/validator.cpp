#include "node/service/validator.hpp"

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
      options_{options} {}

// ---- The engine -----------------------------------------------------------------------------

void Validator::start() { feed(height()); }
void Validator::elapsed(const ScheduleTimer& timer) {
  feed(consensus::input::TimeoutElapsed{timer.timer, timer.number, timer.round});
}
void Validator::work_arrived() { feed(consensus::input::WorkArrived{}); }

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
  return {.number = chain_.head().number,
          .head = chain_.head_hash(),
          .wait_ms = earliest > now ? earliest - now : 0,
          .work = pool_.ready() > 0,
          .authorities = authorities(),
          .self = options_.self,
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
  if (said.vote.kind != VoteKind::Proposal) feed(consensus::input::VoteReceived{said.vote});
}

void Validator::on(Peer, const gossip::Proposed& proposed) {
  const Vote& vote = proposed.vote;
  if (vote.kind != VoteKind::Proposal) return;
  const auto hash = take(proposed.block);
  if (hash && hash == vote.block) {
    auto& arrived = candidates_.find(*hash)->proposed_at;
    if (!arrived) arrived = world_.now();
  }
  feed(consensus::input::VoteReceived{vote});
  check_waiting();
}

void Validator::on(Peer from, const gossip::BlockWanted& wanted) {
  if (const auto* known = candidates_.find(wanted.block))
    world_.send(from, gossip::BlockFound{known->block});
}

void Validator::on(Peer, const gossip::BlockFound& found) {
  if (take(found.block)) check_waiting();
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
  const auto hash = take(found.block);
  if (hash != found.certificate.block) return;
  feed(consensus::input::SyncBlock{found.certificate});
  check_waiting();
}

void Validator::on(Peer, const gossip::Caught& caught) {
  if (evidence_.add(caught.evidence, chain_.genesis_hash())) world_.broadcast(caught, false);
}

std::optional<Hash> Validator::take(const Block& block) {
  return candidates_.add(chain_, block, false);
}

// ---- Blocks ---------------------------------------------------------------------------------

void Validator::perform(const BuildValue& build) {
  const Moment now = std::max(world_.now(), chain_.earliest_next());
  Digest digest;
  if (options_.self)
    digest.logs.emplace_back(digest_item::PreRuntime{kEngineId, scale::encoded(*options_.self)});
  auto made = chain_.build(
      now, [&](auto& execution, auto& body) { fill(execution, body); }, digest);
  if (!made) return feed(consensus::input::BuildFailed{build.number, build.round});
  const Hash hash = made->outcome.hash;
  candidates_.add_built(*std::move(made));
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
  if (candidates_.find(check.block) == nullptr) {
    checks_.push_back(check);
    return world_.broadcast(gossip::BlockWanted{check.block}, true);
  }
  const auto& done = candidates_.execute(check.block, chain_, verifier_,
                                         [&](const Hash& hash) { return pool_.contains(hash); });
  feed(consensus::input::ValueChecked{check.number, check.round, check.block, verdict(done)});
}

consensus::Verdict Validator::verdict(const Candidates::Candidate& candidate) const {
  using consensus::Verdict;
  if (!candidate.executed) return Verdict::Invalid;
  const auto time = time_of(candidate.executed->outcome);
  if (candidate.ours || !time) return Verdict::Valid;
  if (!candidate.proposed_at) return Verdict::Untimely;
  const Moment arrived = *candidate.proposed_at;
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

void Validator::perform(const Decide& decision) {
  if (candidates_.find(decision.block) != nullptr) return decide(decision);
  undecided_ = decision;
  world_.broadcast(gossip::BlockWanted{decision.block}, true);
}

void Validator::decide(const Decide& decision) {
  auto& candidate = candidates_.execute(decision.block, chain_, verifier_,
                                        [&](const Hash& hash) { return pool_.contains(hash); });
  if (!candidate.executed)
    return world_.halt("a decided block is invalid here: " +
                       candidate.refusal.value_or("not executed"));
  Proposal block = *std::move(candidate.executed);
  if (decision.certificate) block.justification = scale::encoded(*decision.certificate);
  chain_.commit(block);
  candidates_.clear();
  checks_.clear();
  feed(height());
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
    world_.broadcast(gossip::Proposed{vote, candidate->block}, broadcast.again);
}

void Validator::perform(const VerifyBatch& batch) {
  std::vector<bool> valid;
  for (const Vote& vote : batch.votes) {
    const Bytes message = scale::encoded(sign_bytes(chain_.genesis_hash(), vote));
    const MultiSignature signature{multi_signature::Ed25519{vote.signature}};
    valid.push_back(crypto::verify(signature, message, AccountId{vote.validator.key}));
    if (valid.back()) relay(vote);
  }
  feed(consensus::input::SignaturesChecked{batch.batch, std::move(valid)});
}

/// Once, and only what somebody really said: whoever tells each of us something else is found out
/// because we tell each other.
void Validator::relay(const Vote& vote) {
  if (vote.kind == VoteKind::Proposal || vote.validator == options_.self) return;
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
