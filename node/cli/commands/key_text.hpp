#pragma once
#include "node/cli/session.hpp"

namespace descent::cli {

/// Prints the public side of a key, and its secret seed unless that is empty.
void show_key(const Session& session, const crypto::Keypair& key, const std::string& seed);

}  // namespace descent::cli
