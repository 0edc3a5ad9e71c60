#pragma once
/// # Scoring
/// How the scores of a round become a new version, payouts and forfeits: pure functions, without
/// state. Normative: docs/scoring.md, from "Acceptance" on.
#include "modules/training/types.hpp"

namespace descent::modules::training {

inline constexpr std::uint32_t kMillion = 1'000'000;

/// What a round pays and takes by.
struct PayTerms {
  Balance reward{};
  std::uint64_t target{};
  std::uint64_t harm{};
  std::uint32_t harm_forfeit{};  ///< millionths
};

/// A valid reveal, in the order of commitments. No score: its merge was refused.
struct Candidate {
  Balance deposit{};
  std::optional<kernels::Gain> score;
};

/// A round of n samples. `merged` and `full` are empty if refused or not computed.
struct Scores {
  std::vector<Candidate> candidates;
  std::optional<kernels::Gain> merged;
  std::optional<kernels::Gain> full;
  std::uint32_t samples{};
};

struct NewVersion {
  Outcome outcome{};  ///< Unchanged, Merged or FullStep
  std::vector<std::size_t> contributors;
  std::uint64_t gain{};
};

struct Verdict {
  bool accepted{};
  bool paid{};
  Balance payout{};
  Balance forfeit{};
  friend bool operator==(const Verdict&, const Verdict&) = default;
};

struct Settlement {
  NewVersion version;
  std::vector<Verdict> verdicts;  ///< by candidate
  Balance payable{};
  Balance paid{};
};

/// floor(a * b / d). REQUIRES: d > 0, the result fits
Balance mul_div(Balance a, u128 b, u128 d);

/// The numbers of those whose score is a gain.
std::vector<std::size_t> accepted(const std::vector<Candidate>& candidates);

/// The accepted one with the greatest gain, ties to the earlier. REQUIRES: one is accepted
std::size_t best(const std::vector<Candidate>& candidates);

/// REQUIRES: at least one candidate, samples > 0, target > 0
Settlement settle(const PayTerms& terms, const Scores& scores);

/// What is burned of a deposit.
Balance forfeit(Balance deposit, std::uint32_t millionths);

/// What each valid reveal gets of what a withholding sponsor loses; the remainder stays in the
/// pool. REQUIRES: reveals > 0, bond + reward fits
Balance withheld_share(Balance bond, Balance reward, std::size_t reveals);

}  // namespace descent::modules::training
