#pragma once
/// # The node key
/// The Ed25519 secret that a node proves to its peers who it is with: 32 bytes in a file, or 64 hex
/// digits for those who write it by hand. Who has the file is the node.
///
///   const auto secret = load_or_make_identity(base / "network/secret_ed25519", system_random());
///   const libp2p::Identity identity{*secret};
#include <filesystem>

#include "network/connection/options.hpp"

namespace descent::network {

/// Reads the secret, or makes one and the file, of mode 0600, if there is none. Of two processes
/// that make it at once both get the same.
/// random  a cryptographic source
/// errors  a sentence: it cannot be read or made, is no secret, or others may read it
Expected<crypto::Seed, std::string> load_or_make_identity(const std::filesystem::path& path,
                                                          const RandomSource& random);

}  // namespace descent::network
