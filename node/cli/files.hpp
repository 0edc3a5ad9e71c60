#pragma once
// Files that commands read and write whole.
#include "node/cli/failure.hpp"
#include "runtime/scale/bytes.hpp"

namespace descent::cli {

inline constexpr std::size_t kContextBytesMax = std::size_t{64} << 10;

/// The bytes of a file. errors  Usage: it cannot be read, or has more than `most` bytes
Outcome<Bytes> read_file(const std::string& path, std::size_t most);
/// errors  Refused: it cannot be written
Outcome<> write_file(const std::string& path, View bytes);

}  // namespace descent::cli
