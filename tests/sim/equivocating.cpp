// Tells half of the others that it votes for something else, and proposes another block to them.
// Several of the kind do it in concert: the same halves, the same other blocks. Some forget their
// lock besides: whom half of the others have followed to a decision, the other half need not know.
#include <algorithm>

#include "tests/sim/forgery.hpp"

namespace descent::sim {
namespace {

namespace gossip = service::gossip;
using consensus::Vote;
using consensus::VoteKind;

class Equivocating final : public Liar {
 public:
  explicit Equivocating(const Scene& scene) : Liar{scene}, forgets_{scene.dice.one_in(2)} {}

  std::unique_ptr<consensus::Engine> engine() const override {
    return forgets_ ? make_forgetful() : Liar::engine();
  }

  std::vector<Letter> instead(const Letter& letter, std::size_t to) override {
    const Vote* vote = own_vote(letter);
    if (vote == nullptr || to % 2 == 0) return Liar::instead(letter, to);
    if (vote->kind == VoteKind::Proposal) return {other_proposal(letter)};
    const Vote other = other_vote(*vote);
    if (other.block != vote->block) lied_ = true;
    return {gossip::Message{gossip::Said{other}}};
  }

  bool is_punishable() const override { return lied_; }

 private:
  /// For the other block; for nothing, if there is none; for what was proposed, instead of nothing.
  Vote other_vote(Vote vote) const {
    if (vote.block) {
      const auto twin = scene_.twins.find(*vote.block);
      vote.block.reset();
      if (twin != scene_.twins.end()) vote.block = twin->second;
    } else {
      for (const Vote& heard : heard_)
        if (heard.number == vote.number && heard.round == vote.round && heard.block)
          vote.block = heard.block;
    }
    return sign(vote);
  }

  Letter other_proposal(const Letter& letter) {
    const auto* message = std::get_if<gossip::Message>(&letter);
    const auto* proposed = std::get_if<gossip::Proposed>(message);
    if (proposed == nullptr || proposed->vote.valid_round) return letter;
    auto at = others_.find(place_of(proposed->vote));
    if (at == others_.end()) {
      auto made = make_other(*proposed);
      if (!made) return letter;
      at = others_.emplace(place_of(proposed->vote), *std::move(made)).first;
    }
    lied_ = true;
    return gossip::Message{at->second};
  }

  /// An empty block a millisecond later.
  std::optional<gossip::Proposed> make_other(const gossip::Proposed& proposed) {
    service::Chain* chain = scene_.chain();
    if (chain == nullptr || chain->head_hash() != proposed.sketch.header.parent_hash)
      return std::nullopt;
    Digest digest;
    for (const auto& item : proposed.sketch.header.digest.logs)
      if (std::holds_alternative<digest_item::PreRuntime>(item)) digest.logs.push_back(item);
    const Moment time = std::max(scene_.now(), chain->earliest_next()) + 1;
    auto made = chain->build(
        time, [](frame::Execution&, std::vector<Bytes>&) {}, digest);
    if (!made) return std::nullopt;
    Vote vote = proposed.vote;
    scene_.twins[*vote.block] = made->outcome.hash;
    vote.block = made->outcome.hash;
    return gossip::Proposed{sign(vote), forgery::whole(made->block)};
  }

  const bool forgets_;
  std::map<Place, gossip::Proposed> others_;
  bool lied_ = false;
};

}  // namespace

std::unique_ptr<Liar> make_equivocating(const Liar::Scene& scene) {
  return std::make_unique<Equivocating>(scene);
}

}  // namespace descent::sim
