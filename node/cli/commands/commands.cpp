#include "node/cli/commands/commands.hpp"

namespace descent::cli {
namespace {

std::vector<Command> all_rows() {
  std::vector<Command> out;
  for (const auto rows_of : command::kFiles)
    for (const auto& row : rows_of()) out.push_back(row);
  return out;
}

}  // namespace

std::span<const Command> commands() {
  static const std::vector<Command> rows = all_rows();
  return rows;
}

}  // namespace descent::cli
