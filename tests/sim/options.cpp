#include "tests/sim/options.hpp"

#include "tests/sim/dice.hpp"

namespace descent::sim {

std::string_view name_of(LiarKind kind) {
  switch (kind) {
    case LiarKind::Equivocating: return "equivocating";
    case LiarKind::Amnesiac: return "amnesiac";
    case LiarKind::Silent: return "silent";
    case LiarKind::Lying: return "lying";
  }
  return "";
}

bool happens(When when, Dice& dice) {
  const bool sometimes = dice.one_in(3);
  return when == When::Always || (when == When::Sometimes && sometimes);
}

Options drawn(Options options, Dice& dice) {
  if (!happens(options.rough, dice)) return options;
  options.loss_one_in = 2 + dice.below(3);
  options.delay_ms_max += dice.below(600);
  options.power_cut_one_in *= 1 + dice.below(4);
  return options;
}

Options sized(Options options) {
  constexpr std::size_t kSmall = 8, kGreat = 32;
  if (options.machines > kSmall) options.transfers = 10;
  if (options.machines <= kGreat) return options;
  options.transfers = 3;
  options.faults_ms = 5'000;
  options.calm_ms = 20'000;
  return options;
}

}  // namespace descent::sim
