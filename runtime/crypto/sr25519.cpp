#include "runtime/crypto/sr25519.hpp"

#include <sodium/crypto_core_ristretto255.h>
#include <sodium/crypto_scalarmult_ristretto255.h>
#include <sodium/utils.h>

#include "runtime/crypto/curve25519.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/crypto/merlin.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::crypto::sr25519 {
namespace {

constexpr std::uint8_t kMark = 0x80;  // tells these signatures from ed25519's

using Point = std::array<std::uint8_t, 32>;

/// Divides by the cofactor 8.
void shift_right_by_3(std::span<std::uint8_t, 32> number) {
  for (std::size_t i = 0; i < 31; ++i)
    number[i] = static_cast<std::uint8_t>(number[i] >> 3 | number[i + 1] << 5);
  number[31] = static_cast<std::uint8_t>(number[31] >> 3);
}

void shift_left_by_3(std::span<std::uint8_t, 32> number) {
  for (std::size_t i = 31; i > 0; --i)
    number[i] = static_cast<std::uint8_t>(number[i] << 3 | number[i - 1] >> 5);
  number[0] = static_cast<std::uint8_t>(number[0] << 3);
}

/// scalar * B.  REQUIRES  scalar is not a multiple of L
Point base_multiple(const Seed& scalar) {
  Point out;
  const int status = crypto_scalarmult_ristretto255_base(out.data(), scalar.data());
  DESCENT_ASSERT(status == 0);
  return out;
}

Transcript opened(View message, const Point& public_key) {
  Transcript t{"SigningContext"};
  t.append("", as_view("substrate"));
  t.append("sign-bytes", message);
  t.append("proto-name", as_view("Schnorr-sig"));
  t.append("sign:pk", public_key);
  return t;
}

Transcript deriving(ChainCodeView chain_code) {
  Transcript t{"SchnorrRistrettoHDKD"};
  t.append("sign-bytes", {});
  t.append("chain-code", chain_code);
  return t;
}

Seed reduced(const Secret<64>& wide) {
  Seed out;
  crypto_core_ristretto255_scalar_reduce(out.data(), wide.data());
  return out;
}

/// k, which binds R to the message and the key.
Seed challenge(Transcript& t, const Point& r) {
  t.append("sign:R", r);
  Secret<64> wide;
  t.challenge("sign:c", wide);
  return reduced(wide);
}

}  // namespace

SecretKey expand(SeedView mini_secret) noexcept {
  auto digest = sha2_512(mini_secret);
  const std::span<const std::uint8_t, 64> both{digest};
  SecretKey key{Seed{both.first<32>()}, Seed{both.last<32>()}};
  wipe(digest);
  key.scalar[0] &= 0xf8;
  key.scalar[31] &= 0x3f;
  key.scalar[31] |= 0x40;
  shift_right_by_3(key.scalar);
  return key;
}

Secret<64> to_wallet_bytes(const SecretKey& key) noexcept {
  Seed scalar = key.scalar;
  shift_left_by_3(scalar);
  Secret<64> out;
  std::copy(key.nonce.begin(), key.nonce.end(),
            std::copy(scalar.begin(), scalar.end(), out.begin()));
  return out;
}

std::optional<SecretKey> from_wallet_bytes(std::span<const std::uint8_t, 64> bytes) noexcept {
  SecretKey key{Seed{bytes.first<32>()}, Seed{bytes.last<32>()}};
  const bool is_zero = sodium_is_zero(key.scalar.data(), key.scalar.size()) == 1;
  if ((key.scalar[0] & 7) != 0 || is_zero) return std::nullopt;
  shift_right_by_3(key.scalar);
  if (!is_canonical_scalar(key.scalar)) return std::nullopt;
  return key;
}

PublicKey public_key(const SecretKey& key) noexcept { return base_multiple(key.scalar); }

Signature sign(const SecretKey& key, View message) noexcept {
  Transcript t = opened(message, base_multiple(key.scalar));
  Secret<64> wide;
  t.witness("signing", key.nonce, wide);
  const Seed nonce = reduced(wide);
  const Point r = base_multiple(nonce);
  Seed s = challenge(t, r);
  crypto_core_ristretto255_scalar_mul(s.data(), s.data(), key.scalar.data());
  crypto_core_ristretto255_scalar_add(s.data(), s.data(), nonce.data());

  Signature out;
  std::copy(s.begin(), s.end(), std::copy(r.begin(), r.end(), out.begin()));
  out.back() |= kMark;
  return out;
}

bool verify(const Signature& signature, View message, const PublicKey& key) noexcept {
  Point r, s, sum, product;
  std::copy_n(signature.begin(), 32, r.begin());
  std::copy_n(signature.begin() + 32, 32, s.begin());
  if ((s.back() & kMark) == 0) return false;
  s.back() = static_cast<std::uint8_t>(s.back() & ~kMark);
  if (!is_canonical_scalar(s)) return false;

  Transcript t = opened(message, key);
  const Seed k = challenge(t, r);
  // A product that is the identity is refused by the library: s = 0 and k = 0 cannot be signed for.
  if (crypto_scalarmult_ristretto255(product.data(), k.data(), key.data()) != 0) return false;
  if (crypto_scalarmult_ristretto255_base(sum.data(), s.data()) != 0) return false;
  return crypto_core_ristretto255_sub(sum.data(), sum.data(), product.data()) == 0 && sum == r;
}

Seed derive_hard(const SecretKey& key, ChainCodeView chain_code) noexcept {
  Transcript t = deriving(chain_code);
  t.append("secret-key", key.scalar);
  Seed out;
  t.challenge("HDKD-hard", out);
  return out;
}

SecretKey derive_soft(const SecretKey& key, ChainCodeView chain_code) noexcept {
  Transcript t = deriving(chain_code);
  t.append("public-key", public_key(key));
  Secret<64> wide;
  t.challenge("HDKD-scalar", wide);
  SecretKey out{reduced(wide), {}};
  crypto_core_ristretto255_scalar_add(out.scalar.data(), out.scalar.data(), key.scalar.data());
  t.witness("HDKD-nonce", to_wallet_bytes(key), out.nonce);
  return out;
}

}  // namespace descent::crypto::sr25519
