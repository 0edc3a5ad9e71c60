#include "tests/consensus/bft/cluster.hpp"

#include <algorithm>

namespace descent::consensus::testing {
namespace {

constexpr std::uint64_t kIntervalMs = 100;
constexpr Timing kTiming{.propose_ms = 300,
                         .prevote_ms = 150,
                         .precommit_ms = 150,
                         .growth_ms = 100,
                         .retransmit_ms = 400,
                         .idle_ms = 300};
constexpr std::uint8_t kInvalid = 0xff;  ///< last byte of a block nobody may accept

Vote bare(Vote vote) {
  vote.signature = {};
  return vote;
}

}  // namespace

std::uint64_t Dice::next() {
  state_ += 0x9e3779b97f4a7c15;
  std::uint64_t z = state_;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
  z = (z ^ z >> 27) * 0x94d049bb133111eb;
  return z ^ z >> 31;
}

Cluster::Cluster(const Options& options)
    : options_{options},
      dice_{options.seed},
      authorities_{authorities(options.powers)},
      nodes_(options.powers.size()) {
  for (Place at = 0; at < options.characters.size(); ++at)
    nodes_[at].character = options.characters[at];
}

std::vector<std::string> Cluster::run() {
  for (Place at = 0; at < nodes_.size(); ++at) {
    nodes_[at].engine.emplace();
    after(dice_.below(50), [this, at] { start_height(at, kIntervalMs); });
  }
  after(0, [this] { make_trouble(); });
  after(options_.faults_ms, [this] { calm_down(); });
  const std::uint64_t end_ms = options_.faults_ms + options_.calm_ms;
  while (!events_.empty() && now_ms_ < end_ms && wrongs_.empty() && !has_recovered()) {
    const auto first = events_.begin();
    now_ms_ = first->first.first;
    const Action action = std::move(first->second);
    events_.erase(first);
    action();
  }
  if (wrongs_.empty() && !has_recovered()) fail("no progress after the faults");
  return wrongs_;
}

std::size_t Cluster::blocks() const {
  std::size_t least = SIZE_MAX;
  for (const auto& node : nodes_)
    if (node.character == Character::Honest) least = std::min(least, node.chain.size());
  return least;
}

void Cluster::fail(const std::string& what) {
  wrongs_.push_back("seed " + std::to_string(options_.seed) + ", " + std::to_string(now_ms_) +
                    " ms: " + what);
}

void Cluster::after(std::uint64_t delay_ms, Action action) {
  events_.emplace(std::pair{now_ms_ + delay_ms, next_event_++}, std::move(action));
}

void Cluster::later(Place at, std::uint64_t delay_ms, Action action) {
  after(delay_ms, [this, at, life = nodes_[at].life, action = std::move(action)] {
    if (nodes_[at].engine && nodes_[at].life == life) action();
  });
}

void Cluster::feed(Place at, const Input& input) {
  if (!nodes_[at].engine) return;
  note(now_ms_ << 16 ^ at << 8 ^ input.index());
  for (const auto& effect : nodes_[at].engine->step(input)) {
    note(effect.index());
    std::visit([&](const auto& what) { perform(at, what); }, effect);
    if (!nodes_[at].engine) return;
  }
}

void Cluster::start_height(Place at, std::uint64_t wait_ms) {
  Node& node = nodes_[at];
  input::HeightStarted start;
  start.number = static_cast<BlockNumber>(node.chain.size());
  start.wait_ms = wait_ms;
  start.work = dice_.one_in(2);
  start.authorities = authorities_;
  start.self = person(at);
  start.timing = kTiming;
  std::erase_if(node.log, [&](const auto& r) { return r.vote.number <= start.number; });
  start.log = node.log;
  feed(at, start);
}

// ---- Trouble --------------------------------------------------------------------------------

void Cluster::crash(Place at) {
  Node& node = nodes_[at];
  if (!node.engine) return;
  node.engine.reset();
  ++node.life;
  node.timers.clear();
  node.bodies = node.bodies_on_disk;
  if (node.character == Character::Amnesiac) node.log.clear();
  after(50 + dice_.below(3'000), [this, at] {
    if (nodes_[at].engine) return;
    nodes_[at].engine.emplace();
    start_height(at, kIntervalMs);
  });
}

void Cluster::make_trouble() {
  if (!faulty()) return;
  if (dice_.one_in(3)) split_ = dice_.one_in(2) ? 0 : dice_.next();
  if (options_.crashes && dice_.one_in(3)) crash(dice_.below(nodes_.size()));
  if (options_.crashes && dice_.one_in(40))
    for (Place at = 0; at < nodes_.size(); ++at) crash(at);
  after(100 + dice_.below(1'000), [this] { make_trouble(); });
}

void Cluster::calm_down() {
  for (const auto& [number, block] : final_) calm_blocks_ = number;
}

bool Cluster::has_recovered() const { return !faulty() && blocks() >= calm_blocks_ + 3; }

// ---- The network ----------------------------------------------------------------------------

void Cluster::send(Place from, const Vote& vote) {
  const Character character = nodes_[from].character;
  if (character == Character::Silent) return;
  for (Place to = 0; to < nodes_.size(); ++to) {
    if (to == from) continue;
    Vote sent = vote;
    const bool own = vote.validator == person(from);
    if (character == Character::Equivocating && own && dice_.one_in(2)) {
      sent.block = vote.kind != VoteKind::Proposal && dice_.one_in(2)
                       ? std::nullopt
                       : std::optional{Hash{{static_cast<std::uint8_t>(dice_.below(3)), 0xe0}}};
      if (sent.block && dice_.one_in(4)) sent.block->bytes[31] = kInvalid;
      if (sent.block) nodes_[from].bodies.insert(*sent.block);
      sent = signed_vote(bare(sent));
    }
    deliver(from, to, sent);
  }
}

void Cluster::deliver(Place from, Place to, const Vote& vote) {
  const bool lost = is_cut(from, to) || (faulty() && dice_.one_in(4));
  const unsigned copies = faulty() && dice_.one_in(10) ? 2 : 1;
  for (unsigned copy = 0; copy < copies && !lost; ++copy) {
    const auto slow = faulty() && dice_.one_in(10) ? dice_.below(2'000) : 0;
    after(1 + dice_.below(30) + slow, [this, from, to, vote] {
      if (vote.kind == VoteKind::Proposal && nodes_[from].bodies.contains(*vote.block))
        nodes_[to].bodies.insert(*vote.block);
      feed(to, input::VoteReceived{vote});
    });
  }
}

void Cluster::fetch_and_check(Place at, const effect::CheckValue& check, unsigned tries) {
  Node& node = nodes_[at];
  if (check.number != node.chain.size() + 1 || tries > 500) return;
  for (Place other = 0; other < nodes_.size(); ++other)
    if (!is_cut(at, other) && nodes_[other].engine && nodes_[other].bodies.contains(check.block))
      node.bodies.insert(check.block);
  if (!node.bodies.contains(check.block))
    return later(at, 100, [=, this] { fetch_and_check(at, check, tries + 1); });
  auto verdict = check.block.bytes[31] == kInvalid ? Verdict::Invalid : Verdict::Valid;
  if (verdict == Verdict::Valid && faulty() && dice_.one_in(10)) verdict = Verdict::Untimely;
  feed(at, input::ValueChecked{check.number, check.round, check.block, verdict});
}

// ---- What engines ask for -------------------------------------------------------------------

void Cluster::perform(Place at, const effect::ScheduleTimer& schedule) {
  const auto id = ++next_event_;
  nodes_[at].timers[schedule.timer] = id;
  later(at, schedule.delay_ms, [=, this] {
    if (nodes_[at].timers[schedule.timer] == id)
      feed(at, input::TimeoutElapsed{schedule.timer, schedule.number, schedule.round});
  });
}

void Cluster::perform(Place at, const effect::CancelTimer& cancel) {
  nodes_[at].timers.erase(cancel.timer);
}

void Cluster::perform(Place at, const effect::BuildValue& build) {
  later(at, dice_.below(20), [=, this] {
    if (faulty() && dice_.one_in(20))
      return feed(at, input::BuildFailed{build.number, build.round});
    Hash block{{static_cast<std::uint8_t>(at), static_cast<std::uint8_t>(build.number),
                static_cast<std::uint8_t>(build.round), static_cast<std::uint8_t>(dice_.next())}};
    nodes_[at].bodies.insert(block);
    feed(at, input::ValueBuilt{build.number, block, build.round});
  });
}

void Cluster::perform(Place at, const effect::CheckValue& check) {
  later(at, dice_.below(10), [=, this] { fetch_and_check(at, check, 0); });
}

void Cluster::perform(Place at, const effect::Append& append) {
  std::uint64_t& free_ms = nodes_[at].disk_free_ms;
  free_ms = std::max(free_ms, now_ms_) + 1 + dice_.below(faulty() ? 20 : 4);
  later(at, free_ms - now_ms_, [=, this] {
    nodes_[at].log.push_back(append.record);
    const Vote& vote = append.record.vote;
    if (vote.kind == VoteKind::Precommit && vote.block) {
      if (!nodes_[at].bodies.contains(*vote.block)) fail("precommits a block it has not");
      nodes_[at].bodies_on_disk.insert(*vote.block);
    }
    feed(at, input::RecordDurable{append.sequence});
  });
}

void Cluster::perform(Place at, const effect::Sign& sign) {
  const Vote& vote = sign.vote;
  if (nodes_[at].character != Character::Amnesiac) {
    const auto [before, first] =
        signed_.emplace(std::tuple{at, vote.number, vote.round, vote.kind}, vote);
    if (before->second != vote) fail("signs two votes in one place");
    const auto durable = std::ranges::find(nodes_[at].log, vote, &WalRecord::vote);
    if (durable == nodes_[at].log.end()) fail("signs what is not durable");
  }
  later(at, 0, [=, this] { feed(at, input::VoteSigned{signed_vote(vote)}); });
}

void Cluster::perform(Place at, const effect::Broadcast& broadcast) {
  if (!is_signed(broadcast.vote)) fail("sends a vote that is not signed");
  send(at, broadcast.vote);
}

void Cluster::perform(Place at, const effect::VerifyBatch& verify) {
  later(at, 0, [=, this] {
    input::SignaturesChecked checked{verify.batch, {}};
    for (const auto& vote : verify.votes) checked.valid.push_back(is_signed(vote));
    feed(at, checked);
  });
}

void Cluster::check_decision(Place at, const effect::Decide& decide) {
  if (decide.number != nodes_[at].chain.size() + 1) return fail("decides out of order");
  if (!decide.certificate || decide.certificate->block != decide.block ||
      decide.certificate->number != decide.number)
    return fail("decides without a certificate");
  if (!consensus::check(*decide.certificate, authorities_, kGenesis, verify))
    return fail("decides with a bad certificate");
  const auto [before, first] = final_.emplace(decide.number, decide.block);
  if (before->second != decide.block) fail("two final blocks at " + std::to_string(decide.number));
  if (decide.block.bytes[31] == kInvalid) fail("an invalid block is final");
}

void Cluster::perform(Place at, const effect::Decide& decide) {
  if (nodes_[at].character == Character::Honest) check_decision(at, decide);
  note(decide.block.bytes[3]);
  nodes_[at].chain.push_back(*decide.certificate);
  nodes_[at].bodies_on_disk.insert(decide.block);
  later(at, dice_.below(5), [=, this] { start_height(at, kIntervalMs); });
}

void Cluster::perform(Place, const effect::ReportEvidence& report) {
  const auto& [first, second] = report.equivocation;
  if (!is_equivocation(first, second)) return fail("evidence that is none");
  if (!is_signed(first) || !is_signed(second)) return fail("forged evidence");
  for (Place at = 0; at < nodes_.size(); ++at)
    if (first.validator == person(at) && nodes_[at].character == Character::Honest)
      fail("evidence against an honest validator");
  evidence_.emplace(first.validator, first.number, first.round, first.kind);
}

void Cluster::perform(Place at, const effect::RequestSync& request) {
  later(at, 5 + dice_.below(50), [=, this] {
    const Place other = dice_.below(nodes_.size());
    const Node& peer = nodes_[other];
    if (other == at || !peer.engine || is_cut(at, other)) return;
    if (request.number > peer.chain.size() || request.number == 0) return;
    CommitCertificate certificate = peer.chain[request.number - 1];
    nodes_[at].bodies.insert(certificate.block);
    if (peer.character != Character::Honest && dice_.one_in(2))
      certificate.signatures[0].signature[0] ^= 1;
    feed(at, input::SyncBlock{certificate});
  });
}

void Cluster::perform(Place at, const effect::Halt&) {
  if (nodes_[at].character == Character::Honest) fail("an honest node halts");
}

}  // namespace descent::consensus::testing
