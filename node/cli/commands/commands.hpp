#pragma once
// Every command. Adding one: its file, which defines its rows, and the file's name in
// CMakeLists.txt.
#include <span>

#include "node/cli/commands/list.hpp"

namespace descent::cli {

/// In the order of --help.
std::span<const Command> commands();

}  // namespace descent::cli
