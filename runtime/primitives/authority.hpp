#pragma once
// Who decides on blocks, and with how much weight.
#include "runtime/primitives/types.hpp"

namespace descent::consensus {

/// The ed25519 public key of a validator's session: who a vote is from, and what checks it.
struct AuthorityId {
  static constexpr std::string_view type_path = "descent_consensus::AuthorityId";
  static constexpr bool unnamed = true;
  std::array<std::uint8_t, 32> key{};
  DESCENT_FIELDS(key)
  friend auto operator<=>(const AuthorityId&, const AuthorityId&) = default;
};

struct Authority {
  AuthorityId id;
  std::uint64_t power{};  ///< its share of the decision, by stake
  DESCENT_FIELDS(id, power)
  friend bool operator==(const Authority&, const Authority&) = default;
};

inline constexpr std::size_t kAuthoritiesMax = 256;
using AuthorityIndex = std::uint16_t;  ///< a place in the set
static_assert(kAuthoritiesMax <= 1 + std::size_t{UINT16_MAX});

/// Those who decide on one height, in canonical order.
using AuthoritySet = Bounded<Authority, kAuthoritiesMax>;

/// A sum of powers: 256 of 64 bits take 72, and thrice that 74, so none of the sums below wraps.
using Power = u128;
inline constexpr Power kTotalPowerMax = Power{kAuthoritiesMax} * UINT64_MAX;
static_assert(kTotalPowerMax <= ~Power{0} / 3);

/// True if the set can decide: at least one authority and at most kAuthoritiesMax, ids strictly
/// ascending (so none is twice in it), no power zero.
bool is_canonical(const AuthoritySet& set);

/// The place of `id` in a canonical set.
std::optional<AuthorityIndex> index_of(const AuthoritySet& set, const AuthorityId& id);

Power total_power(const AuthoritySet& set);

/// True if `part` is more than two thirds of `total`: any two such parts share more than a third,
/// so one that is honest while less than a third lies.
/// REQUIRES part <= total <= kTotalPowerMax.
bool is_quorum(Power part, Power total);

/// True if `part` is more than a third of `total`: one of it is honest while less than a third
/// lies. REQUIRES part <= total <= kTotalPowerMax.
bool is_honest_part(Power part, Power total);

}  // namespace descent::consensus
