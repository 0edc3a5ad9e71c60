// Attacks that hide in noise: each with what it costs the attacker, conserved to the unit.
#include "tests/modules/training/conserve.hpp"

namespace descent::modules {
namespace {

using training::Outcome;

/// Bell-shaped numbers from a seed: the sum of twelve uniform ones, with deviation `deviation`.
class Bell {
 public:
  explicit Bell(std::uint64_t seed) : state_{seed * 2 + 1} {}

  std::int16_t next(std::int64_t deviation) {
    std::int64_t sum = 0;
    for (int i = 0; i < 12; ++i) sum += static_cast<std::int64_t>(uniform());
    return static_cast<std::int16_t>((sum - 6 * kRange) * deviation / kRange);
  }

 private:
  static constexpr std::int64_t kRange = 1 << 16;
  std::uint64_t uniform() {  // xorshift64
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    state_ ^= state_ << 17;
    return state_ >> 48;
  }
  std::uint64_t state_;
};

Bytes gaussian(const Hash& base, Bell& bell, std::int64_t deviation) {
  graph::Update out{.base = base, .tensors = {}};
  std::vector<std::int16_t> values;
  for (int i = 0; i < 4; ++i) values.push_back(bell.next(deviation));
  out.tensors = {graph::TensorUpdate{0, -13, graph::Dense<std::int16_t>{std::move(values)}}};
  return scale::encoded(out);
}

TEST(NoiseAttacks, gaussian_updates_lose_more_than_they_earn_and_cost_honest_parties_nothing) {
  i128 attacker = 0;
  for (std::uint64_t seed = 1; seed <= 8; ++seed) {
    Story s;
    Bell bell{seed};
    s.open(s.terms(3));
    for (int round = 0; round < 3; ++round) {
      conserve(s, {{0, s.honest(900, 20)},
                   {1, s.honest(870, -30)},
                   {2, s.honest(930, 10)},
                   {3, gaussian(s.base(), bell, 8'000)}});
      EXPECT_EQ(s.round().outcome, Outcome::Merged) << "seed " << seed << ", round " << round;
    }
    for (const std::uint8_t n : {std::uint8_t{0}, std::uint8_t{1}, std::uint8_t{2}})
      EXPECT_GT(net(s, n), 0) << "seed " << seed << ", party " << int{n};
    attacker += net(s, 3);
  }
  EXPECT_LT(attacker, 0);
}

// Baruch et al., "A Little Is Enough": a minority that agrees on the edge of the honest spread.
TEST(NoiseAttacks, a_little_is_not_enough) {
  const auto honest = [](Story& s) {
    return std::vector<Story::Move>{{0, s.honest(960, 60)},
                                    {1, s.honest(840, -60)},
                                    {2, s.honest(930, -30)},
                                    {3, s.honest(870, 30)},
                                    {4, s.honest(900, 0)}};
  };
  Story alone;
  alone.open(alone.terms());
  conserve(alone, honest(alone));
  Story s;
  s.open(s.terms());
  auto moves = honest(s);
  for (const std::uint8_t n : {std::uint8_t{5}, std::uint8_t{6}})
    moves.push_back({n, s.honest(840, 60)});
  conserve(s, moves);

  // Nothing tells them from the honest but that they gain less; so they are merged and paid less.
  for (const std::uint8_t bad : {std::uint8_t{5}, std::uint8_t{6}}) {
    EXPECT_TRUE(s.entry(bad, 0).accepted);
    EXPECT_TRUE(s.entry(bad, 0).forfeit == 0);
    for (const std::uint8_t good : {std::uint8_t{0}, std::uint8_t{2}, std::uint8_t{3}})
      EXPECT_TRUE(s.entry(bad, 0).payout < s.entry(good, 0).payout);
  }
  EXPECT_EQ(s.round().outcome, Outcome::Merged);
  const auto with = s.round().merged->gain.sum;
  const auto without = alone.round().merged->gain.sum;
  EXPECT_GT(with * 100, without * 97);
}

// docs and design: cut into 8 noisy copies an update's share of the pay rose by 20.0 / 18.3.
TEST(NoiseAttacks, eight_noisy_copies_are_paid_hardly_more_than_one_update) {
  const auto share = [](std::size_t copies) {
    Story s;
    auto terms = s.terms();
    terms.max_participants = 12;
    terms.target = std::uint64_t{1} << 24;  // more than there is to gain, so that shares show
    s.open(terms);
    std::vector<Story::Move> moves;
    for (std::uint8_t n = 0; n < 4; ++n)
      moves.push_back({n, s.honest(static_cast<std::int16_t>(880 + 10 * n), 10)});
    Bell bell{7};
    for (std::size_t i = 0; i < copies; ++i)
      moves.push_back(
          {static_cast<std::uint8_t>(4 + i), s.honest(900, bell.next(40)), kDeposit / copies});
    conserve(s, moves);
    Balance out = 0;
    for (std::size_t i = 0; i < copies; ++i)
      out += s.entry(static_cast<std::uint8_t>(4 + i), 0).payout;
    return std::pair{out, s.round().paid};
  };
  const auto [whole, paid] = share(1);
  const auto [parts, paid_split] = share(8);
  EXPECT_TRUE(whole > 0);
  EXPECT_TRUE(parts * paid * 183 < whole * paid_split * 200);
}

}  // namespace
}  // namespace descent::modules
