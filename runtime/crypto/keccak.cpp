#include "runtime/crypto/keccak.hpp"

#include <bit>
#include <cstddef>

namespace descent::crypto {
namespace {

constexpr std::array<std::uint64_t, 24> kRoundConstants = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000,
    0x000000000000808b, 0x0000000080000001, 0x8000000080008081, 0x8000000000008009,
    0x000000000000008a, 0x0000000000000088, 0x0000000080008009, 0x000000008000000a,
    0x000000008000808b, 0x800000000000008b, 0x8000000000008089, 0x8000000000008003,
    0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};

/// By how much rho turns each lane.
constexpr std::array<int, 25> kTurns = {0,  1,  62, 28, 27, 36, 44, 6,  55, 20, 3,  10, 43,
                                        25, 39, 41, 45, 15, 21, 8,  18, 2,  61, 56, 14};

/// Adds to every bit the parity of two neighbouring columns.
void theta(KeccakState& a) {
  std::array<std::uint64_t, 5> parity{};
  for (std::size_t x = 0; x < 5; ++x)
    parity[x] = a[x] ^ a[x + 5] ^ a[x + 10] ^ a[x + 15] ^ a[x + 20];
  for (std::size_t x = 0; x < 5; ++x) {
    const std::uint64_t d = parity[(x + 4) % 5] ^ std::rotl(parity[(x + 1) % 5], 1);
    for (std::size_t y = 0; y < 25; y += 5) a[x + y] ^= d;
  }
}

/// Turns the lanes, and moves lane (x, y) to (y, 2x + 3y).
KeccakState rho_pi(const KeccakState& a) {
  KeccakState b;
  for (std::size_t x = 0; x < 5; ++x)
    for (std::size_t y = 0; y < 5; ++y)
      b[y + 5 * ((2 * x + 3 * y) % 5)] = std::rotl(a[x + 5 * y], kTurns[x + 5 * y]);
  return b;
}

/// The only step that is not linear.
void chi(KeccakState& a, const KeccakState& b) {
  for (std::size_t y = 0; y < 25; y += 5)
    for (std::size_t x = 0; x < 5; ++x)
      a[x + y] = b[x + y] ^ (~b[(x + 1) % 5 + y] & b[(x + 2) % 5 + y]);
}

}  // namespace

void keccak_f1600(KeccakState& lanes) noexcept {
  for (const std::uint64_t constant : kRoundConstants) {
    theta(lanes);
    chi(lanes, rho_pi(lanes));
    lanes[0] ^= constant;
  }
}

}  // namespace descent::crypto
