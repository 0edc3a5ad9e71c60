// Forgets what it is locked on: in a later round it votes for, or proposes, whatever comes. Some
// also tell only half of the others what they precommit to, so that these decide and the rest goes
// on. It never says two things at one place, so nobody can prove anything.
#include "consensus/bft/bft.hpp"
#include "tests/sim/liar.hpp"

namespace descent::sim {
namespace {

class Forgetful final : public consensus::Engine {
 public:
  consensus::Effects step(const consensus::Input& input) override {
    auto out = inner_.step(input);
    if (inner_.state().locked || inner_.state().valid) forget();
    return out;
  }

 private:
  void forget() {
    auto state = inner_.state();
    state.locked.reset();
    state.valid.reset();
    inner_ = consensus::Bft{std::move(state)};
  }

  consensus::Bft inner_;
};

class Amnesiac final : public Liar {
 public:
  explicit Amnesiac(const Scene& scene) : Liar{scene}, half_{scene.dice.one_in(2)} {}

  std::unique_ptr<consensus::Engine> engine() const override { return make_forgetful(); }
  std::vector<Letter> instead(const Letter& letter, std::size_t to) override {
    const auto* vote = own_vote(letter);
    const bool precommit = vote != nullptr && vote->kind == consensus::VoteKind::Precommit;
    if (half_ && precommit && to % 2 == 1) return {};
    return Liar::instead(letter, to);
  }

 private:
  const bool half_;
};

}  // namespace

std::unique_ptr<consensus::Engine> make_forgetful() { return std::make_unique<Forgetful>(); }

std::unique_ptr<Liar> make_amnesiac(const Liar::Scene& scene) {
  return std::make_unique<Amnesiac>(scene);
}

}  // namespace descent::sim
