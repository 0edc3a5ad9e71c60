#include "node/cli/secret_input.hpp"

#include "tests/node/cli/console.hpp"
#include "tests/node/keystore/folder.hpp"

namespace descent::cli {
namespace {

struct Secrets : testing::Test {
  Console console;
  World world{console.in, console.out, console.err, true, {}};
  const keystore::Folder folder{};
};

TEST_F(Secrets, a_terminal_is_asked_and_does_not_show_them) {
  console.in.str("hush hush \nmore");
  EXPECT_EQ(**ask_secret(world, "Password"), "hush hush ");
  EXPECT_EQ(console.err.str(), "Password: \n");
  EXPECT_EQ(**ask_secret(world, "Again"), "more");
}

TEST_F(Secrets, a_script_is_not_asked) {
  world.terminal = false;
  console.in.str("hush\r\n");
  EXPECT_EQ(**ask_secret(world, "Password"), "hush");
  EXPECT_EQ(console.err.str(), "");
}

TEST_F(Secrets, an_empty_line_is_one_and_the_end_of_the_input_is_none) {
  console.in.str("\n");
  EXPECT_EQ(**ask_secret(world, ""), "");
  EXPECT_EQ(ask_secret(world, "").error().exit, Exit::Usage);
}

TEST_F(Secrets, have_a_limit) {
  console.in.str(std::string(kSecretLengthMax, 'x'));
  EXPECT_EQ((*ask_secret(world, ""))->size(), kSecretLengthMax);
  console.in.clear();
  console.in.str(std::string(kSecretLengthMax + 1, 'x'));
  EXPECT_FALSE(ask_secret(world, ""));
}

TEST_F(Secrets, of_a_file_are_its_first_line) {
  const auto path = folder / "pw";
  keystore::put(path, "one two\r\nthree\n");
  EXPECT_EQ(**read_secret(path), "one two");
  keystore::put(path, "one");
  EXPECT_EQ(**read_secret(path), "one");
  for (const std::string& bad : {std::string{}, std::string{"\nx"}, std::string(5'000, 'x')}) {
    keystore::put(path, bad);
    EXPECT_EQ(read_secret(path).error().exit, Exit::Usage);
  }
  EXPECT_EQ(read_secret(folder / "none").error().exit, Exit::Usage);
}

TEST(Trimmed, has_no_space_around_it) {
  EXPECT_EQ(trimmed(" \t a b\r\n"), "a b");
  EXPECT_EQ(trimmed("a"), "a");
  EXPECT_EQ(trimmed(" \n"), "");
  EXPECT_EQ(trimmed(""), "");
}

}  // namespace
}  // namespace descent::cli
