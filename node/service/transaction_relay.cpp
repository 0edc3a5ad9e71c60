#include "node/service/transaction_relay.hpp"

#include "runtime/frame/extrinsic.hpp"

namespace descent::service {

using network::Instant;
using network::message::Transactions;

namespace {

/// True if no state makes it right: the words themselves are wrong. A signature is judged with the
/// rules' version, so a node that waits for its upgrade may think so of others: it is a small
/// fault.
bool is_wrong_everywhere(const frame::TransactionValidityError& why) {
  return why.is<frame::invalid::BadProof>() || why.is<frame::invalid::BadSigner>() ||
         why.is<frame::invalid::MandatoryValidation>();
}

}  // namespace

void TransactionRelay::joined(PeerNumber peer, Instant) {
  auto& known = peers_.try_emplace(peer, kKnownMost).first->second;
  announce(peer, known, pool_.hashes());
}

void TransactionRelay::gone(PeerNumber peer, Instant now) {
  peers_.erase(peer);
  ask(fetcher_.gone(peer, now));
}

void TransactionRelay::received(PeerNumber from, const Transactions& message, Instant now) {
  if (!peers_.contains(from)) return;
  hear_announced(from, message.announced, now);
  answer(from, message.wanted);
  for (const Bytes& body : message.bodies) hear_body(from, body);
}

// ---- Telling --------------------------------------------------------------------------------

void TransactionRelay::taken(const Hash& transaction) {
  fresh_.push_back(transaction);
  if (!fetcher_.has(transaction) && young_.size() < kYoungMost) young_.try_emplace(transaction);
}

void TransactionRelay::note_taker(const Hash& transaction, PeerNumber taker) {
  const auto young = young_.find(transaction);
  if (young == young_.end()) return;
  young->second.takers.insert(taker);
  if (2 * young->second.takers.size() >= peers_.size()) young_.erase(young);
}

void TransactionRelay::let_age(const std::vector<Hash>& announced, Instant now) {
  for (const Hash& transaction : announced)
    if (const auto young = young_.find(transaction); young != young_.end())
      young->second.announced = now;
  std::erase_if(young_, [&](const auto& young) {
    return young.second.announced && *young.second.announced + kSpread <= now;
  });
}

void TransactionRelay::tick(Instant now) {
  const auto fresh = std::exchange(fresh_, {});
  for (auto& [peer, known] : peers_) announce(peer, known, fresh);
  let_age(fresh, now);
  std::vector<PeerNumber> late;
  const auto others = fetcher_.elapse(now, late);
  // Once, however many are missing: what was announced during an outage arrives after it all at
  // once and is in blocks by then, so that no honest peer can give any of it.
  for (const PeerNumber peer : std::set<PeerNumber>{late.begin(), late.end()})
    outbox_.report(peer, Deed::NoAnswer);
  ask(others);
}

/// What the peer has not; what left the pool again is not worth its time.
void TransactionRelay::announce(PeerNumber to, network::Seen& known,
                                const std::vector<Hash>& hashes) {
  Transactions message;
  for (const Hash& hash : hashes) {
    if (!pool_.contains(hash) || !known.insert(hash)) continue;
    message.announced.push_back(hash);
    if (message.announced.size() < kAnnouncedMost) continue;
    outbox_.send(to, message);
    message.announced.clear();
  }
  if (!message.announced.empty()) outbox_.send(to, message);
}

void TransactionRelay::answer(PeerNumber to, const std::vector<Hash>& wanted) {
  Transactions message;
  std::size_t bytes = 0, bodies = 0;
  for (const Hash& hash : wanted) {
    if (++bodies > kWantedMost) break;
    const Bytes* body = pool_.find(hash);
    if (body == nullptr) continue;
    note_taker(hash, to);
    if (!message.bodies.empty() && bytes + body->size() > kBodiesBytes) {
      outbox_.send(to, message);
      message.bodies.clear();
      bytes = 0;
    }
    bytes += body->size();
    message.bodies.push_back(*body);
  }
  if (!message.bodies.empty()) outbox_.send(to, message);
}

// ---- Hearing --------------------------------------------------------------------------------

void TransactionRelay::hear_announced(PeerNumber from, const std::vector<Hash>& hashes,
                                      Instant now) {
  auto& known = peers_.at(from);
  std::vector<network::Fetcher<PeerNumber>::Ask> asks;
  for (const Hash& hash : hashes) {
    known.insert(hash);
    young_.erase(hash);
    if (pool_.contains(hash)) continue;
    if (const auto one = fetcher_.announced(from, hash, now)) asks.push_back(*one);
  }
  ask(asks);
}

/// In messages no greater than a peer answers whole.
void TransactionRelay::ask(const std::vector<network::Fetcher<PeerNumber>::Ask>& asks) {
  std::map<PeerNumber, Transactions> messages;
  for (const auto& one : asks) {
    auto& message = messages[one.peer];
    message.wanted.push_back(one.hash);
    if (message.wanted.size() < kWantedMost) continue;
    outbox_.send(one.peer, message);
    message.wanted.clear();
  }
  for (const auto& [peer, message] : messages)
    if (!message.wanted.empty()) outbox_.send(peer, message);
}

/// Refused for what only this node's state says (a nonce, a full pool) is nobody's fault: the peer
/// may stand on another block.
void TransactionRelay::hear_body(PeerNumber from, const Bytes& body) {
  using Kind = pool::Refusal::Kind;
  const Hash hash = frame::extrinsic_hash(body);
  const bool expected = fetcher_.received(from, hash);
  peers_.at(from).insert(hash);
  if (!expected) return outbox_.report(from, Deed::Unasked);
  const auto done = pool_.submit(body);
  if (done) return outbox_.report(from, Deed::Useful);
  if (done.error().kind != Kind::Invalid || !done.error().validity) return;
  if (is_wrong_everywhere(*done.error().validity)) outbox_.report(from, Deed::Invalid);
}

}  // namespace descent::service
