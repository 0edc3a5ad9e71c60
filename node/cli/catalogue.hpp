#pragma once
/// # The catalogue
/// All commands with all that they take: what the manual page and the completion of shells are made
/// from, by the declarations that --help is made from.
#include <span>

#include "node/cli/command.hpp"

namespace descent::cli {

struct CommandEntry {
  std::string group;  ///< empty: a command by itself
  std::string name;
  std::string summary;
  std::string examples;
  std::vector<Description> arguments;  ///< in the order of --help

  /// "descent key list"
  std::string line() const;
};

struct Catalogue {
  std::vector<Description> globals;  ///< what every command takes
  std::vector<CommandEntry> commands;
};

Catalogue catalogue_of(std::span<const Command> commands);

/// "Keys and addresses" of "key". REQUIRES a group of some command.
std::string_view summary_of_group(std::string_view group);

}  // namespace descent::cli
