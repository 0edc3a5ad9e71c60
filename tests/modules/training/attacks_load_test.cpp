// Attacks by size: what is too large, too heavy or too full, each with its price.
#include "tests/modules/training/conserve.hpp"

namespace descent::modules {
namespace {

using training::Error;
using training::Outcome;
using training::Phase;
using training::Status;

// ---- A pool of dust with a huge model ---------------------------------------------------------

constexpr std::uint32_t kWide = 64;
constexpr std::uint32_t kHidden = 1'500;

graph::Graph huge() {
  graph::Graph out;
  out.input = {kWide};
  out.tensors = {
      graph::Tensor{{kWide, kHidden}, -20, std::vector<std::int32_t>(kWide * kHidden, 1 << 15)},
      graph::Tensor{{kHidden, 2}, -20, std::vector<std::int32_t>(kHidden * 2)}};
  out.operators = {graph::MatMul{0, 0}, graph::Relu{1}, graph::MatMul{2, 1}};
  return out;
}

Bytes wide_opening(std::uint32_t slice) {
  Bytes out(32, static_cast<std::uint8_t>(slice));
  for (std::uint32_t k = 0; k < kSamples; ++k) {
    const std::uint32_t one = k % 2 == 0 ? 0x3F800000 : 0xBF800000;  // 1.0 and -1.0
    for (std::uint32_t i = 0; i < kWide; ++i) scale::encode(out, one);
    scale::encode(out, k % 2);
  }
  return out;
}

Bytes huge_step(const Hash& base, std::int8_t size) {
  graph::Update out{.base = base, .tensors = {}};
  graph::Sparse<std::int8_t> values;
  for (std::uint32_t h = 0; h < 200; ++h) {
    values.positions.push_back(2 * h);
    values.values.push_back(size);
  }
  out.tensors = {graph::TensorUpdate{1, -13, std::move(values)}};
  return scale::encoded(out);
}

TEST(LoadAttacks, a_pool_of_dust_does_not_make_the_chain_evaluate_a_huge_model_for_nothing) {
  Story s;
  const Hash blob = s.upload(kAlice, scale::encoded(huge()));
  EXPECT_DONE(s.call(kAlice, s.runtime().models, Models::register_model{blob, "huge", "", {}}));
  s.model = 1;
  auto terms = s.terms(1);
  terms.reward = terms.bond = 1;
  s.validation.emplace(training::SetShape{2, kSamples, kWide, terms.loss},
                       std::vector<Bytes>{wide_opening(0), wide_opening(1)});
  terms.set_root = s.validation->root;
  s.open(terms);
  const auto& rates = s.task().rates;
  // Whatever the pool is, each model over the slice costs the weight of its evaluation.
  const std::uint64_t units = (kSamples + rates.unit_samples - 1) / rates.unit_samples;
  const std::uint64_t time = units * rates.unit_fixed + kSamples * rates.unit_per_sample;
  EXPECT_TRUE(rates.evaluation_price ==
              training::kEvaluationPrice.initial * (time / kMicrosecond + 1));
  EXPECT_TRUE(s.task().scoring == 4 * rates.evaluation_price);
  conserve(s, {{0, huge_step(s.base(), 100)}, {1, huge_step(s.base(), 90)}});
  EXPECT_EQ(s.round().outcome, Outcome::Merged);
  EXPECT_TRUE(s.round().paid <= 1);
  for (const std::uint8_t n : {std::uint8_t{0}, std::uint8_t{1}})
    EXPECT_TRUE(net(s, n) <= 1 - static_cast<i128>(rates.evaluation_price));
}

// ---- Blobs and graphs -------------------------------------------------------------------------

TEST(LoadAttacks, a_blob_beyond_the_limit_is_refused_before_anything_is_held_or_stored) {
  Story s;
  const Balance issued = s.issuance();
  const Blobs::begin call{Hash{}, Blobs::kBytesMax + 1, {}};
  EXPECT_REFUSED(s.call(party(0), s.runtime().blobs, call),
                 error_of(s.runtime().blobs, Blobs::Error::BadLength));
  EXPECT_TRUE(s.reserved(party(0)) == 0);
  EXPECT_TRUE(s.issuance() == issued);
}

TEST(LoadAttacks, an_oversize_blob_as_an_update_costs_its_deposit_for_a_time_and_the_forfeit) {
  Story s;
  s.open(s.terms());
  const Balance issued = s.issuance();
  Bytes large = s.honest(900);
  large.resize(3 * kChunkBytes + 1, 7);
  EXPECT_DONE(s.commit(0, s.seal(0, large)));
  s.until(Phase::Reveal);
  const Hash root = s.upload(party(0), large);
  const Balance deposit = s.runtime().balances.on_hold({30, 0}, party(0));
  EXPECT_TRUE(deposit > large.size() * Blobs::kDepositPerByte.initial);
  EXPECT_REFUSED(s.reveal(0, root), error_of(s.training(), Error::UpdateMalformed));
  s.until(Phase::Commit);
  EXPECT_EQ(s.entry(0, 0).status, Status::Missing);
  EXPECT_DONE(s.call(party(0), s.runtime().blobs, Blobs::remove{root}));
  EXPECT_TRUE(s.free(party(0)) == kEndowment - kDeposit / 10);
  EXPECT_TRUE(issued - s.issuance() == kDeposit / 10);
}

TEST(LoadAttacks, a_bomb_graph_is_refused_and_its_sender_keeps_all_but_the_fee) {
  Story s;
  const Balance issued = s.issuance();
  graph::Graph bomb;  // a few kilobytes that would take 2^33 multiplications a sample
  bomb.input = {65'536, 64};
  bomb.tensors = {graph::Tensor{{64, 64}, -6, std::vector<std::int32_t>(64 * 64, 1)}};
  for (std::uint32_t i = 0; i < 32; ++i) bomb.operators.push_back(graph::MatMul{i, 0});
  const Hash blob = s.upload(kBob, scale::encoded(bomb));
  EXPECT_REFUSED(s.call(kBob, s.runtime().models, Models::register_model{blob, "bomb", "", {}}),
                 error_of(s.runtime().models, Models::Error::GraphTooCostly));
  EXPECT_DONE(s.call(kBob, s.runtime().blobs, Blobs::remove{blob}));
  EXPECT_TRUE(s.free(kBob) == kEndowment);
  EXPECT_TRUE(s.issuance() == issued);
}

// ---- Full blocks ------------------------------------------------------------------------------

/// Fills the normal share of this block.
void fill(Story& s) {
  s.frame().meter.weight.normal =
      *s.runtime().system.config.block_weights.per_class.normal.max_total;
}

TEST(LoadAttacks, filling_the_blocks_of_the_reveal_takes_nothing_from_those_it_silences) {
  Story s;
  s.open(s.terms());
  const Balance issued = s.issuance();
  const Balance price = s.task().rates.evaluation_price;
  for (const std::uint8_t n : {std::uint8_t{0}, std::uint8_t{1}, std::uint8_t{2}})
    EXPECT_DONE(s.commit(n, s.seal(n, s.honest(static_cast<std::int16_t>(880 + n)))));
  s.until(Phase::Reveal);
  EXPECT_DONE(s.reveal(0, s.upload(party(0), s.honest(880))));
  while (s.task().phase == Phase::Reveal) {
    fill(s);
    s.advance();
  }
  for (const std::uint8_t n : {std::uint8_t{1}, std::uint8_t{2}}) {
    EXPECT_EQ(s.entry(n, 0).status, Status::Excused);
    EXPECT_TRUE(s.entry(n, 0).forfeit == 0);
    EXPECT_TRUE(s.free(party(n)) == kEndowment);
  }
  EXPECT_DONE(s.show(0));
  s.until(Phase::Commit);
  EXPECT_EQ(s.training().rounds.get(s.id, 0)->outcome, Outcome::Merged);
  EXPECT_TRUE(net(s, 0) == static_cast<i128>(s.entry(0, 0).payout) - static_cast<i128>(price));
  EXPECT_TRUE(issued - s.issuance() == 3 * price);  // the base, the update, the merged model
}

}  // namespace
}  // namespace descent::modules
