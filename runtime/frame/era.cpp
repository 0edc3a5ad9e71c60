#include "runtime/frame/era.hpp"

#include <algorithm>
#include <bit>

namespace descent::frame {

Era Era::mortal(std::uint64_t period, std::uint64_t current) {
  Era out;
  out.period_ = std::bit_ceil(std::clamp(period, kPeriodMin, kPeriodMax));
  const auto q = out.quantize_factor();
  out.phase_ = current % out.period_ / q * q;
  return out;
}

std::uint64_t Era::quantize_factor() const { return std::max<std::uint64_t>(period_ >> 12, 1); }

std::uint64_t Era::birth(std::uint64_t current) const {
  if (is_immortal()) return 0;
  return (std::max(current, phase_) - phase_) / period_ * period_ + phase_;
}

std::uint64_t Era::death(std::uint64_t current) const {
  return is_immortal() ? UINT64_MAX : birth(current) + period_;
}

}  // namespace descent::frame

namespace descent::scale {

void Codec<frame::Era>::encode(Bytes& out, const frame::Era& era) {
  if (era.is_immortal()) return out.push_back(0);
  const auto log = static_cast<std::uint64_t>(std::countr_zero(era.period_));
  const auto low = std::clamp<std::uint64_t>(log - 1, 1, 15);
  scale::encode(out, static_cast<std::uint16_t>(low | era.phase_ / era.quantize_factor() << 4));
}

void Codec<frame::Era>::decode(Reader& in, frame::Era& era) {
  era = {};
  const std::uint64_t first = in.byte();
  if (first == 0) return;
  const std::uint64_t bits = first | static_cast<std::uint64_t>(in.byte()) << 8;
  era.period_ = std::uint64_t{2} << (bits % 16);
  era.phase_ = (bits >> 4) * era.quantize_factor();
  if (era.period_ < frame::Era::kPeriodMin || era.phase_ >= era.period_) in.fail(Error::OutOfRange);
}

}  // namespace descent::scale
