#include "modules/referenda/curve.hpp"

#include <algorithm>

namespace descent::modules::referenda {

namespace {

constexpr Perbill kWhole{kBillion};

Perbill clamped(i128 parts) {
  return {static_cast<std::uint32_t>(std::clamp<i128>(parts, 0, kBillion))};
}

/// floor(a / b). REQUIRES b != 0
i128 floor_div(i128 a, i128 b) {
  const i128 quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}
/// ceil(a / b). REQUIRES b != 0
i128 ceil_div(i128 a, i128 b) { return -floor_div(-a, b); }

/// floor(a * b), of two parts.
Perbill product(Perbill a, Perbill b) {
  return {static_cast<std::uint32_t>(std::uint64_t{a.parts} * b.parts / kBillion)};
}
/// ceil(a / b), at most the whole; the whole if b is zero.
Perbill quotient_up(Perbill a, Perbill b) {
  if (a.parts >= b.parts) return kWhole;
  return clamped(ceil_div(i128{a.parts} * kBillion, b.parts));
}

// ---- What is needed at x --------------------------------------------------------------------

Perbill threshold_of(const curve::LinearDecreasing& c, Perbill x) {
  const Perbill way = part_of(std::min(x, c.length).parts, c.length.parts);
  const Perbill fall = product(way, {c.ceil.parts - c.floor.parts});
  return {c.ceil.parts - fall.parts};
}

Perbill threshold_of(const curve::SteppedDecreasing& c, Perbill x) {
  const std::uint64_t fall = std::uint64_t{c.step.parts} * (x.parts / c.period.parts);
  const auto rest = std::uint64_t{c.begin.parts} - std::min<std::uint64_t>(fall, c.begin.parts);
  return {static_cast<std::uint32_t>(std::max<std::uint64_t>(rest, c.end.parts))};
}

Perbill threshold_of(const curve::Reciprocal& c, Perbill x) {
  const i128 below = i128{x.parts} + c.x_offset.billionths;
  if (below == 0) return kWhole;
  return clamped(floor_div(i128{c.factor.billionths} * kBillion, below) + c.y_offset.billionths);
}

// ---- When y is enough -----------------------------------------------------------------------

Perbill delay_of(const curve::LinearDecreasing& c, Perbill y) {
  if (y < c.floor) return kWhole;
  if (y > c.ceil) return {0};
  const Perbill way = quotient_up({c.ceil.parts - y.parts}, {c.ceil.parts - c.floor.parts});
  return product(way, c.length);
}

Perbill delay_of(const curve::SteppedDecreasing& c, Perbill y) {
  if (y < c.end) return kWhole;
  const std::uint32_t fall = c.begin.parts - std::min(y, c.begin).parts;
  return clamped(i128{c.period.parts} * ceil_div(fall, c.step.parts));
}

Perbill delay_of(const curve::Reciprocal& c, Perbill y) {
  const i128 above = i128{y.parts} - c.y_offset.billionths;
  if (above <= 0) return kWhole;
  return clamped(ceil_div(i128{c.factor.billionths} * kBillion, above) - c.x_offset.billionths);
}

// ---- Whether it is a curve ------------------------------------------------------------------

bool sound(const curve::LinearDecreasing& c) {
  return c.floor <= c.ceil && c.ceil <= kWhole && c.length <= kWhole && c.length.parts > 0;
}
bool sound(const curve::SteppedDecreasing& c) {
  return c.end <= c.begin && c.begin <= kWhole && c.step.parts > 0 && c.period.parts > 0;
}
bool sound(const curve::Reciprocal& c) {
  return c.factor.billionths > 0 && c.x_offset.billionths > 0;
}

}  // namespace

Perbill part_of(std::uint64_t some, std::uint64_t all) {
  if (some >= all) return kWhole;
  return {static_cast<std::uint32_t>(u128{some} * kBillion / all)};
}

BlockNumber blocks_of(Perbill part, BlockNumber blocks) {
  return static_cast<BlockNumber>((std::uint64_t{part.parts} * blocks + kBillion - 1) / kBillion);
}

Perbill Curve::threshold(Perbill x) const {
  return std::visit([&](const auto& c) { return threshold_of(c, x); }, static_cast<Cases>(*this));
}

Perbill Curve::delay(Perbill y) const {
  return std::visit([&](const auto& c) { return delay_of(c, y); }, static_cast<Cases>(*this));
}

bool Curve::is_sound() const {
  return std::visit([](const auto& c) { return sound(c); }, static_cast<Cases>(*this));
}

}  // namespace descent::modules::referenda
