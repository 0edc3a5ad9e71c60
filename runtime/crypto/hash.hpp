#pragma once
/// # Hashes
/// BLAKE2b for identities and roots, twox (xxHash64, not collision resistant) for storage prefixes
/// nobody but the runtime chooses, SHA-2 for what others define.
/// Nothing here needs libsodium to be initialised; after `sodium_init()` at the start of a program
/// its BLAKE2b runs on the vector unit, with the same results.
/// source  RFC 7693; github.com/Cyan4973/xxHash, doc/xxhash_spec.md; FIPS 180-4
#include <array>

#include "runtime/primitives/types.hpp"

namespace descent::crypto {

std::array<std::uint8_t, 8> blake2b_64(View message) noexcept;
std::array<std::uint8_t, 16> blake2b_128(View message) noexcept;
Hash blake2b_256(View message) noexcept;
std::array<std::uint8_t, 64> blake2b_512(View message) noexcept;

/// xxHash64 with the seeds 0, 1, ..., each little-endian.
std::array<std::uint8_t, 8> twox_64(View message) noexcept;
std::array<std::uint8_t, 16> twox_128(View message) noexcept;
std::array<std::uint8_t, 32> twox_256(View message) noexcept;

std::array<std::uint8_t, 32> sha2_256(View message) noexcept;
std::array<std::uint8_t, 64> sha2_512(View message) noexcept;

/// BLAKE2b-256 of a message that comes in pieces.
class Blake2b256 {
 public:
  Blake2b256() noexcept;
  void update(View piece) noexcept;
  /// The digest of all pieces; call once, last.
  Hash finish() noexcept;

 private:
  alignas(64) std::array<std::uint8_t, 384> state_{};  // libsodium's, whose header stays out
};

}  // namespace descent::crypto
