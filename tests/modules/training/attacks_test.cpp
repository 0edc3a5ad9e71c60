// Attacks on a task, each with what it costs the attacker and that no unit appears or vanishes but
// by rule. Those on commitments, reveals and withheld slices stand beside the calls they concern.
#include "tests/modules/training/conserve.hpp"

namespace descent::modules {
namespace {

using training::Error;
using training::Outcome;
using training::Phase;
using training::Status;

TEST(Attacks, a_label_flipper_is_refused_and_forfeits) {
  Story s;
  s.open(s.terms());
  conserve(s, {{0, s.honest(900)}, {1, s.honest(880, 30)}, {2, s.honest(-800, 10)}});
  EXPECT_FALSE(s.entry(2, 0).accepted);
  EXPECT_TRUE(s.entry(2, 0).forfeit == kDeposit);
}

TEST(Attacks, a_sign_flipper_forfeits_with_a_greater_step_too) {
  Story s;
  s.open(s.terms());
  conserve(s, {{0, s.honest(900)}, {1, s.honest(-9'000)}, {2, s.honest(880)}});
  EXPECT_TRUE(s.entry(1, 0).forfeit == kDeposit);
  EXPECT_EQ(s.round().outcome, Outcome::Merged);
}

TEST(Attacks, tiny_noise_earns_next_to_nothing_and_loses_no_deposit) {
  Story s;
  s.open(s.terms());
  conserve(s, {{0, s.honest(900)}, {1, s.honest(0, 1)}, {2, s.honest(1, -1)}});
  for (const std::uint8_t n : {std::uint8_t{1}, std::uint8_t{2}}) {
    EXPECT_TRUE(s.entry(n, 0).forfeit == 0);
    EXPECT_TRUE(s.entry(n, 0).payout < kReward / 500);
  }
}

TEST(Attacks, noise_alone_earns_by_its_gain_not_by_its_share) {
  Story s;
  s.open(s.terms());
  conserve(s, {{0, s.honest(2, 1)}, {1, s.honest(1, -1)}});
  EXPECT_TRUE(s.round().paid < kReward / 100);
}

TEST(Attacks, a_copied_update_cannot_be_revealed) {
  Story s;
  s.open(s.terms());
  const Bytes update = s.honest(900);
  EXPECT_DONE(s.commit(0, s.seal(0, update)));
  EXPECT_DONE(s.commit(1, s.seal(0, update)));  // all that a copier has seen
  s.until(Phase::Reveal);
  EXPECT_DONE(s.reveal(0, s.upload(party(0), update)));
  for (const std::uint8_t salt : {std::uint8_t{0}, std::uint8_t{1}})
    EXPECT_REFUSED(s.call(party(1), s.training(),
                          Training::reveal{s.id, 0, blob_root(update), Story::salt(salt)}),
                   error_of(s.training(), Error::WrongCommitment));
  s.until(Phase::OpenSlice);
  EXPECT_TRUE(s.wealth(party(1)) == kEndowment - kDeposit / 10);
}

TEST(Attacks, splitting_an_identity_is_worth_nothing) {
  const auto share = [](const std::vector<std::uint8_t>& split) {
    Story s;
    auto terms = s.terms();
    terms.target = std::uint64_t{1} << 24;
    s.open(terms);
    std::vector<Story::Move> moves{{0, s.honest(900)}, {1, s.honest(900)}};
    for (const auto n : split) moves.push_back({n, s.honest(900), kDeposit / split.size()});
    conserve(s, moves);
    Balance out = 0;
    for (const auto n : split) out += s.entry(n, 0).payout;
    return std::pair{out, s.round().paid};
  };
  const auto [whole, paid] = share({2});
  const auto [parts, paid_split] = share({2, 3, 4, 5});
  EXPECT_TRUE(whole > 0);
  // Four parts gain a little more than one whole, as loss is convex: below a tenth.
  EXPECT_TRUE(parts * paid * 10 < whole * paid_split * 11);
}

TEST(Attacks, the_blob_of_an_earlier_round_is_known_too_early) {
  Story s;
  s.open(s.terms());
  const Bytes stale = s.honest(900);
  s.play({{0, stale}});
  EXPECT_EQ(s.round().outcome, Outcome::Merged);
  EXPECT_DONE(s.commit(0, s.seal(0, stale)));
  s.until(Phase::Reveal);
  EXPECT_REFUSED(s.reveal(0, blob_root(stale)), error_of(s.training(), Error::StoredTooEarly));
}

TEST(Attacks, a_stale_base_is_refused_by_name) {
  Story s;
  s.open(s.terms());
  s.play({{0, s.honest(900)}});
  const Bytes stale = scale::encoded(step_of(graph::content_hash(linear()), 901, 0));
  EXPECT_DONE(s.commit(1, s.seal(1, stale)));
  s.until(Phase::Reveal);
  EXPECT_REFUSED(s.reveal(1, s.upload(party(1), stale)),
                 error_of(s.training(), Error::UpdateOfAnotherBase));
}

TEST(Attacks, a_commitment_replayed_into_another_round_or_task_is_worthless) {
  Story s;
  EXPECT_DONE(s.call(kAlice, s.runtime().models, Models::fork{0, "fork"}));
  s.open(s.terms());
  const Bytes update = s.honest(900);
  const Hash sealed = s.seal(0, update);
  EXPECT_DONE(s.commit(1, s.seal(1, update)));
  EXPECT_REFUSED(s.call(party(0), s.training(), Training::commit{s.id, 1, sealed, kDeposit}),
                 error_of(s.training(), Error::WrongRound));
  s.model = 1;
  s.open(s.terms());
  EXPECT_DONE(s.commit(0, sealed));
  s.until(Phase::Reveal);
  EXPECT_REFUSED(s.reveal(0, s.upload(party(0), update)),
                 error_of(s.training(), Error::WrongCommitment));
  EXPECT_REFUSED(
      s.call(party(0), s.training(), Training::reveal{0, 0, blob_root(update), Story::salt(0)}),
      error_of(s.training(), Error::NotCommitted));
}

TEST(Attacks, an_update_that_leaves_the_range_is_refused_and_nothing_wraps) {
  Story s;
  graph::Graph near = linear();
  near.tensors[0].values = {INT32_MAX - 10, 0, 0, 0};
  near.tensors[0].exponent = -30;
  const Hash blob = s.upload(kAlice, scale::encoded(near));
  EXPECT_DONE(s.call(kAlice, s.runtime().models, Models::register_model{blob, "near", "", {}}));
  s.model = 1;
  s.open(s.terms());
  graph::Update beyond;
  beyond.base = s.base();
  beyond.tensors = {
      graph::TensorUpdate{0, -23, graph::Dense<std::int16_t>{{32'767, -32'767, 0, 0}}}};
  graph::Update good = beyond;
  good.tensors[0].values = graph::Dense<std::int16_t>{{0, -32'767, 0, 0}};
  conserve(s, {{0, scale::encoded(good)}, {1, scale::encoded(beyond)}});
  EXPECT_EQ(s.entry(1, 0).status, Status::Refused);
  EXPECT_FALSE(s.entry(1, 0).score);
  EXPECT_TRUE(s.entry(1, 0).forfeit == 0);
  EXPECT_TRUE(s.entry(0, 0).accepted);
}

TEST(Attacks, a_pool_of_dust_is_floored_and_conserved) {
  Story s;
  auto terms = s.terms();
  terms.reward = terms.bond = 3;
  s.open(terms);
  conserve(s, {{0, s.honest(900)}, {1, s.honest(880, 20)}, {2, s.honest(860)}});
  EXPECT_TRUE(s.round().paid <= 3);
}

TEST(Attacks, a_set_of_garbage_labels_cannot_be_opened_and_costs_the_bond) {
  Story s;
  auto terms = s.terms();
  auto& opening = s.validation->openings[0];
  opening[32 + 8] = 2;  // the label of the first sample; the model has classes 0 and 1
  const training::SetShape shape{3, kSamples, 2, kernels::Loss::CrossEntropy};
  std::vector<Hash> roots;
  for (std::uint32_t i = 0; i < 3; ++i)
    roots.push_back(training::slice_root(shape, i, s.validation->openings[i]));
  Bytes set{3};
  append(set, scale::encoded(std::tuple{std::uint32_t{3}, kSamples, std::uint32_t{2}}));
  set.push_back(0);
  append(set, merkle_top(roots).bytes);
  terms.set_root = crypto::blake2b_256(set);
  s.open(terms);
  s.play_until_open({{0, s.honest(900)}});
  s.validation->proofs[0] = {roots[1], roots[2]};
  EXPECT_REFUSED(s.show(0), error_of(s.training(), Error::OpeningLabelOutOfRange));
  s.until(Phase::Closed);
  EXPECT_TRUE(s.wealth(party(0)) == kEndowment + kBond + kReward);
}

}  // namespace
}  // namespace descent::modules
