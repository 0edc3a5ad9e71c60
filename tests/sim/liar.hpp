#pragma once
/// # Liars
/// Machines that depart from the rules. All but breaking signatures is theirs: they have the real
/// node's engine, driver and chain, see what it says before it leaves, and share what they know.
#include <deque>

#include "consensus/engine.hpp"
#include "node/pool/pool.hpp"
#include "node/service/chain.hpp"
#include "tests/sim/dice.hpp"
#include "tests/sim/founding.hpp"
#include "tests/sim/letter.hpp"
#include "tests/sim/options.hpp"

namespace descent::sim {

using Place = std::tuple<BlockNumber, consensus::Round, consensus::VoteKind>;
inline Place place_of(const consensus::Vote& vote) { return {vote.number, vote.round, vote.kind}; }

/// What liars have agreed on: beside a block, the other one that half of the others are told of.
using Twins = std::map<Hash, Hash>;

class Liar {
 public:
  /// Whose lies these are, and where. What is referred to outlives the liar.
  struct Scene {
    const Founding& founding;
    std::size_t self{};
    Dice& dice;
    Twins& twins;
    const std::map<Place, consensus::SignBytes>& signed_places;  ///< by the honest part of it
    std::function<service::Chain*()> chain;                      ///< nullptr while it is down
    std::function<const pool::Pool*()> pool;                     ///< the same
    std::function<Moment()> now;
  };

  explicit Liar(Scene scene) : scene_{std::move(scene)} {}
  Liar(const Liar&) = delete;
  Liar& operator=(const Liar&) = delete;
  virtual ~Liar() = default;

  /// The engine its node runs.
  virtual std::unique_ptr<consensus::Engine> engine() const;
  /// What machine `to` is told instead of `letter`: any number of letters.
  virtual std::vector<Letter> instead(const Letter& letter, std::size_t to);
  /// What it says to all without a reason, now and then.
  virtual std::vector<Letter> unasked() { return {}; }
  /// True if signing this would contradict a lie.
  virtual bool has_lied_at(const Place&) const { return false; }
  /// True if it has said two things at one place: the only lie that can be proved.
  virtual bool is_punishable() const { return false; }

  /// It remembers what it hears. returns  false if its node shall not: it would accuse itself
  bool hears(const Letter& letter);

 protected:
  static constexpr std::size_t kHeardMost = 32;

  const crypto::Keypair& key() const { return scene_.founding.keys[scene_.self]; }
  consensus::AuthorityId id() const { return {key().account().id}; }
  consensus::Vote sign(const consensus::Vote& vote) const;
  /// The vote in a letter that is ours; nullptr if there is none.
  const consensus::Vote* own_vote(const Letter& letter) const;

  Scene scene_;
  std::deque<consensus::Vote> heard_;  ///< votes of others, the newest behind
};

/// The vote in a letter, if it is one, with or without a block.
const consensus::Vote* vote_in(const Letter& letter);

std::unique_ptr<Liar> make_liar(LiarKind kind, const Liar::Scene& scene);

/// Each kind is made here.
std::unique_ptr<Liar> make_equivocating(const Liar::Scene& scene);
std::unique_ptr<Liar> make_amnesiac(const Liar::Scene& scene);
std::unique_ptr<Liar> make_silent(const Liar::Scene& scene);
std::unique_ptr<Liar> make_lying(const Liar::Scene& scene);

/// An engine that forgets what it is locked on.
std::unique_ptr<consensus::Engine> make_forgetful();

}  // namespace descent::sim
