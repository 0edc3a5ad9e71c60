#include "tests/network/sync/simulation.hpp"

#include <algorithm>

namespace descent::network {
namespace {

using namespace std::chrono_literals;

constexpr Duration kEnd = 1h;
constexpr Duration kInterval{500};  ///< between blocks
constexpr std::size_t kBodyMax = 400;
/// Of one peer that is slow or empty: it rests 10 s after the first, 20 s after the second, ...
constexpr std::size_t kSoftFaultsMost = 12;

bool is_soft(SyncFault fault) { return fault == SyncFault::Empty || fault == SyncFault::TooSlow; }

/// What one may be blamed for who behaves like this.
std::set<SyncFault> due(Manner manner) {
  switch (manner) {
    case Manner::Honest:
    case Manner::Drips:
    case Manner::kCount: return {};
    case Manner::Silent: return {SyncFault::TooSlow};
    case Manner::Empty:
    case Manner::Lowers:
    case Manner::Exaggerates: return {SyncFault::Empty};
    case Manner::ForeignRange: return {SyncFault::BadHeader, SyncFault::WrongBody};
    case Manner::OtherChain:
      return {SyncFault::BadHeader, SyncFault::BadCertificate, SyncFault::WrongBody};
    case Manner::ForeignBody: return {SyncFault::WrongBody};
    case Manner::BadCertificate: return {SyncFault::BadCertificate};
    case Manner::TooMuch:
    case Manner::WrongKind:
    case Manner::Floods:
    case Manner::Repeats: return {SyncFault::Unasked};
  }
  return {};
}

}  // namespace

Simulation::Simulation(const Options& options)
    : options_{options},
      random_{options.seed},
      other_{options.blocks + options.blocks_later, 1},
      sync_{checker_, options.limits},
      growing_{options.blocks_later} {
  for (std::size_t i = 0; i < options.blocks; ++i) chain_.grow(random_.below(kBodyMax));
}

void Simulation::at(Duration delay, std::function<void()> event) {
  events_.emplace(std::pair{now_ + delay, order_++}, std::move(event));
}

void Simulation::wrong(const std::string& what) {
  wrong_.push_back("seed " + std::to_string(options_.seed) + ", " + std::to_string(now_.count()) +
                   " ms: " + what);
}

std::vector<std::string> Simulation::run() {
  constexpr auto kManners = static_cast<std::size_t>(Manner::kCount);
  std::vector<Manner> manners(options_.honest, Manner::Honest);
  const std::size_t first = random_.below(kManners - 1);
  for (std::size_t i = 0; i < options_.dishonest; ++i)
    manners.push_back(
        options_.manner.value_or(static_cast<Manner>(1 + (first + i) % (kManners - 1))));
  std::rotate(manners.begin(), manners.begin() + static_cast<int>(random_.below(manners.size())),
              manners.end());
  bool stays = true;
  for (const Manner manner : manners)
    join(manner, manner == Manner::Honest && std::exchange(stays, false));
  at(kInterval, [this] { grow(); });
  at(0ms, [this] { tick(); });
  while (wrong_.empty() && !(growing_ == 0 && checker_.head == chain_.best())) {
    auto next = events_.extract(events_.begin());
    now_ = next.key().first;
    if (now_ > kEnd) wrong("it is at " + std::to_string(checker_.head) + " only");
    next.mapped()();
    settle();
  }
  return wrong_;
}

// ---- Peers ----------------------------------------------------------------------------------

void Simulation::join(Manner manner, bool stays) {
  const PeerNumber number = next_peer_++;
  peers_[number] = {manner, chain_.best(), 1 + random_.below(3), stays};
  here_.insert(number);
  announce(number);
  if (options_.restless && !stays)
    at(Duration{1'000 + random_.below(60'000)}, [this, number] { leave(number); });
}

