#include "node/keystore/pkcs8.hpp"

#include <algorithm>

namespace descent::keystore {
namespace {

constexpr std::array<std::uint8_t, 16> kHeader{0x30, 0x53, 0x02, 0x01, 0x01, 0x30, 0x05, 0x06,
                                               0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20};
constexpr std::array<std::uint8_t, 5> kDivider{0xa1, 0x23, 0x03, 0x21, 0x00};

/// Takes `size` bytes off the front; fewer if there are fewer.
View take(View& bytes, std::size_t size) {
  const View out = bytes.first(std::min(size, bytes.size()));
  bytes = bytes.subspan(out.size());
  return out;
}

}  // namespace

crypto::SecretBytes to_pkcs8(const crypto::Keypair& key) {
  const auto secret = key.to_wallet_bytes();
  crypto::SecretBytes out;
  out->reserve(kHeader.size() + secret->size() + kDivider.size() + key.public_key().size());
  append(*out, kHeader);
  append(*out, *secret);
  append(*out, kDivider);
  append(*out, key.public_key());
  return out;
}

Kept<crypto::Keypair> from_pkcs8(crypto::KeyType type, View bytes) {
  const Error damaged{ErrorKind::Damaged,
                      "the key file opens and holds no " + std::string{name_of(type)} +
                          " key; export it again from the wallet that wrote it"};
  const View header = take(bytes, kHeader.size());
  const View secret = take(bytes, type == crypto::KeyType::Ecdsa ? 32 : 64);
  const View divider = take(bytes, kDivider.size());
  if (!std::ranges::equal(header, kHeader) || !std::ranges::equal(divider, kDivider))
    return damaged;
  auto key = crypto::Keypair::from_wallet_bytes(type, secret);
  if (!key || !std::ranges::equal(bytes, key->public_key())) return damaged;
  return *std::move(key);
}

}  // namespace descent::keystore
