#pragma once
/// # Small files for their owner's eyes
/// Of mode 0600, and whole or not there: on the disk when a call that writes returns. A loss of
/// power leaves the old content or the new, never a part.
#include <filesystem>
#include <optional>
#include <string>

#include "runtime/crypto/secret.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::network {

struct FileError {
  bool too_large = false;  ///< else the disk or the system refused
  std::string text;        ///< a sentence that names the file
};

/// The whole file; of a pipe, what comes until its end. nullopt if there is no such file.
Expected<std::optional<crypto::SecretBytes>, FileError> read_owners(
    const std::filesystem::path& path, std::size_t bytes_max);

/// Makes the folders above the file, as far as they are missing.
void make_folders_of(const std::filesystem::path& path);

/// True if others than its owner may read or write the file.
bool is_open_to_others(const std::filesystem::path& path);

/// Replaces the file, or makes it. Its folder must be there: one that was lost is not made anew,
/// since a lock in it was lost too. errors  a sentence
Expected<void, std::string> replace_owners(const std::filesystem::path& path, View content);

/// Makes the file in a folder that is there. False, and nothing is changed, if there is one
/// already, even if another process makes it at this moment. errors  a sentence
Expected<bool, std::string> make_owners(const std::filesystem::path& path, View content);

}  // namespace descent::network
