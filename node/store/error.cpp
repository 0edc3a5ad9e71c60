#include "node/store/error.hpp"

#include <cstdio>
#include <cstdlib>

namespace descent::store {

void halt(const Error& error) {
  std::fprintf(stderr, "descent: the node halts: %s\n", error.text.c_str());
  std::_Exit(kHaltStatus);
}

}  // namespace descent::store
