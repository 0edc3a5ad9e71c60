#include "runtime/kernels/gain.hpp"

#include "runtime/primitives/assert.hpp"

namespace descent::kernels {

void Gain::add(std::uint64_t base_loss, std::uint64_t candidate_loss) {
  DESCENT_ASSERT(samples < kSliceSamplesMax);
  const auto gain =
      static_cast<std::int64_t>(base_loss) - static_cast<std::int64_t>(candidate_loss);
  ++samples;
  sum += gain;
  squares += static_cast<u128>(static_cast<i128>(gain) * gain);
}

bool Gain::below(std::uint64_t threshold) const {
  return -static_cast<i128>(sum) > static_cast<i128>(threshold) * samples;
}

bool Gain::beyond_errors(unsigned k) const {
  DESCENT_ASSERT(k <= 4);
  if (samples < 2) return false;
  const auto square = static_cast<u128>(static_cast<i128>(sum) * sum);
  return square * (samples - 1) > u128{k} * k * (samples * squares - square);
}

}  // namespace descent::kernels
