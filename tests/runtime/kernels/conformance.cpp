// Prints "<oneDNN and its instruction set>|<self-test hash>|<hash of random cases>": run by
// instruction_sets_test.cpp once for each setting of the library's limit.
#include <cstdio>

#include "runtime/crypto/hash.hpp"
#include "runtime/kernels/self_test.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/runtime/kernels/conformance_cases.hpp"

int main() {
  using namespace descent;
  kernels::Workspace workspace;
  crypto::Blake2b256 cases;
  kernels::for_each_case([&](const graph::Graph& graph, const std::vector<std::uint32_t>& samples) {
    const auto model = kernels::Model::prepare(graph);
    const auto rows = kernels::evaluate(workspace, *model, samples);
    cases.update(scale::encoded(rows->mantissas));
    cases.update(scale::encoded(rows->exponents));
  });
  std::printf("%s|%s|%s\n", kernels::library_description().c_str(),
              to_hex(kernels::self_test(workspace).bytes).c_str(),
              to_hex(cases.finish().bytes).c_str());
}
