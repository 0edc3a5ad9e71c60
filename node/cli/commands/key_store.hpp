#pragma once
// Putting a key into the keystore, as `key generate` and `key import` do.
#include "node/cli/session.hpp"

namespace descent::cli {

struct Destination {
  std::string name;
  bool force = false;  ///< may replace a key of that name
};

/// To be asked before a secret is made or typed in vain.
/// errors  Usage: a bad name; Refused: it is taken
Outcome<> check_free(const Session& session, const Destination& to);

/// created  milliseconds since 1970; 0: now
/// errors   Refused: the name is taken, the disk
Outcome<> store_key(const Session& session, const Destination& to, const crypto::Keypair& key,
                    std::string_view password, std::uint64_t created = 0);

}  // namespace descent::cli
