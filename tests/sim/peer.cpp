#include "tests/sim/peer.hpp"

#include <algorithm>

#include "node/service/sync_import.hpp"

namespace descent::sim {

namespace gossip = service::gossip;
namespace message = network::message;
using network::PeerNumber;

Peer::Peer(Wire& wire, service::Chain& chain, service::Verifier& verifier)
    : wire_{wire},
      chain_{chain},
      server_{chain.blocks()},
      checker_{chain, verifier},
      sync_{checker_} {}

// ---- Who is there ---------------------------------------------------------------------------

void Peer::joined(PeerNumber peer, BlockNumber best) {
  best_[peer] = best;
  others_.insert(peer);
  sync_.peer_has(peer, best);
}

void Peer::gone(PeerNumber peer) {
  best_.erase(peer);
  others_.erase(peer);
  server_.gone(peer);
  sync_.gone(peer);
  quest_.gone(peer);
  validator_->gone(peer);
}

// ---- What is said ---------------------------------------------------------------------------

void Peer::broadcast(const gossip::Message& said, bool again) {
  if (const auto* wanted = std::get_if<gossip::BlockWanted>(&said))
    return quest_.want(wanted->block, wire_.instant());
  if (const auto* wanted = std::get_if<gossip::CommitWanted>(&said)) return ask_for_commit(*wanted);
  wire_.tell_all(said, again);
}

/// One at a time, of those that say they have it.
void Peer::ask_for_commit(const gossip::CommitWanted& wanted) {
  const auto has_it = [&](const auto& entry) { return entry.second >= wanted.number; };
  auto chosen = std::find_if(best_.upper_bound(asked_last_), best_.end(), has_it);
  if (chosen == best_.end()) chosen = std::ranges::find_if(best_, has_it);
  if (chosen == best_.end()) return;
  asked_last_ = chosen->first;
  wire_.tell(chosen->first, gossip::Message{wanted});
}

void Peer::committed(const Header& header) {
  quest_.clear();
  sync_.head_moved(header.number);
  announce(header);
}

void Peer::announce(const Header& header) {
  wire_.tell_all(message::Announce{scale::encoded(header)}, false);
}

// ---- What is heard --------------------------------------------------------------------------

void Peer::hear(PeerNumber from, const Letter& letter) {
  std::visit([&](const auto& what) { on(from, what); }, letter);
}

void Peer::on(PeerNumber from, const gossip::Message& message) {
  const auto* said = std::get_if<gossip::Said>(&message);
  if (said != nullptr && said->vote.block) quest_.mentioned(from, *said->vote.block);
  validator_->received(from, message);
}

void Peer::on(PeerNumber from, const message::Announce& announce) {
  const auto header = scale::decoded<Header>(announce.header);
  const auto known = best_.find(from);
  if (!header || known == best_.end()) return;
  known->second = std::max<BlockNumber>(known->second, header->number.value);
  sync_.peer_has(from, header->number);
}

void Peer::on(PeerNumber from, const message::SyncRequest& request) {
  if (server_.asked(from, request)) serve();
}

void Peer::on(PeerNumber from, const message::SyncResponse& response) {
  sync_.response(from, response, wire_.instant());
  catch_up();
}

void Peer::serve() {
  while (const auto answer = server_.next(wire_.instant()))
    wire_.tell(answer->peer, answer->response);
}

// ---- Time, and who is behind ----------------------------------------------------------------

void Peer::tick() {
  const auto waits = [this](const Hash& block) { return validator_->waits_for(block); };
  for (const auto& ask : quest_.due(wire_.instant(), waits, others_))
    wire_.tell(ask.peer, gossip::Message{gossip::BlockWanted{ask.block}});
  serve();
  catch_up();
  // A letter that is lost is a connection that broke; the next one begins with a handshake.
  if (++ticks_ % kTicksOfSilence == 0) announce(chain_.head());
}

/// A block that is imported announces itself as committed: no reason to come here from within.
void Peer::catch_up() {
  if (std::exchange(catching_up_, true)) return;
  for (unsigned n = 0; n < kImportsAtOnce; ++n) {
    const auto block = sync_.take_next();
    if (!block) break;
    import(*block);
  }
  for (const auto& ask : sync_.asks(wire_.instant())) wire_.tell(ask.peer, ask.request);
  static_cast<void>(sync_.blames());
  catching_up_ = false;
}

void Peer::import(const network::Sync::Ready& block) {
  validator_->received(block.from, service::commit_of(block));
  if (chain_.head().number >= block.number)
    ++fetched_;
  else
    sync_.restart();
}

}  // namespace descent::sim
