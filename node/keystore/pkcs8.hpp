#pragma once
/// # What a key file's box holds
/// A PKCS #8 header, the secret as `Keypair::to_wallet_bytes` gives it, a divider, the public key.
/// The header says ed25519 for every kind of key, as wallets write it.
/// source  polkadot-js/common, packages/keyring/src/pair/{encode,decode,defaults}.ts
#include "node/keystore/error.hpp"
#include "runtime/crypto/keypair.hpp"

namespace descent::keystore {

crypto::SecretBytes to_pkcs8(const crypto::Keypair& key);

/// errors  Damaged: another layout, no secret of this kind, or not that of the public key
Kept<crypto::Keypair> from_pkcs8(crypto::KeyType type, View bytes);

}  // namespace descent::keystore
