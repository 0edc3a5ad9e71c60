#include "chain-spec/tracks.hpp"

namespace descent::chain_spec {

namespace {

namespace curve = modules::referenda::curve;
using modules::origins::Custom;
using modules::referenda::Curve;

constexpr Perbill percent(std::uint32_t n) { return {n * 10'000'000}; }
constexpr Perbill kWhole = percent(100);

/// `n` of the 28 parts that polkadot-sdk's networks divide a decision period into.
Perbill parts(std::uint64_t n) { return modules::referenda::part_of(n, 28); }

/// From unanimity to a majority.
Curve majority(std::uint64_t after) {
  return curve::LinearDecreasing{parts(after), percent(50), kWhole};
}
Curve convinced() { return reciprocal_through(parts(4), percent(80), percent(50), kWhole); }
/// Half of all tokens at first, none in the end, and `level` on the way.
Curve turnout(std::uint64_t after, Perbill level) {
  return reciprocal_through(parts(after), level, percent(0), percent(50));
}

}  // namespace

Curve reciprocal_through(Perbill delay, Perbill level, Perbill floor, Perbill ceil) {
  constexpr i128 kUnit = modules::referenda::kBillion;
  const i128 height = i128{ceil.parts} - floor.parts;
  const i128 steep = (i128{ceil.parts} - level.parts) * kUnit - delay.parts * height;
  DESCENT_ASSERT(steep > 0 && level > floor);
  const i128 x = delay.parts * (i128{level.parts} - floor.parts) * kUnit / steep;
  const i128 factor = height * x / kUnit * (kUnit + x) / kUnit;
  const i128 y = ceil.parts - height * (kUnit + x) / kUnit;
  const auto fixed = [](i128 value) {
    return modules::referenda::FixedI64{static_cast<std::int64_t>(value)};
  };
  return curve::Reciprocal{fixed(factor), fixed(x), fixed(y)};
}

// A slash waits for 13 eras of 6 hours: its track has to be through, with what it enacts, in less
// than 78 hours.
std::vector<modules::referenda::Track> tracks(BlockNumber day) {
  const BlockNumber hour = day / 24;
  const BlockNumber soon = hour / 6;
  const BlockNumber fortnight = 14 * day;
  return {
      {0,
       modules::origins::root_caller(),
       {"root", 1, 1'000 * kGrad, 2 * hour, fortnight, day, day, convinced(),
        curve::LinearDecreasing{kWhole, percent(0), percent(50)}}},
      {1,
       Custom::NetworkParameters,
       {"network_parameters", 3, 500 * kGrad, 2 * hour, fortnight, day, 6 * hour, convinced(),
        turnout(7, percent(10))}},
      {2,
       Custom::SmallSpender,
       {"small_spender", 10, 10 * kGrad, hour, 7 * day, 12 * hour, hour, majority(10),
        turnout(8, percent(1))}},
      {3,
       Custom::MediumSpender,
       {"medium_spender", 5, 50 * kGrad, 2 * hour, fortnight, day, hour, majority(17),
        turnout(12, percent(1))}},
      {4,
       Custom::BigSpender,
       {"big_spender", 3, 200 * kGrad, 2 * hour, fortnight, day, 6 * hour, majority(23),
        turnout(16, percent(1))}},
      {5,
       Custom::Models,
       {"models", 5, 100 * kGrad, hour, 7 * day, 6 * hour, soon, convinced(),
        turnout(7, percent(10))}},
      {6,
       Custom::TrainingRules,
       {"training_rules", 3, 200 * kGrad, 2 * hour, fortnight, day, 6 * hour, convinced(),
        turnout(7, percent(10))}},
      {7,
       Custom::SlashCanceller,
       {"slash_canceller", 5, 100 * kGrad, hour, 2 * day, 6 * hour, soon, majority(17),
        turnout(12, percent(1))}},
  };
}

modules::Referenda::Config referenda_config(BlockNumber day, const AccountId& slashed) {
  return {.submission_deposit = kGrad,
          .undeciding_timeout = 14 * day,
          .tracks = tracks(day),
          .slashed = slashed};
}

}  // namespace descent::chain_spec
