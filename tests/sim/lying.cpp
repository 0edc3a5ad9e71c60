// Says what is not so, but never two things at one place: nothing of it can be proved, and nothing
// of it may be believed.
#include "tests/sim/false_proposal.hpp"

namespace descent::sim {
namespace {

namespace gossip = service::gossip;
namespace message = network::message;
using consensus::Round;
using consensus::Vote;
using consensus::VoteKind;

constexpr Round kFarRound = 1'000;  ///< further than any run gets
constexpr BlockNumber kFarNumber = 1'000;

Letter said(const Vote& vote) { return gossip::Message{gossip::Said{vote}}; }

class Lying final : public Liar {
 public:
  using Liar::Liar;

  std::vector<Letter> instead(const Letter& letter, std::size_t to) override;
  std::vector<Letter> unasked() override;
  bool has_lied_at(const Place& place) const override { return lies_.contains(place); }

 private:
  using Letters = std::vector<Letter>;

  Letters instead_of_own(const Letter& letter, const Vote& vote);
  Letter false_proposal(const gossip::Proposed& proposed);
  Letter false_vote(Vote vote);
  Letter instead_of(const message::SyncResponse& response);
  Letter instead_of(const gossip::Message& message);
  Letters false_evidence();
  Letters false_certificate();
  Letters far_votes();
  Letters impersonations();
  Letters out_of_turn();
  Letters far_head();

  /// Signed, unless that would contradict something.
  std::optional<Vote> sign_once(const Vote& vote);
  std::vector<consensus::Equivocation> forged() const;
  /// An empty block on the head, as its node would make it.
  std::optional<Block> some_block();
  void flip(Bytes& bytes);
  void flip(std::vector<Bytes>& list);

