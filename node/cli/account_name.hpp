#pragma once
// How people name accounts and keys on a command line.
#include "node/cli/failure.hpp"
#include "runtime/crypto/keypair.hpp"

namespace descent::cli {

/// "sr25519", "ed25519" or "ecdsa".
/// errors  Usage: another word
Outcome<crypto::KeyType> parse_scheme(std::string_view text);

/// The key of a secret URI. "Alice" is short for "//Alice".
/// errors  Usage: why there is no key
Outcome<crypto::Keypair> parse_key(crypto::KeyType scheme, std::string_view suri);

/// An account: SS58, 0x and 64 hex digits, or the sr25519 account of "//Alice" or "Alice".
/// errors  Usage: what is wrong with it
Outcome<AccountId> parse_account(std::string_view text);

}  // namespace descent::cli