void Simulation::leave(PeerNumber number) {
  here_.erase(number);
  sync_.gone(number);
  const Manner manner = peers_[number].manner;
  at(Duration{random_.below(5'000)}, [this, manner] { join(manner, false); });
}

void Simulation::announce(PeerNumber number) {
  if (!here_.contains(number)) return;
  Peer& peer = peers_[number];
  peer.best = chain_.best();
  if (peer.manner == Manner::Exaggerates && random_.one_in(2))
    return sync_.peer_has(number, random_.one_in(2) ? UINT32_MAX : peer.best + 1'000);
  sync_.peer_has(number, peer.best);
  if (peer.manner == Manner::Lowers && random_.one_in(2)) {
    peer.best = static_cast<BlockNumber>(random_.below(peer.best));
    sync_.peer_has(number, peer.best);
  }
}

void Simulation::grow() {
  if (growing_ == 0) return;
  --growing_;
  chain_.grow(random_.below(kBodyMax));
  const auto consensus_tells = [this] {
    if (importing_ || checker_.head + 1 != chain_.best()) return;
    checker_.head = chain_.best();
    sync_.head_moved(checker_.head);
  };
  if (random_.one_in(2)) at(Duration{random_.below(300)}, consensus_tells);
  for (const PeerNumber number : here_)
    at(Duration{random_.below(400)}, [this, number] { announce(number); });
  at(kInterval, [this] { grow(); });
}

// ---- Answers --------------------------------------------------------------------------------

void Simulation::asked(const Sync::Ask& ask) {
  ++questions_;
  Peer& peer = peers_[ask.peer];
  if (peer.open && now_ - *peer.open < options_.limits.answer) wrong("a peer is asked two things");
  for (const auto& [fault, times] : peer.faults)
    if (!is_soft(fault)) wrong("a liar is asked");
  peer.open = now_;
  const Duration delay{5 + random_.below(200)};
  if (peer.manner != Manner::Honest && random_.one_in(peer.lies_one_in))
    lie(ask.peer, ask.request, delay);
  else
    deliver(ask.peer, honest(peer, ask.request), delay);
}

void Simulation::deliver(PeerNumber number, message::SyncResponse response, Duration delay) {
  at(delay, [this, number, said = std::move(response)] {
    if (!here_.contains(number)) return;
    peers_[number].open.reset();
    sync_.response(number, said, now_);
  });
}

message::SyncResponse Simulation::honest(const Peer& peer,
                                         const message::SyncRequest& request) const {
  return honest_answer(chain_, peer.best, request, options_.limits.answer_bytes);
}

void Simulation::lie(PeerNumber number, const message::SyncRequest& request, Duration delay) {
  const Peer& peer = peers_[number];
  auto answer = honest(peer, request);
  switch (peer.manner) {
    case Manner::Silent: return;
    case Manner::Empty: answer = {.id = request.id}; break;
    case Manner::Drips:
      answer = honest_answer(chain_, peer.best, {request.id, request.from, 1, request.bodies});
      return deliver(number, answer, options_.limits.answer - 1ms);
    case Manner::ForeignRange: {
      const auto from = static_cast<BlockNumber>(1 + random_.below(peer.best));
      if (from != request.from) answer = honest(peer, {request.id, from, 1, request.bodies});
      break;
    }
    case Manner::ForeignBody:
      if (!answer.bodies.empty()) answer.bodies.back().push_back(1);
      break;
    case Manner::BadCertificate:
      if (!answer.headers.empty()) answer.certificates.back().back() ^= 1;
      break;
    case Manner::OtherChain:
      answer = honest_answer(other_, std::min(peer.best, other_.best()), request);
      break;
    case Manner::TooMuch:
      if (request.bodies) answer.bodies.resize(request.count + 1);
      if (!request.bodies) answer.headers.resize(request.count + 1);
      answer.certificates.resize(answer.headers.size());
      break;
    case Manner::WrongKind:
      answer = honest(peer, {request.id, request.from, request.count, !request.bodies});
      break;
    case Manner::Floods:
      for (std::uint64_t i = 0; i < 50; ++i) deliver(number, {.id = random_() >> 1}, delay);
      break;
    case Manner::Repeats: deliver(number, answer, delay); break;
    case Manner::Honest:
    case Manner::Lowers:
    case Manner::Exaggerates:
    case Manner::kCount: break;
  }
  deliver(number, answer, delay);
}

// ---- The node -------------------------------------------------------------------------------

void Simulation::tick() {
  at(500ms, [this] { tick(); });
}

void Simulation::settle() {
  if (!importing_)
    if (const auto block = sync_.take_next()) import(*block);
  for (const auto& ask : sync_.asks(now_)) asked(ask);
  for (const auto& blame : sync_.blames()) judge(blame);
  check_limits();
}

void Simulation::import(const Sync::Ready& block) {
  const BlockNumber next = checker_.head + 1;
  if (block.number != next) return wrong("a block that is not the next");
  if (ToyBlock{block.header, block.certificate, block.body} != chain_.at(next))
    return wrong("a block that is not the chain's");
  importing_ = true;
  at(Duration{1 + random_.below(20)}, [this, next] {
    importing_ = false;
    checker_.head = next;
    sync_.head_moved(next);
  });
}

void Simulation::judge(const Sync::Blame& blame) {
  ++blamed_;
  Peer& peer = peers_[blame.peer];
  const std::string who = "a peer of manner " + std::to_string(static_cast<int>(peer.manner));
  const std::string what = " is blamed: " + std::string{describe(blame.fault)};
  if (!due(peer.manner).contains(blame.fault)) wrong(who + what);
  const std::size_t most = is_soft(blame.fault) ? kSoftFaultsMost : 1;
  if (++peer.faults[blame.fault] > most) wrong(who + what + " once too often");
}

void Simulation::check_limits() {
  const auto& limits = options_.limits;
  const auto progress = sync_.progress();
  if (progress.requests > limits.requests) wrong("too many questions are open");
  if (progress.blocks_held > limits.blocks_ahead) wrong("too many blocks are held");
  if (progress.bytes_held > limits.bytes_ahead + limits.answer_bytes)
    wrong("too many bytes are held");
}

}  // namespace descent::network
