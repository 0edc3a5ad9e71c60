// What calls and hooks really take, beside what modules/*/weights.hpp charges for them: each at
// the parameters its weight names, in blocks on a chain of 100,000 accounts, roots and database
// included. The ratio belongs within 0.3 and 1. The argument names one module; without, all.
#include <unistd.h>

#include <cstdlib>
#include <string_view>

#include "tests/bench/weights_chain.hpp"

int main(int count, char** arguments) {
  // OpenMP reads its variables when it is loaded: the program starts itself anew with one thread.
  if (const char* threads = std::getenv("OMP_NUM_THREADS"); !threads || threads[0] != '1') {
    setenv("OMP_NUM_THREADS", "1", 1);
    execv("/proc/self/exe", arguments);
  }
  using namespace descent::bench;
  constexpr std::pair<std::string_view, void (*)(WeightChain&)> kModules[] = {
      {"system", weigh_system},   {"balances", weigh_balances}, {"blobs", weigh_blobs},
      {"models", weigh_models},   {"training", weigh_training}, {"rules", weigh_rules},
      {"staking", weigh_staking},
  };
  WeightChain chain{"weights"};
  for (const auto& [name, weigh] : kModules)
    if (count < 2 || name == arguments[1]) weigh(chain);
}
