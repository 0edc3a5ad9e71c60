#include "node/service/peers.hpp"

#include <spdlog/spdlog.h>

#include "node/service/sync_import.hpp"
#include "runtime/crypto/hash.hpp"

namespace descent::service {

namespace message = network::message;
using network::Conduct;

namespace {

/// Blocks on a stream of their own, so that no vote waits behind one.
network::Message envelope(const gossip::Message& what, Bytes payload) {
  const bool has_block = std::holds_alternative<gossip::Proposed>(what) ||
                         std::holds_alternative<gossip::BlockFound>(what) ||
                         std::holds_alternative<gossip::CommitFound>(what) ||
                         std::holds_alternative<gossip::PartsFound>(what);
  if (has_block) return message::Blocks{std::move(payload)};
  return message::Consensus{std::move(payload)};
}

Conduct conduct_of(network::SyncFault fault) {
  using network::SyncFault;
  switch (fault) {
    case SyncFault::Unasked: return Conduct::Unasked;
    case SyncFault::BadHeader: return Conduct::BadBlock;
    case SyncFault::BadCertificate: return Conduct::BadCertificate;
    case SyncFault::WrongBody: return Conduct::BadBlock;
    case SyncFault::Empty: return Conduct::Refused;
    case SyncFault::TooSlow: return Conduct::TooSlow;
  }
  return Conduct::Unasked;
}

Conduct conduct_of(TransactionRelay::Deed deed) {
  using Deed = TransactionRelay::Deed;
  switch (deed) {
    case Deed::Useful: return Conduct::UsefulTransaction;
    case Deed::Unasked: return Conduct::Unasked;
    case Deed::Invalid: return Conduct::BadTransaction;
    case Deed::NoAnswer: return Conduct::Refused;
  }
  return Conduct::Unasked;
}

}  // namespace

Peers::Peers(boost::asio::io_context& io, const network::libp2p::Identity& identity,
             const Options& options, Chain& chain, pool::Pool& pool, Verifier& verifier)
    : chain_{chain},
      relay_{pool, *this},
      server_{chain.blocks()},
      checker_{chain, verifier},
      sync_{checker_},
      host_{io,
            identity,
            options.host,
            chain.genesis_hash(),
            [&chain, roles = options.roles] {
              return message::Handshake{chain.genesis_hash(), chain.head().number,
                                        chain.head_hash(), roles};
            },
            network::system_random(),
            *this},
      timer_{io} {}

Expected<Peers::Endpoints, std::string> Peers::start() {
  auto endpoints = DESCENT_TRY(host_.start());
  wait_for_tick();
  return endpoints;
}

void Peers::stop() {
  stopped_ = true;
  timer_.cancel();
  host_.stop();
}

std::set<PeerNumber> Peers::numbers() const {
  std::set<PeerNumber> out;
  for (const auto& [number, other] : others_) out.insert(number);
  return out;
}

// ---- What is said ---------------------------------------------------------------------------

void Peers::broadcast(const gossip::Message& what, bool again) {
  if (const auto* wanted = std::get_if<gossip::BlockWanted>(&what))
    return quest_.want(wanted->block, network::now());
  if (const auto* wanted = std::get_if<gossip::CommitWanted>(&what)) return ask_for_commit(*wanted);
  Bytes payload = scale::encoded(what);
  const Hash name = crypto::blake2b_256(payload);
  heard_.insert(name);
  const auto enveloped = envelope(what, std::move(payload));
  for (auto& [number, other] : others_) {
    const bool is_new = other.known.insert(name);
    if (is_new || again) (void)host_.send(number, enveloped);
  }
}

void Peers::send(Peer to, const gossip::Message& what) {
  (void)host_.send(to, envelope(what, scale::encoded(what)));
}

/// One peer at a time, of those that say they have it.
void Peers::ask_for_commit(const gossip::CommitWanted& wanted) {
  const auto has_it = [&](const auto& entry) { return entry.second.best >= wanted.number; };
  auto chosen = std::find_if(others_.upper_bound(asked_last_), others_.end(), has_it);
  if (chosen == others_.end()) chosen = std::ranges::find_if(others_, has_it);
  if (chosen == others_.end()) return;
  asked_last_ = chosen->first;
  send(Peer{chosen->first}, gossip::Message{wanted});
}

void Peers::committed(const Header& header) {
  heard_ = network::Seen{kHeardMost};
  quest_.clear();
  sync_.head_moved(header.number);
  host_.broadcast(message::Announce{scale::encoded(header)});
  relay_.tick(network::now());
}

void Peers::send(PeerNumber to, const message::Transactions& what) { (void)host_.send(to, what); }

void Peers::report(PeerNumber who, TransactionRelay::Deed deed) {
  host_.report(who, conduct_of(deed));
}

// ---- What is heard --------------------------------------------------------------------------

void Peers::on_peer(const network::PeerInfo& peer) {
  spdlog::info("peer {} at {}, block {}", peer.id.text(), peer.address, peer.handshake.best_number);
  const BlockNumber best = peer.handshake.best_number;
  others_.try_emplace(peer.number).first->second.best = best;
  sync_.peer_has(peer.number, best);
  relay_.joined(peer.number, network::now());
}

void Peers::on_gone(PeerNumber peer) {
  others_.erase(peer);
  server_.gone(peer);
  sync_.gone(peer);
  quest_.gone(peer);
  relay_.gone(peer, network::now());
  if (!stopped_) validator_->gone(peer);
}

void Peers::on_trouble(const std::string& sentence) { spdlog::warn("{}", sentence); }

void Peers::on_message(PeerNumber peer, network::Message what) {
  if (stopped_ || !others_.contains(peer)) return;
  std::visit([&](const auto& said) { on(peer, said); }, what);
}

/// What was said is heard once, whoever says it, unless it is worth something else from another; a
/// question as often as it may be asked.
bool Peers::is_to_be_heard(PeerNumber from, View payload) {
  auto& other = others_.at(from);
  if (gossip::is_question(payload)) return other.questions.take(network::now());
  const Hash name = crypto::blake2b_256(payload);
  other.known.insert(name);
  return heard_.insert(name) || gossip::is_of_its_sender(payload);
}

template <class Said>
void Peers::hear(PeerNumber from, const Said& said) {
  if (!is_to_be_heard(from, said.payload)) return;
  const auto what = gossip::decode(said.payload);
  if (!what) return host_.report(from, Conduct::BadConsensusMessage);
  note_mention(from, *what);
  validator_->received(from, *what);
}

void Peers::note_mention(PeerNumber from, const gossip::Message& what) {
  const auto* said = std::get_if<gossip::Said>(&what);
  if (said != nullptr && said->vote.block) quest_.mentioned(from, *said->vote.block);
}

/// A head that is announced is believed until blocks up to it were asked for.
void Peers::on(PeerNumber from, const message::Announce& said) {
  const auto header = scale::decoded<Header>(said.header);
  if (!header) return host_.report(from, Conduct::BadAnnounce);
  auto& best = others_.at(from).best;
  best = std::max<BlockNumber>(best, header->number.value);
  sync_.peer_has(from, header->number);
}

void Peers::on(PeerNumber from, const message::Transactions& said) {
  relay_.received(from, said, network::now());
}

void Peers::on(PeerNumber from, const message::SyncRequest& said) {
  if (!server_.asked(from, said)) return host_.report(from, Conduct::TooFast);
  serve();
}

void Peers::serve() {
  while (const auto answer = server_.next(network::now()))
    (void)host_.send(answer->peer, answer->response);
}

void Peers::on(PeerNumber from, const message::SyncResponse& said) {
  sync_.response(from, said, network::now());
  catch_up();
}

/// Chunks come with the blocks that stored them; whoever asks for one alone is told to go that way.
void Peers::on(PeerNumber from, const message::ChunkRequest& said) {
  (void)host_.send(from, message::ChunkResponse{said.id, std::nullopt});
}

// ---- Time, and who is behind ----------------------------------------------------------------

void Peers::wait_for_tick() {
  timer_.expires_after(kTick);
  timer_.async_wait([this](const boost::system::error_code& cancelled) {
    if (cancelled || stopped_) return;
    tick();
    wait_for_tick();
  });
}

void Peers::tick() {
  const auto now = network::now();
  if (++ticks_ % kTicksOfMemory == 0) heard_ = network::Seen{kHeardMost};
  relay_.tick(now);
  const auto waits = [this](const Hash& block) { return validator_->waits_for(block); };
  for (const auto& ask : quest_.due(now, waits, numbers()))
    send(Peer{ask.peer}, gossip::Message{gossip::BlockWanted{ask.block}});
  serve();
  sync_.elapse(now);
  catch_up();
}

/// A block that is imported announces itself to us as committed: that is no reason to come here
/// again from within.
void Peers::catch_up() {
  if (std::exchange(catching_up_, true)) return;
  // The rest at the next tick: whoever else wants something is served in between.
  for (unsigned n = 0; n < kImportsAtOnce; ++n) {
    const auto block = sync_.take_next();
    if (!block) break;
    import(*block);
  }
  const auto now = network::now();
  for (const auto& ask : sync_.asks(now))
    if (!host_.send(ask.peer, ask.request)) sync_.unsent(ask, now);
  for (const auto& blame : sync_.blames()) host_.report(blame.peer, conduct_of(blame.fault));
  catching_up_ = false;
}

void Peers::import(const network::Sync::Ready& ready) {
  validator_->received(ready.from, commit_of(ready));
  if (chain_.head().number >= ready.number) return host_.report(ready.from, Conduct::UsefulBlock);
  spdlog::warn("block {} is final and was not committed here; its turn comes again", ready.number);
  sync_.restart();
}

}  // namespace descent::service
