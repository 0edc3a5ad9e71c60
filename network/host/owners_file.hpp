#pragma once
/// # Small files for their owner's eyes
/// Of mode 0600, and whole or not there: on the disk when a call that writes returns.
#include <filesystem>
#include <optional>
#include <string>

#include "runtime/crypto/secret.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::network {

/// nullopt if there is no such file.
/// errors  a sentence: it cannot be read, or has more than `bytes_max` bytes
Expected<std::optional<crypto::SecretBytes>, std::string> read_owners(
    const std::filesystem::path& path, std::size_t bytes_max);

/// True if others than its owner may read or write the file.
bool is_open_to_others(const std::filesystem::path& path);

/// Replaces the file, or makes it, and its folders.
/// errors  a sentence
Expected<void, std::string> replace_owners(const std::filesystem::path& path, View content);

/// Makes the file, and its folders. False, and nothing is changed, if it is there already.
/// errors  a sentence
Expected<bool, std::string> make_owners(const std::filesystem::path& path, View content);

}  // namespace descent::network
