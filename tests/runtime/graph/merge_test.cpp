#include "runtime/graph/merge.hpp"

#include <gmock/gmock.h>

#include <random>

#include "runtime/graph/rounding.hpp"
#include "tests/runtime/graph/example.hpp"

namespace descent::graph {
namespace {

using testing::ElementsAre;

Graph with_tensor(std::int16_t exponent, std::vector<std::int32_t> values) {
  Graph g;
  g.tensors = std::vector<Tensor>{
      {{static_cast<std::uint32_t>(values.size())}, exponent, std::move(values)}};
  return g;
}

Update change(std::int16_t exponent, std::vector<std::int16_t> values) {
  Update u;
  u.tensors = std::vector<TensorUpdate>{{0, exponent, Dense<std::int16_t>{std::move(values)}}};
  return u;
}

TEST(Merge, weights_are_as_the_page_says) {
  const std::vector<u128> large{1'000'000'000'000'000, 1'000'000'000'000'000, 500'000'000'000'000};
  EXPECT_THAT(merge_weights(large), ElementsAre(476837158, 476837158, 238418579));
  const std::vector<u128> small{3, 1};
  EXPECT_THAT(merge_weights(small), ElementsAre(3, 1));
  const std::vector<u128> greatest{~u128{0}};
  EXPECT_THAT(merge_weights(greatest), ElementsAre((1u << 31) - 1));
}

TEST(Merge, the_examples_of_the_page_come_out) {
  const Update a = change(-11, {1, 1, 1, -1});
  const Update b = change(-9, {3, 0, -1, 2});
  const std::vector<Contribution> two{{a, 1}, {b, 2}};
  EXPECT_THAT(merge(with_tensor(-10, {10, 11, 12, 13}), two, 3)->tensors[0].values,
              ElementsAre(14, 11, 11, 15));
  const Update half = change(-1, {1, 1});
  const std::vector<Contribution> one{{half, 1}};
  EXPECT_THAT(merge(with_tensor(0, {0, 1}), one, 1)->tensors[0].values, ElementsAre(0, 1));
  Update dense;
  dense.tensors = std::vector<TensorUpdate>{{0, -20, Dense<std::int8_t>{{1, -2, 3, 0, 127, -128}}}};
  const std::vector<Contribution> part{{dense, 3}};
  EXPECT_THAT(merge(example(), part, 4)->tensors[0].values,
              ElementsAre(33554480, -16777312, 67109008, 8388608, 50337744, 60965));
}

TEST(Merge, a_result_beyond_int32_is_refused) {
  const Update up = change(7, {1, 32'767});
  const std::vector<Contribution> full{{up, 1}};
  EXPECT_EQ(merge(with_tensor(0, {0, INT32_MAX - 32'767 * 128}), full, 1)->tensors[0].values[1],
            INT32_MAX);
  EXPECT_EQ(merge(with_tensor(0, {0, INT32_MAX - 32'767 * 128 + 1}), full, 1).error(),
            (Refusal{Error::ResultOutOfRange, 0}));
  const Update down = change(0, {-1});
  const std::vector<Contribution> step{{down, 1}};
  EXPECT_EQ(merge(with_tensor(0, {-INT32_MAX}), step, 1).error().error, Error::ResultOutOfRange);
}

/// The exact rational with one common denominator of 2^24, element by element.
std::vector<std::int32_t> plain(const Graph& base, const std::vector<Contribution>& all,
                                std::uint32_t total) {
  std::vector<std::int32_t> out = base.tensors[0].values;
  for (std::size_t j = 0; j < out.size(); ++j) {
    i128 sum = 0;
    for (const Contribution& c : all) {
      const TensorUpdate& t = c.update.tensors[0];
      i128 d = 0;
      if (const auto* dense = std::get_if<Dense<std::int16_t>>(&t.values)) d = dense->values[j];
      if (const auto* sparse = std::get_if<Sparse<std::int8_t>>(&t.values))
        for (std::size_t i = 0; i < sparse->positions.size(); ++i)
          if (sparse->positions[i] == j) d = i128{sparse->values[i]};
      sum += d * c.weight * (i128{1} << (t.exponent - base.tensors[0].exponent + 24));
    }
    out[j] += static_cast<std::int32_t>(round_divide(sum, static_cast<i128>(total) << 24));
  }
  return out;
}

TEST(Merge, dense_and_sparse_updates_of_many_blocks_agree_with_the_plain_sum) {
  std::mt19937_64 random{4};
  Graph base = with_tensor(-30, {});
  for (int i = 0; i < 9'001; ++i)
    base.tensors[0].values.push_back(static_cast<std::int32_t>(random()) >> 6);
  base.tensors[0].shape = {9'001};
  std::vector<Update> updates;
  for (int i = 0; i < 6; ++i) {
    const auto exponent = static_cast<std::int16_t>(-30 - 24 + static_cast<int>(random() % 32));
    Update u = change(exponent, {});
    if (i % 2 == 0) {
      Dense<std::int16_t> dense;
      for (int j = 0; j < 9'001; ++j) dense.values.push_back(static_cast<std::int16_t>(random()));
      u.tensors[0].values = dense;
    } else {
      Sparse<std::int8_t> sparse;
      for (std::uint32_t j = static_cast<std::uint32_t>(random() % 50); j < 9'001; j += 41) {
        sparse.positions.push_back(j);
        sparse.values.push_back(static_cast<std::int8_t>(random()));
      }
      u.tensors[0].values = sparse;
    }
    updates.push_back(std::move(u));
  }
  std::vector<Contribution> all;
  for (const Update& u : updates)
    all.push_back({u, static_cast<std::uint32_t>(random() % 300'000'000)});
  const std::uint32_t total = (1u << 31) - 1;
  const auto merged = merge(base, all, total);
  ASSERT_TRUE(merged);
  EXPECT_EQ(merged->tensors[0].values, plain(base, all, total));
}

}  // namespace
}  // namespace descent::graph
