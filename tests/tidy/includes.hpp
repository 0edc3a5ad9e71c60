#pragma once
// Who may include whom: the table of ARCHITECTURE.md.
#include "tests/tidy/source.hpp"

namespace descent::tidy {

/// Includes of the project's own files: rooted at the project, by the table, a .cpp's own header
/// first; a module knows another module by its one header.
Problems check_includes(const Source& source);

/// Third-party headers stay in the folders that wrap them.
Problems check_libraries(const Source& source);

/// oneDNN is included by one file of runtime/kernels.
Problems check_one_kernel_boundary(const Tree& tree);

}  // namespace descent::tidy
