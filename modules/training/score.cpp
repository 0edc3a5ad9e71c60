#include "modules/training/score.hpp"

#include <algorithm>

#include "runtime/primitives/arithmetic.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::modules::training {
namespace {

bool is_gain(const Candidate& c) { return c.score && c.score->positive(); }

std::uint64_t magnitude(const kernels::Gain& gain) {
  DESCENT_ASSERT(gain.sum > 0);
  return static_cast<std::uint64_t>(gain.sum);
}

NewVersion new_version(const Scores& scores) {
  const auto contributors = accepted(scores.candidates);
  if (contributors.empty()) return {Outcome::Unchanged, {}, 0};
  if (scores.merged && scores.merged->positive())
    return {Outcome::Merged, contributors, magnitude(*scores.merged)};
  if (contributors.size() > 1 && scores.full && scores.full->positive())
    return {Outcome::FullStep, {best(scores.candidates)}, magnitude(*scores.full)};
  return {Outcome::Unchanged, {}, 0};
}

Balance payable(const PayTerms& terms, const NewVersion& version, std::uint32_t samples) {
  const u128 greatest = u128{samples} * terms.target;
  return mul_div(terms.reward, std::min<u128>(version.gain, greatest), greatest);
}

/// Shares `amount` among the contributors above one standard error, in proportion to their gains.
Balance pay(std::vector<Verdict>& verdicts, const Scores& scores, const NewVersion& version,
            Balance amount) {
  u128 total = 0;
  for (const auto i : version.contributors) {
    const auto& gain = *scores.candidates[i].score;
    verdicts[i].paid = gain.above_errors(1);
    if (verdicts[i].paid) total += magnitude(gain);
  }
  Balance out = 0;
  for (const auto i : version.contributors) {
    if (!verdicts[i].paid) continue;
    verdicts[i].payout = mul_div(amount, magnitude(*scores.candidates[i].score), total);
    out += verdicts[i].payout;
  }
  return out;
}

bool is_harm(const PayTerms& terms, const Candidate& c) {
  return c.score && c.score->below(terms.harm) && c.score->below_errors(3);
}

}  // namespace

Balance mul_div(Balance a, u128 b, u128 d) {
  const auto out = mul_div_floor(a, b, d);
  DESCENT_ASSERT(out);
  return *out;
}

std::vector<std::size_t> accepted(const std::vector<Candidate>& candidates) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < candidates.size(); ++i)
    if (is_gain(candidates[i])) out.push_back(i);
  return out;
}

std::size_t best(const std::vector<Candidate>& candidates) {
  const auto all = accepted(candidates);
  DESCENT_ASSERT(!all.empty());
  return *std::ranges::max_element(all, {}, [&](auto i) { return candidates[i].score->sum; });
}

Settlement settle(const PayTerms& terms, const Scores& scores) {
  DESCENT_ASSERT(!scores.candidates.empty() && scores.samples > 0 && terms.target > 0);
  Settlement out{.version = new_version(scores),
                 .verdicts = std::vector<Verdict>(scores.candidates.size()),
                 .payable = 0,
                 .paid = 0};
  out.payable = payable(terms, out.version, scores.samples);
  out.paid = pay(out.verdicts, scores, out.version, out.payable);
  const auto some = accepted(scores.candidates);
  for (const auto i : some) out.verdicts[i].accepted = true;
  if (some.empty()) return out;
  for (std::size_t i = 0; i < scores.candidates.size(); ++i) {
    const auto& c = scores.candidates[i];
    if (is_harm(terms, c)) out.verdicts[i].forfeit = forfeit(c.deposit, terms.harm_forfeit);
  }
  return out;
}

Balance forfeit(Balance deposit, std::uint32_t millionths) {
  return mul_div(deposit, millionths, kMillion);
}

Balance withheld_share(Balance bond, Balance reward, std::size_t reveals) {
  return (bond + reward) / reveals;
}

}  // namespace descent::modules::training
