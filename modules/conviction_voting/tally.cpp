#include "modules/conviction_voting/tally.hpp"

#include "runtime/primitives/arithmetic.hpp"

namespace descent::modules::conviction_voting {

namespace {

constexpr std::uint32_t kBillion = 1'000'000'000;

Perbill part(Balance some, Balance all) {
  if (all == 0) return {0};
  const auto parts = some < all ? mul_div_floor(some, kBillion, all) : Result<u128>{kBillion};
  return {parts ? static_cast<std::uint32_t>(*parts) : kBillion};
}

Tally split(Balance aye, Balance nay, Balance abstain) {
  const Balance support = saturating_add_of(aye, abstain);
  return {weighed(Conviction::None, aye).votes, weighed(Conviction::None, nay).votes, support};
}

}  // namespace

Tally Tally::of(bool aye, const Delegations& delegations) {
  if (aye) return {delegations.votes, 0, delegations.capital};
  return {0, delegations.votes, 0};
}

Tally Tally::of(const AccountVote& vote) {
  if (const auto* v = std::get_if<account_vote::Standard>(&vote))
    return of(v->vote.aye, weighed(v->vote.conviction, v->balance));
  if (const auto* v = std::get_if<account_vote::Split>(&vote)) return split(v->aye, v->nay, 0);
  const auto& v = std::get<account_vote::SplitAbstain>(vote);
  return split(v.aye, v.nay, v.abstain);
}

Result<> Tally::add(const Tally& other) {
  const Balance more_ayes = DESCENT_TRY(checked_add(ayes, other.ayes));
  const Balance more_nays = DESCENT_TRY(checked_add(nays, other.nays));
  const Balance more_support = DESCENT_TRY(checked_add(support, other.support));
  *this = {more_ayes, more_nays, more_support};
  return {};
}

Result<> Tally::remove(const Tally& other) {
  const Balance less_ayes = DESCENT_TRY(checked_sub(ayes, other.ayes));
  const Balance less_nays = DESCENT_TRY(checked_sub(nays, other.nays));
  const Balance less_support = DESCENT_TRY(checked_sub(support, other.support));
  *this = {less_ayes, less_nays, less_support};
  return {};
}

Perbill Tally::approval() const { return part(ayes, saturating_add_of(ayes, nays)); }

Perbill Tally::supported(Balance issuance) const { return part(support, issuance); }

}  // namespace descent::modules::conviction_voting
