// The program `descent`.
#include <sodium/core.h>
#include <unistd.h>

#include <iostream>

#include "node/cli/commands/commands.hpp"
#include "node/cli/run.hpp"

int main(int count, char** words) {
  // Puts its hashes on the vector unit; who needs randomness asks it again.
  if (sodium_init() < 0) {
    std::cerr << "descent: libsodium cannot start\n";
    return 1;
  }
  descent::cli::World world{std::cin, std::cout, std::cerr,
                            isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1,
                            descent::service::run_node};
  return descent::cli::run(descent::cli::commands(), {words + 1, words + count}, world);
}
