#pragma once
// One task from its opening to its end, with products large enough for every kernel to matter.
#include "runtime/frame/frame.hpp"

namespace descent::modules {

/// The state root after the task. It depends on nothing but the rules.
/// memo  as a frame has it; nullptr for none
Hash play_whole_task(frame::Memo* memo);

}  // namespace descent::modules
