// Validators that differ in their machines and in what they remember must end at one state root.
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <string>

#include "runtime/scale/hex.hpp"
#include "tests/modules/training/map_memo.hpp"
#include "tests/modules/training/whole_task.hpp"

namespace descent::modules {
namespace {

/// What another validator prints, whose library is limited so.
std::string run_validator(const std::string& limit) {
  const std::string setting = limit.empty() ? "" : "DNNL_MAX_CPU_ISA=" + limit + " ";
  std::FILE* child = popen((setting + DESCENT_WHOLE_TASK).c_str(), "r");
  std::array<char, 512> line{};
  if (std::fgets(line.data(), line.size(), child) == nullptr) line = {};
  pclose(child);
  std::string out = line.data();
  if (!out.empty()) out.pop_back();
  return out;
}

TEST(Agreement, a_whole_task_ends_at_one_state_root_on_every_instruction_set) {
  const std::string expected = to_hex(play_whole_task(nullptr).bytes);
  for (const char* limit : {"SSE41", "AVX", "AVX2", "AVX512_CORE", ""}) {
    const std::string line = run_validator(limit);
    const auto bar = line.find('|');
    ASSERT_NE(bar, std::string::npos) << limit << ": " << line;
    EXPECT_EQ(line.substr(bar + 1), expected) << limit;
    std::printf("limit '%s': %s\n", limit, line.substr(0, bar).c_str());
  }
}

TEST(Agreement, a_whole_task_ends_at_one_state_root_with_and_without_a_memo) {
  MapMemo memo;
  const Hash without = play_whole_task(nullptr);
  EXPECT_EQ(play_whole_task(&memo), without);
  const int before = memo.found;
  EXPECT_EQ(play_whole_task(&memo), without);
  EXPECT_GT(memo.found, before);
}

}  // namespace
}  // namespace descent::modules
