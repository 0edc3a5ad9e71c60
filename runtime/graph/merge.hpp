#pragma once
// The weighted sum of updates, rounded once (docs/arithmetic.md, "Merging updates").
#include <span>

#include "runtime/graph/update.hpp"

namespace descent::graph {

/// An update and its share of `total`.
struct Contribution {
  const Update& update;
  std::uint32_t weight;
};

/// Deposits cut to integers whose sum is below 2^31; the shares are kept to 2^-30 of the sum.
/// REQUIRES: the deposits sum to less than 2^128.
std::vector<std::uint32_t> merge_weights(std::span<const u128> deposits);

/// base + sum of weight * update / total, each element rounded half to even.
/// A candidate is one contribution over the total of all; a merged model is the accepted ones over
/// their own total; a full step is weight 1 of 1.
/// errors  ResultOutOfRange, with the tensor's number
/// REQUIRES: `check` passed for each update; 0 < total < 2^31; the weights sum to at most `total`.
Expected<Graph, Refusal> merge(const Graph& base, std::span<const Contribution> contributions,
                               std::uint32_t total);

}  // namespace descent::graph
