#pragma once
// The command line from words to an exit code.
#include <span>

#include "node/cli/command.hpp"

namespace descent::cli {

/// Reads `arguments` (without the program's name), runs the command they name, prints what went
/// wrong. returns  a value of Exit, or what the node returned
int run(std::span<const Command> commands, std::vector<std::string> arguments, World& world);

}  // namespace descent::cli
