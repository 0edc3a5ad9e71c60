#pragma once
#include "node/cli/session.hpp"

namespace descent::cli {

/// What is known of a key and may be shown; empty where it is not.
struct KeyText {
  std::string name;  ///< in the keystore
  std::string scheme;
  std::string public_key;  ///< hex
  AccountId account;
  std::string phrase;  ///< secret
  std::string seed;    ///< secret, hex
};

/// The public side of a key.
KeyText text_of(const crypto::Keypair& key);
/// Of a key that nobody has opened.
KeyText text_of(const std::string& name, const keystore::KeyFile& file);

void show_key(const Session& session, const KeyText& key);

/// "2023-11-14", in UTC; "" for 0.
std::string date_of(std::uint64_t milliseconds);

}  // namespace descent::cli
