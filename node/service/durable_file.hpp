#pragma once
// Small files that survive the loss of power whole: the old content or the new, never a part.
#include <filesystem>
#include <optional>
#include <string>

#include "runtime/primitives/types.hpp"

namespace descent::service {

/// Replaces `path` by `content`: a new file beside it, synced, renamed over it, the folder synced.
/// Readable by its owner alone. errors  a sentence for the operator
Expected<void, std::string> write_durably(const std::filesystem::path& path, View content);

/// nullopt if there is no such file. errors  a sentence: unreadable, or over `bytes_max` bytes
Expected<std::optional<Bytes>, std::string> read_small(const std::filesystem::path& path,
                                                       std::size_t bytes_max);

/// Locks `path`, made if need be, against every other process until the descriptor is closed.
/// returns  the descriptor. errors  a sentence: held by another, or not to be opened
Expected<int, std::string> lock_file(const std::filesystem::path& path);

}  // namespace descent::service
