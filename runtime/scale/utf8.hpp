#pragma once
// UTF-8 validity, needed because SCALE texts are consensus data.
#include "runtime/scale/bytes.hpp"

namespace descent::scale {

/// True if `bytes` is well-formed UTF-8: no overlong form, no surrogate, nothing above U+10FFFF.
/// source  Unicode 15, table 3-7
bool is_utf8(View bytes);

}  // namespace descent::scale
