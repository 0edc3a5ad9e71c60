// Forgets what it is locked on: in a later round it votes for, or proposes, whatever comes. It
// never says two things at one place, so nobody can prove anything.
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
  using Liar::Liar;
  std::unique_ptr<consensus::Engine> engine() const override {
    return std::make_unique<Forgetful>();
  }
};

}  // namespace

std::unique_ptr<Liar> make_amnesiac(const Liar::Scene& scene) {
  return std::make_unique<Amnesiac>(scene);
}

}  // namespace descent::sim
