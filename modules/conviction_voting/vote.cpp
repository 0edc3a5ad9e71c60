#include "modules/conviction_voting/vote.hpp"

#include <algorithm>

#include "runtime/primitives/arithmetic.hpp"

namespace descent::modules::conviction_voting {

// ---- One vote -------------------------------------------------------------------------------

Balance AccountVote::balance() const {
  if (const auto* v = std::get_if<account_vote::Standard>(this)) return v->balance;
  if (const auto* v = std::get_if<account_vote::Split>(this))
    return saturating_add_of(v->aye, v->nay);
  const auto& v = std::get<account_vote::SplitAbstain>(*this);
  return saturating_add_of(saturating_add_of(v.aye, v.nay), v.abstain);
}

std::optional<bool> AccountVote::side() const {
  const auto* v = std::get_if<account_vote::Standard>(this);
  return v == nullptr ? std::nullopt : std::optional{v->vote.aye};
}

std::uint32_t AccountVote::locked_for(bool approved) const {
  const auto* v = std::get_if<account_vote::Standard>(this);
  return v != nullptr && v->vote.aye == approved ? lock_periods(v->vote.conviction) : 0;
}

// ---- All of an account ----------------------------------------------------------------------

void PriorLock::accumulate(BlockNumber block, Balance locked) {
  until = std::max(until, block);
  amount = std::max(amount, locked);
}

void PriorLock::expire(BlockNumber now) {
  if (now >= until) *this = {};
}

const Casting* Voting::casting() const {
  const auto* v = std::get_if<voting::Casting>(this);
  return v == nullptr ? nullptr : &v->value;
}
Casting* Voting::casting() {
  auto* v = std::get_if<voting::Casting>(this);
  return v == nullptr ? nullptr : &v->value;
}
const Delegating* Voting::delegating() const {
  const auto* v = std::get_if<voting::Delegating>(this);
  return v == nullptr ? nullptr : &v->value;
}
Delegating* Voting::delegating() {
  auto* v = std::get_if<voting::Delegating>(this);
  return v == nullptr ? nullptr : &v->value;
}

Delegations& Voting::delegations() {
  auto* v = casting();
  return v != nullptr ? v->delegations : delegating()->delegations;
}

PriorLock& Voting::prior() {
  auto* v = casting();
  return v != nullptr ? v->prior : delegating()->prior;
}

Balance Voting::locked() const {
  if (const auto* v = delegating()) return std::max(v->balance, v->prior.amount);
  Balance out = casting()->prior.amount;
  for (const auto& [poll, vote] : casting()->votes) out = std::max(out, vote.balance());
  return out;
}

}  // namespace descent::modules::conviction_voting

namespace descent::scale {

namespace {

constexpr std::uint8_t kAye = 0x80;

}  // namespace

void Codec<modules::conviction_voting::Vote>::encode(Bytes& out, const Vote& vote) {
  const auto conviction = static_cast<std::uint8_t>(vote.conviction);
  out.push_back(static_cast<std::uint8_t>(vote.aye ? conviction | kAye : conviction));
}

void Codec<modules::conviction_voting::Vote>::decode(Reader& in, Vote& vote) {
  const std::uint8_t byte = in.byte();
  vote.aye = (byte & kAye) != 0;
  vote.conviction = static_cast<modules::conviction_voting::Conviction>(byte & ~kAye);
  if (in.ok() && !is_variant(vote.conviction)) in.fail(Error::UnknownVariant);
}

}  // namespace descent::scale
