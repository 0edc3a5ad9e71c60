// One child process for each limit of oneDNN's instruction set and each thread count: all must give
// the oracle's bits. A limit above what this machine has falls back to what it has; the output
// says what was used.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <string>

#include "runtime/crypto/hash.hpp"
#include "runtime/kernels/self_test.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/runtime/kernels/conformance_cases.hpp"
#include "tests/runtime/kernels/reference.hpp"

namespace descent::kernels {
namespace {

std::string run_child(const std::string& limit, int threads) {
  const std::string command = "DNNL_MAX_CPU_ISA=" + limit +
                              " OMP_NUM_THREADS=" + std::to_string(threads) + " " +
                              DESCENT_CONFORMANCE;
  std::FILE* child = popen(command.c_str(), "r");
  std::array<char, 512> line{};
  if (std::fgets(line.data(), line.size(), child) == nullptr) line = {};
  pclose(child);
  std::string out = line.data();
  if (!out.empty()) out.pop_back();
  return out;
}

std::string oracle_hash() {
  crypto::Blake2b256 cases;
  for_each_case([&](const graph::Graph& graph, const std::vector<std::uint32_t>& samples) {
    const Rows rows = reference::scores(graph, samples);
    cases.update(scale::encoded(rows.mantissas));
    cases.update(scale::encoded(rows.exponents));
  });
  return to_hex(cases.finish().bytes);
}

TEST(InstructionSets, each_gives_the_bits_of_the_oracle_with_one_thread_and_with_two) {
  const std::string expected = to_hex(kSelfTest.bytes) + "|" + oracle_hash();
  for (const char* limit : {"SSE41", "AVX", "AVX2", "AVX512_CORE", "AVX512_CORE_VNNI", "ALL"})
    for (const int threads : {1, 2}) {
      const std::string line = run_child(limit, threads);
      const auto bar = line.find('|');
      ASSERT_NE(bar, std::string::npos) << limit << ": " << line;
      EXPECT_EQ(line.substr(bar + 1), expected) << limit << " with " << threads << " threads";
      std::printf("limit %s, %d threads: %s\n", limit, threads, line.substr(0, bar).c_str());
    }
}

}  // namespace
}  // namespace descent::kernels
