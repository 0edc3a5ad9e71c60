#pragma once
// The program as a person types it, with a world of its own.
#include <sstream>

#include "node/cli/commands/commands.hpp"
#include "node/cli/run.hpp"

namespace descent::cli {

struct Console {
  std::istringstream in;
  std::ostringstream out;
  std::ostringstream err;
  bool terminal = false;
  std::optional<service::NodeOptions> started;  ///< what `descent node` asked for

  /// returns  the exit code
  int run(std::vector<std::string> words);
  bool printed(std::string_view text) const { return out.str().find(text) != std::string::npos; }
  bool complained(std::string_view text) const { return err.str().find(text) != std::string::npos; }
};

}  // namespace descent::cli
