// The program `descent`.
#include <unistd.h>

#include <iostream>

#include "node/cli/commands/commands.hpp"
#include "node/cli/run.hpp"

int main(int count, char** words) {
  descent::cli::World world{std::cin, std::cout, std::cerr,
                            isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1,
                            descent::service::run_node};
  return descent::cli::run(descent::cli::commands(), {words + 1, words + count}, world);
}
