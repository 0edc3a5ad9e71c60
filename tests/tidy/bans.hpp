#pragma once
// Words and headers that do not belong, each with what to use instead.
#include "tests/tidy/source.hpp"

namespace descent::tidy {

/// Pure code has no clock, thread, file, random source, floating point or unordered container.
Problems check_purity(const Source& source);

/// Unfinished work, macros beyond the three, names that say nothing, `using namespace std`.
Problems check_words(const Source& source);

}  // namespace descent::tidy
