#pragma once
// Secrets as people and scripts give them: typed without being shown, or from a file.
#include <filesystem>

#include "node/cli/failure.hpp"
#include "runtime/crypto/secret.hpp"

namespace descent::cli {

struct World;

inline constexpr std::size_t kSecretLengthMax = 4096;

/// The next line of `world.in`, without its end. On a terminal `prompt` is shown and what is typed
/// is not.
/// errors  Usage: nothing came, or above `kSecretLengthMax` characters
Outcome<crypto::SecretText> ask_secret(const World& world, std::string_view prompt);

/// The first line of a file, such as one that a password manager feeds.
/// errors  Usage: no such file, or nothing in it
Outcome<crypto::SecretText> read_secret(const std::filesystem::path& path);

/// `text` without the spaces and line ends around it.
std::string_view trimmed(std::string_view text);

}  // namespace descent::cli
