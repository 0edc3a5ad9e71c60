#pragma once
// What keeps a second process out.
#include <filesystem>
#include <string>

#include "network/files/descriptor.hpp"
#include "runtime/scale/expected.hpp"

namespace descent::service {

/// Locks `path`, made if need be, against every other process until what is returned is gone.
/// errors  a sentence: held by another, or not to be opened
Expected<network::Descriptor, std::string> lock_file(const std::filesystem::path& path);

}  // namespace descent::service
