#include "tests/node/cli/console.hpp"

namespace descent::cli {

int Console::run(std::vector<std::string> words) {
  out.str("");
  err.str("");
  World world{in, out, err, terminal, [this](const service::NodeOptions& options) {
                started = options;
                return 0;
              }};
  return cli::run(commands(), std::move(words), world);
}

}  // namespace descent::cli
