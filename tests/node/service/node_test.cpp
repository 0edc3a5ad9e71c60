#include "node/service/node.hpp"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>

#include "node/service/base_path.hpp"
#include "node/store/leveldb_store.hpp"

namespace descent::service {
namespace {

using testing::HasSubstr;

NodeOptions options(const std::filesystem::path& base) {
  NodeOptions out;
  out.base_path = base;
  out.rpc_port = 0;
  out.prometheus_port = 0;
  out.log = "off";
  return out;
}

struct Running : testing::Test {
  BasePath around = *BasePath::open(std::nullopt);
  std::filesystem::path base = around.database("test");

  /// What a node that refuses to start says.
  std::string refusal(const NodeOptions& o) {
    testing::internal::CaptureStderr();
    const int code = run_node(o);
    EXPECT_EQ(code, 1);
    return testing::internal::GetCapturedStderr();
  }
};

TEST_F(Running, an_unknown_chain_is_refused_with_the_known_ones) {
  NodeOptions o = options(base);
  o.chain = "moon";
  EXPECT_THAT(refusal(o), testing::AllOf(HasSubstr("\"moon\""), HasSubstr("dev")));
  EXPECT_FALSE(std::filesystem::exists(base));
}

TEST_F(Running, a_base_path_that_is_a_file_is_refused) {
  std::filesystem::create_directories(base.parent_path());
  std::ofstream{base} << "x";
  EXPECT_THAT(refusal(options(base)), HasSubstr("--base-path"));
}

TEST_F(Running, an_rpc_address_that_is_none_is_refused) {
  NodeOptions o = options(base);
  o.rpc_address = "here";
  EXPECT_THAT(refusal(o), HasSubstr("here is no IP address"));
}

TEST_F(Running, a_second_node_on_the_same_base_path_is_refused) {
  std::filesystem::create_directories(base);
  const auto held = store::LevelDbStore::open(BasePath::open(base)->database("dev"));
  ASSERT_TRUE(held);
  EXPECT_THAT(refusal(options(base)), HasSubstr("use"));
}

constexpr const char* kNodeAt = "DESCENT_TEST_NODE_AT";

/// Starts this program anew, for its test that is running now to be a node at `base`. A mere fork
/// would lack OpenMP's threads, and oneDNN would wait for them.
pid_t spawn_node(const std::filesystem::path& base, int out) {
  setenv(kNodeAt, base.c_str(), 1);
  const auto* test = testing::UnitTest::GetInstance()->current_test_info();
  std::string program = std::filesystem::read_symlink("/proc/self/exe");
  std::string filter =
      std::string{"--gtest_filter="} + test->test_suite_name() + "." + test->name();
  char* const arguments[] = {program.data(), filter.data(), nullptr};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, out, STDOUT_FILENO);
  pid_t node = -1;
  posix_spawn(&node, program.c_str(), &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  unsetenv(kNodeAt);
  return node;
}

TEST_F(Running, a_node_that_gets_sigterm_ends_cleanly_and_its_database_opens_again) {
  if (const char* given = std::getenv(kNodeAt)) std::_Exit(run_node(options(given)));
  for (int run = 0; run < 2; ++run) {
    int out[2];
    ASSERT_EQ(pipe2(out, O_CLOEXEC), 0);
    const pid_t node = spawn_node(base, out[1]);
    close(out[1]);
    ASSERT_GT(node, 0);
    std::string text;
    bool told = false;
    char buffer[1024];
    for (ssize_t got = 0; (got = read(out[0], buffer, sizeof buffer)) > 0;) {
      text.append(buffer, static_cast<std::size_t>(got));
      const bool serves = text.find("Head ") != text.npos;
      if (serves && !std::exchange(told, true)) kill(node, SIGTERM);
    }
    close(out[0]);
    int status = 0;
    ASSERT_EQ(waitpid(node, &status, 0), node);
    EXPECT_TRUE(WIFEXITED(status)) << "signal " << WTERMSIG(status);
    EXPECT_EQ(WEXITSTATUS(status), 0);
    EXPECT_THAT(text, HasSubstr("Head       block 0"));
    EXPECT_THAT(text, HasSubstr("//Alice"));
  }
}

}  // namespace
}  // namespace descent::service
