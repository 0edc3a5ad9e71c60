#pragma once
// What must be written down: a test for each source, and each source in its CMakeLists.txt.
#include "tests/tidy/source.hpp"

namespace descent::tidy {

/// Every source outside tests/ has a test at the same place below tests/: runtime/trie/nibbles.cpp
/// and tests/runtime/trie/nibbles_test.cpp. Programs (main.cpp) have none.
Problems check_mirrored_tests(const Tree& tree);

/// Every source is named in a CMakeLists.txt of its folder or one above, and none is globbed.
Problems check_listed_sources(const Tree& tree);

/// A library in a pure folder is PURE, or is the boundary around a library that throws and says so
/// in its name: descent_crypto_boundary.
Problems check_pure_libraries(const Source& source);

/// Adding a command takes its file and the file's name in one list: `Rows command::X_Y()` stands in
/// node/cli/commands/X_Y.cpp, which that folder's CMakeLists.txt names, and nobody else names it.
Problems check_commands(const Tree& tree);

}  // namespace descent::tidy
