#pragma once
// What keeps a second process out.
#include <filesystem>
#include <string>

#include "runtime/scale/expected.hpp"

namespace descent::service {

/// Locks `path`, made if need be, against every other process until the descriptor is closed.
/// returns  the descriptor. errors  a sentence: held by another, or not to be opened
Expected<int, std::string> lock_file(const std::filesystem::path& path);

}  // namespace descent::service
