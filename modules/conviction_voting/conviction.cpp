#include "modules/conviction_voting/conviction.hpp"

#include "runtime/primitives/arithmetic.hpp"

namespace descent::modules::conviction_voting {

std::uint32_t lock_periods(Conviction conviction) {
  if (conviction == Conviction::None) return 0;
  return 1u << (static_cast<std::uint32_t>(conviction) - 1);
}

Delegations operator+(const Delegations& a, const Delegations& b) {
  return {saturating_add_of(a.votes, b.votes), saturating_add_of(a.capital, b.capital)};
}

Delegations operator-(const Delegations& a, const Delegations& b) {
  return {saturating_sub_of(a.votes, b.votes), saturating_sub_of(a.capital, b.capital)};
}

Delegations weighed(Conviction conviction, Balance capital) {
  if (conviction == Conviction::None) return {capital / 10, capital};
  const auto votes = checked_mul(capital, static_cast<Balance>(conviction));
  return {votes ? *votes : ~Balance{0}, capital};
}

}  // namespace descent::modules::conviction_voting
