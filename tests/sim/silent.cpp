// Hears everything and says nothing, to anybody or to half of the others.
#include "tests/sim/liar.hpp"

namespace descent::sim {
namespace {

class Silent final : public Liar {
 public:
  explicit Silent(const Scene& scene) : Liar{scene}, half_{scene.dice.one_in(2)} {}

  std::vector<Letter> instead(const Letter& letter, std::size_t to) override {
    if (half_ && to % 2 == 0) return {letter};
    return {};
  }

 private:
  const bool half_;
};

}  // namespace

std::unique_ptr<Liar> make_silent(const Liar::Scene& scene) {
  return std::make_unique<Silent>(scene);
}

}  // namespace descent::sim
