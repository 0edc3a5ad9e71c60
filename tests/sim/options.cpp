#include "tests/sim/options.hpp"

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
