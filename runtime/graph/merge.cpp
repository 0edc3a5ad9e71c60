#include "runtime/graph/merge.hpp"

#include <algorithm>

#include "runtime/graph/rounding.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::graph {
namespace {

constexpr std::size_t kBlock = 4'096;  ///< elements summed at a time, to bound the scratch memory
constexpr std::uint32_t kTotalMax = (1u << 31) - 1;

/// Walks the change of one update to one tensor, block by block.
class Source {
 public:
  Source(const TensorUpdate& update, std::uint32_t weight, int shift)
      : update_{update}, factor_{static_cast<i128>(weight) << shift} {}

  /// Adds the changes of the elements [first, first + sums.size()).
  void add_to(std::span<i128> sums, std::size_t first) {
    std::visit([&](const auto& values) { add(values, sums, first); },
               static_cast<const UpdateValues::Cases&>(update_.values));
  }

 private:
  template <class T>
  void add(const Dense<T>& dense, std::span<i128> sums, std::size_t first) const {
    for (std::size_t i = 0; i < sums.size(); ++i) sums[i] += factor_ * dense.values[first + i];
  }

  template <class T>
  void add(const Sparse<T>& sparse, std::span<i128> sums, std::size_t first) {
    const std::size_t end = first + sums.size();
    for (; next_ < sparse.positions.size() && sparse.positions[next_] < end; ++next_)
      sums[sparse.positions[next_] - first] += factor_ * sparse.values[next_];
  }

  const TensorUpdate& update_;
  i128 factor_;
  std::size_t next_ = 0;  ///< first position not yet walked past
};

/// The contributions to one tensor: sum of `sources` * 2^scale / total.
struct TensorMerge {
  std::vector<Source> sources;
  int scale{};  ///< least exponent of the updates, above the tensor's own
};

TensorMerge gather(std::uint32_t tensor, int exponent, std::span<const Contribution> all) {
  std::vector<std::pair<const TensorUpdate*, std::uint32_t>> found;
  TensorMerge out{.sources = {}, .scale = kCoarserMax};
  for (const Contribution& c : all)
    for (const TensorUpdate& t : c.update.tensors) {
      if (t.tensor != tensor) continue;
      found.emplace_back(&t, c.weight);
      out.scale = std::min(out.scale, t.exponent - exponent);
    }
  for (const auto& [update, weight] : found)
    out.sources.emplace_back(*update, weight, update->exponent - exponent - out.scale);
  return out;
}

bool add_block(std::span<std::int32_t> values, std::span<const i128> sums, int scale,
               std::uint32_t total) {
  const i128 up = i128{1} << std::max(scale, 0);
  const i128 down = static_cast<i128>(total) << std::max(-scale, 0);
  for (std::size_t i = 0; i < values.size(); ++i) {
    const i128 merged = values[i] + round_divide(sums[i] * up, down);
    if (merged > kValueMax || merged < -kValueMax) return false;
    values[i] = static_cast<std::int32_t>(merged);
  }
  return true;
}

bool merge_tensor(std::vector<std::int32_t>& values, TensorMerge& merge, std::uint32_t total) {
  std::vector<i128> sums;
  for (std::size_t first = 0; first < values.size(); first += kBlock) {
    const auto block = std::span{values}.subspan(first, std::min(kBlock, values.size() - first));
    sums.assign(block.size(), 0);
    for (Source& source : merge.sources) source.add_to(sums, first);
    if (!add_block(block, sums, merge.scale, total)) return false;
  }
  return true;
}

}  // namespace

std::vector<std::uint32_t> merge_weights(std::span<const u128> deposits) {
  u128 sum = 0;
  for (const u128 d : deposits) DESCENT_ASSERT(!__builtin_add_overflow(sum, d, &sum));
  int shift = 0;
  while (sum >> shift > kTotalMax) ++shift;
  std::vector<std::uint32_t> out;
  for (const u128 d : deposits) out.push_back(static_cast<std::uint32_t>(d >> shift));
  return out;
}

Expected<Graph, Refusal> merge(const Graph& base, std::span<const Contribution> contributions,
                               std::uint32_t total) {
  std::uint64_t sum = 0;
  for (const Contribution& c : contributions) sum += c.weight;
  DESCENT_ASSERT(total > 0 && total <= kTotalMax && sum <= total);
  Graph out = base;
  for (std::uint32_t i = 0; i < out.tensors.size(); ++i) {
    TensorMerge merge = gather(i, out.tensors[i].exponent, contributions);
    if (merge.sources.empty()) continue;
    if (!merge_tensor(out.tensors[i].values, merge, total))
      return Refusal{Error::ResultOutOfRange, i};
  }
  return out;
}

}  // namespace descent::graph
