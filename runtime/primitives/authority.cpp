#include "runtime/primitives/authority.hpp"

#include <algorithm>

#include "runtime/primitives/assert.hpp"

namespace descent::consensus {

bool is_canonical(const AuthoritySet& set) {
  if (set.empty() || set.size() > kAuthoritiesMax) return false;
  const auto unordered = [](const Authority& a, const Authority& b) { return !(a.id < b.id); };
  if (std::ranges::adjacent_find(set, unordered) != set.end()) return false;
  return std::ranges::all_of(set, [](const Authority& a) { return a.power > 0; });
}

std::optional<AuthorityIndex> index_of(const AuthoritySet& set, const AuthorityId& id) {
  const auto at = std::ranges::lower_bound(set, id, {}, &Authority::id);
  if (at == set.end() || at->id != id) return std::nullopt;
  return static_cast<AuthorityIndex>(at - set.begin());
}

Power total_power(const AuthoritySet& set) {
  DESCENT_ASSERT(set.size() <= kAuthoritiesMax);
  Power total = 0;
  for (const auto& authority : set) total += authority.power;
  return total;
}

bool is_quorum(Power part, Power total) {
  DESCENT_ASSERT(part <= total && total <= kTotalPowerMax);
  return 3 * part > 2 * total;
}

bool is_honest_part(Power part, Power total) {
  DESCENT_ASSERT(part <= total && total <= kTotalPowerMax);
  return 3 * part > total;
}

}  // namespace descent::consensus
