#pragma once
// Broken invariants stop the node: a wrong state is worse than none.

/// Aborts with the condition and its place if `condition` is false. Always on. For what this code
/// got wrong, never for what came from outside.
#define DESCENT_ASSERT(condition) \
  ((condition) ? void() : ::descent::assertion_failed(#condition, __FILE__, __LINE__))

namespace descent {

[[noreturn]] void assertion_failed(const char* condition, const char* file, int line);

}  // namespace descent
