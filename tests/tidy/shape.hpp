#pragma once
// What a file looks like from outside.
#include "tests/tidy/source.hpp"

namespace descent::tidy {

inline constexpr std::size_t kLinesMax = 400;
inline constexpr std::size_t kColumnsMax = 100;

/// Code files: at most `kLinesMax` lines of at most `kColumnsMax` characters, headers guarded.
Problems check_size(const Source& source);

/// A document has one "# Title", on its first line.
Problems check_title(const Source& source);

}  // namespace descent::tidy
