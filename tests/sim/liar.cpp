#include "tests/sim/liar.hpp"

#include "consensus/bft/bft.hpp"

namespace descent::sim {
namespace {

namespace gossip = service::gossip;
using consensus::Vote;

}  // namespace

const Vote* vote_in(const Letter& letter) {
  const auto* message = std::get_if<gossip::Message>(&letter);
  if (message == nullptr) return nullptr;
  if (const auto* said = std::get_if<gossip::Said>(message)) return &said->vote;
  if (const auto* proposed = std::get_if<gossip::Proposed>(message)) return &proposed->vote;
  return nullptr;
}

std::unique_ptr<consensus::Engine> Liar::engine() const {
  return std::make_unique<consensus::Bft>();
}

std::vector<Letter> Liar::instead(const Letter& letter, std::size_t) {
  const auto* message = std::get_if<gossip::Message>(&letter);
  const auto* caught = message ? std::get_if<gossip::Caught>(message) : nullptr;
  if (caught != nullptr && caught->evidence.first.validator == id()) return {};
  return {letter};
}

bool Liar::hears(const Letter& letter) {
  const Vote* vote = vote_in(letter);
  if (vote == nullptr) return true;
  if (vote->validator == id()) return false;
  heard_.push_back(*vote);
  if (heard_.size() > kHeardMost) heard_.pop_front();
  return true;
}

Vote Liar::sign(const Vote& vote) const {
  return signed_vote(vote, key(), scene_.founding.genesis);
}

const Vote* Liar::own_vote(const Letter& letter) const {
  const Vote* vote = vote_in(letter);
  return vote != nullptr && vote->validator == id() ? vote : nullptr;
}

std::unique_ptr<Liar> make_liar(LiarKind kind, const Liar::Scene& scene) {
  switch (kind) {
    case LiarKind::Equivocating: return make_equivocating(scene);
    case LiarKind::Amnesiac: return make_amnesiac(scene);
    case LiarKind::Silent: return make_silent(scene);
    case LiarKind::Lying: return make_lying(scene);
  }
  return nullptr;
}

}  // namespace descent::sim
