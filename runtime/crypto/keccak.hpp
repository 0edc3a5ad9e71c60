#pragma once
/// # Keccak-f[1600]
/// The permutation under SHA-3 and STROBE: 24 rounds on 25 lanes of 64 bits.
/// source  FIPS 202, sections 3.2 and 3.3
#include <array>
#include <cstdint>

namespace descent::crypto {

/// Lane (x, y) is word x + 5 y.
using KeccakState = std::array<std::uint64_t, 25>;

void keccak_f1600(KeccakState& lanes) noexcept;

}  // namespace descent::crypto
