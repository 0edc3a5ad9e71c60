// Prints "<oneDNN and its instruction set>|<state root>": run by agreement_test.cpp once for each
// setting of the library's limit.
#include <gtest/gtest.h>

#include <cstdio>

#include "runtime/kernels/product.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/modules/training/whole_task.hpp"

int main() {
  using namespace descent;
  testing::InitGoogleTest();
  const Hash root = modules::play_whole_task(nullptr);
  std::printf("%s|%s\n", kernels::library_description().c_str(), to_hex(root.bytes).c_str());
}