  std::map<Place, Letters> told_;  ///< instead of what its node said: the same to all, always
  std::map<Place, consensus::SignBytes> lies_;
};

// ---- Instead of what the node says ----------------------------------------------------------

std::vector<Letter> Lying::instead(const Letter& letter, std::size_t to) {
  if (const Vote* vote = own_vote(letter)) {
    const auto at = told_.find(place_of(*vote));
    if (at != told_.end()) return at->second;
    return told_.emplace(place_of(*vote), instead_of_own(letter, *vote)).first->second;
  }
  if (!scene_.dice.one_in(3)) return Liar::instead(letter, to);
  if (const auto* response = std::get_if<message::SyncResponse>(&letter))
    return {instead_of(*response)};
  if (const auto* message = std::get_if<gossip::Message>(&letter)) {
    if (std::holds_alternative<gossip::PartsFound>(*message) && scene_.dice.one_in(2)) return {};
    if (!std::holds_alternative<gossip::Caught>(*message)) return {instead_of(*message)};
  }
  return Liar::instead(letter, to);
}

std::vector<Letter> Lying::instead_of_own(const Letter& letter, const Vote& vote) {
  const auto* proposed = std::get_if<gossip::Proposed>(std::get_if<gossip::Message>(&letter));
  if (proposed != nullptr) return {false_proposal(*proposed)};
  if (scene_.dice.one_in(2)) return {letter};
  return {false_vote(vote)};
}

Letter Lying::false_proposal(const gossip::Proposed& proposed) {
  const auto how =
      static_cast<Falsehood>(scene_.dice.below(static_cast<std::uint64_t>(Falsehood::kCount)));
  auto out = falsified(proposed, how, {scene_.chain(), scene_.pool(), scene_.now(), forged()});
  if (how == Falsehood::OtherParts) forgery::spoil(out.sketch, scene_.dice);
  out.vote = sign(out.vote);
  if (how == Falsehood::BadSignature) out.vote.signature[0] ^= 1;
  return gossip::Message{out};
}

/// For a block that is not there, or with a signature that is none. A precommit leaves the node in
/// certificates, too: two of them would prove the lie.
Letter Lying::false_vote(Vote vote) {
  if (vote.kind == VoteKind::Prevote && scene_.dice.one_in(2)) {
    vote.block = Hash{{static_cast<std::uint8_t>(scene_.dice.below(256)), 1}};
    return said(sign(vote));
  }
  vote.signature[scene_.dice.below(vote.signature.size())] ^= 1;
  return said(vote);
}

Letter Lying::instead_of(const message::SyncResponse& response) {
  auto out = response;
  const auto which = scene_.dice.below(3);
  flip(which == 0 ? out.headers : which == 1 ? out.certificates : out.bodies);
  return out;
}

/// An answer about a block with another block, or with what is none; a question about parts that
/// do not exist; a vote of somebody else with another vote.
Letter Lying::instead_of(const gossip::Message& message) {
  auto out = message;
  if (auto* vote = std::get_if<gossip::Said>(&out)) vote->vote.round += 1;
  if (auto* found = std::get_if<gossip::BlockFound>(&out)) {
    if (scene_.dice.one_in(2))
      forgery::spoil(found->sketch, scene_.dice);
    else
      found->sketch.header.state_root.bytes[0] ^= 1;
  }
  if (auto* found = std::get_if<gossip::PartsFound>(&out)) flip(found->extrinsics);
  if (auto* wanted = std::get_if<gossip::PartsWanted>(&out))
    wanted->places.emplace_back(UINT32_MAX);
  if (auto* found = std::get_if<gossip::CommitFound>(&out)) {
    found->block.header.state_root.bytes[0] ^= 1;
    found->certificate.block = forgery::reseal(found->block);
  }
  return out;
}

// ---- Unasked --------------------------------------------------------------------------------

std::vector<Letter> Lying::unasked() {
  switch (scene_.dice.below(6)) {
    case 0: return false_evidence();
    case 1: return false_certificate();
    case 2: return far_votes();
    case 3: return impersonations();
    case 4: return out_of_turn();
    default: return far_head();
  }
}

std::vector<consensus::Equivocation> Lying::forged() const {
  std::vector<consensus::Equivocation> out;
  const auto add = [&](const auto& evidence) {
    if (evidence) out.push_back(*evidence);
  };
  if (heard_.empty()) return out;
  const Vote& vote = heard_.back();
  add(forgery::relabelled(vote));
  add(forgery::signed_by_another(vote, vote.validator, key(), scene_.founding.genesis));
  for (const Vote& other : heard_)
    if (other.validator == vote.validator && place_of(other) != place_of(vote))
      add(forgery::moved(vote, other));
  return out;
}

std::vector<Letter> Lying::false_evidence() {
  Letters out;
  for (const auto& evidence : forged()) out.push_back(gossip::Message{gossip::Caught{evidence}});
  return out;
}

std::optional<Block> Lying::some_block() {
  service::Chain* chain = scene_.chain();
  if (chain == nullptr) return std::nullopt;
  const Moment time = std::max(scene_.now(), chain->earliest_next());
  auto made = forgery::block_with(*chain, time, {}, {});
  if (!made) return std::nullopt;
  return std::move(made->block);
}

std::vector<Letter> Lying::false_certificate() {
  auto block = some_block();
  if (!block) return {};
  block->header.state_root.bytes[0] ^= 1;
  const auto round = static_cast<Round>(kFarRound + scene_.dice.below(kFarRound));
  const auto own = sign_once({.number = block->header.number,
                              .round = round,
                              .kind = VoteKind::Precommit,
                              .block = forgery::reseal(*block),
                              .validator = id()});
  if (!own) return {};
  const auto how = static_cast<forgery::Certificate>(
      scene_.dice.below(static_cast<std::uint64_t>(forgery::Certificate::kCount)));
  const auto set = forgery::authorities(*scene_.chain());
  return {gossip::Message{
      gossip::CommitFound{forgery::certificate(how, *own, set, scene_.dice), *block}}};
}

/// Of a round, then of a height, that nobody is in.
std::vector<Letter> Lying::far_votes() {
  if (heard_.empty()) return {};
  Letters out;
  Vote vote = heard_.back();
  vote.kind = VoteKind::Prevote;
  vote.valid_round.reset();
  vote.validator = id();
  vote.round += static_cast<Round>(kFarRound + scene_.dice.below(kFarRound));
  if (const auto lie = sign_once(vote)) out.push_back(said(*lie));
  vote.number += static_cast<BlockNumber>(1 + scene_.dice.below(kFarNumber));
  if (const auto lie = sign_once(vote)) out.push_back(said(*lie));
  return out;
}

/// Votes in the name of another, signed by us, and votes of another, altered.
std::vector<Letter> Lying::impersonations() {
  if (heard_.empty()) return {};
  Vote vote = heard_.back();
  vote.kind = VoteKind::Precommit;
  vote.valid_round.reset();
  Vote altered = heard_.front();
  altered.round += 1;
  return {said(sign(vote)), said(altered)};
}

std::vector<Letter> Lying::out_of_turn() {
  const auto block = some_block();
  if (!block) return {};
  Block sealed = *block;
  const auto proposal = sign_once({.number = block->header.number,
                                   .round = static_cast<Round>(scene_.dice.below(3)),
                                   .kind = VoteKind::Proposal,
                                   .block = forgery::reseal(sealed),
                                   .validator = id()});
  if (!proposal) return {};
  return {gossip::Message{gossip::Proposed{*proposal, forgery::whole(sealed)}}};
}

std::vector<Letter> Lying::far_head() {
  const service::Chain* chain = scene_.chain();
  if (chain == nullptr) return {};
  Header header = chain->head();
  header.number.value += kFarNumber;
  return {message::Announce{scale::encoded(header)}};
}

// ---- Both -----------------------------------------------------------------------------------

std::optional<Vote> Lying::sign_once(const Vote& vote) {
  const auto message = sign_bytes(scene_.founding.genesis, vote);
  const auto contradicts = [&](const auto& places) {
    const auto at = places.find(place_of(vote));
    return at != places.end() && at->second != message;
  };
  if (contradicts(lies_) || contradicts(scene_.signed_places)) return std::nullopt;
  lies_.emplace(place_of(vote), message);
  return sign(vote);
}

void Lying::flip(Bytes& bytes) {
  if (!bytes.empty()) bytes[scene_.dice.below(bytes.size())] ^= 1;
}

void Lying::flip(std::vector<Bytes>& list) {
  if (!list.empty()) flip(list[scene_.dice.below(list.size())]);
}

}  // namespace

std::unique_ptr<Liar> make_lying(const Liar::Scene& scene) {
  return std::make_unique<Lying>(scene);
}

}  // namespace descent::sim
