#include "node/keystore/seal.hpp"

#include <sodium/crypto_pwhash_scryptsalsa208sha256.h>
#include <sodium/crypto_secretbox.h>

#include <bit>

#include "node/keystore/fresh.hpp"
#include "runtime/primitives/assert.hpp"
#include "runtime/scale/codec.hpp"

namespace descent::keystore {
namespace {

constexpr std::size_t kSaltSize = 32;
constexpr std::size_t kNonceSize = crypto_secretbox_NONCEBYTES;
constexpr std::size_t kOverhead = kSaltSize + 12 + kNonceSize + crypto_secretbox_MACBYTES;

using BoxKey = crypto::Secret<crypto_secretbox_KEYBYTES>;

struct Header {
  std::array<std::uint8_t, kSaltSize> salt{};
  std::uint32_t n{};
  std::uint32_t p{};
  std::uint32_t r{};
  std::array<std::uint8_t, kNonceSize> nonce{};
  DESCENT_FIELDS(salt, n, p, r, nonce)
};

/// Wallets derive 64 bytes and use the first half, which are those of a derivation of 32.
Kept<BoxKey> box_key(std::string_view password, const Header& header) {
  BoxKey key;
  const View secret = as_view(password);
  const int status = crypto_pwhash_scryptsalsa208sha256_ll(
      secret.data(), secret.size(), header.salt.data(), header.salt.size(), header.n, header.r,
      header.p, key.data(), key.size());
  if (status != 0)
    return Error{ErrorKind::Io,
                 "the system has no memory for the key file's scrypt (128 MiB); free some"};
  return key;
}

}  // namespace

bool is_affordable(const Scrypt& cost) {
  const std::uint64_t n = cost.n, r = cost.r, p = cost.p;
  if (n < 2 || !std::has_single_bit(n) || r == 0 || p == 0) return false;
  return n * r <= std::uint64_t{1} << 20 && p <= (std::uint64_t{1} << 21) / (n * r);
}

Kept<Bytes> seal(View plain, std::string_view password, const Scrypt& cost) {
  DESCENT_ASSERT(is_affordable(cost));
  Header header{.n = cost.n, .p = cost.p, .r = cost.r};
  DESCENT_TRY(fill_random(header.salt));
  DESCENT_TRY(fill_random(header.nonce));
  const BoxKey key = DESCENT_TRY(box_key(password, header));
  Bytes box(plain.size() + crypto_secretbox_MACBYTES);
  crypto_secretbox_easy(box.data(), plain.data(), plain.size(), header.nonce.data(), key.data());
  Bytes out = scale::encoded(header);
  append(out, box);
  return out;
}

Kept<crypto::SecretBytes> unseal(View sealed, std::string_view password) {
  if (sealed.size() < kOverhead)
    return Error{ErrorKind::Damaged, "the key file's encrypted part is too short; take a backup"};
  const std::size_t header_size = kOverhead - crypto_secretbox_MACBYTES;
  const auto header = scale::decoded<Header>(sealed.first(header_size));
  DESCENT_ASSERT(header);  // any bytes of that length are one
  if (!is_affordable({header->n, header->p, header->r}))
    return Error{ErrorKind::TooCostly,
                 "the key file asks for more than 128 MiB or a second of scrypt, which no wallet "
                 "does; it is damaged, or not to be trusted"};
  const BoxKey key = DESCENT_TRY(box_key(password, *header));
  const View box = sealed.subspan(header_size);
  crypto::SecretBytes plain{Bytes(box.size() - crypto_secretbox_MACBYTES)};
  if (crypto_secretbox_open_easy(plain->data(), box.data(), box.size(), header->nonce.data(),
                                 key.data()) != 0)
    return Error{ErrorKind::WrongPassword,
                 "the password is wrong, or the key file was altered; try again, or import the "
                 "key from its recovery phrase"};
  return plain;
}

}  // namespace descent::keystore
