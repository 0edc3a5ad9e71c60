#pragma once
// Files for their owner's eyes.
#include <filesystem>

#include "node/keystore/error.hpp"
#include "runtime/crypto/secret.hpp"

namespace descent::keystore {

/// The whole file. Reads pipes too.
/// errors  NotFound; TooLarge: above `bytes_max`; Io
Kept<crypto::SecretText> read_private(const std::filesystem::path& path, std::size_t bytes_max);

/// Writes a file of mode 0600 whole or not at all: it is on the disk when this returns. What was
/// there before is replaced only if `replace`.
/// errors  Exists; Io
Kept<> write_private(const std::filesystem::path& path, std::string_view text, bool replace);

/// Makes a folder of mode 0700, and those above it.
/// errors  Io: also if it is there and others may read it
Kept<> make_private_folder(const std::filesystem::path& path);

}  // namespace descent::keystore
