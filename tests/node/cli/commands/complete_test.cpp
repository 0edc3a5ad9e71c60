#include "tests/node/cli/kept_keys.hpp"

namespace descent::cli {
namespace {

using Complete = KeptKeys;

TEST_F(Complete, prints_a_word_a_line_with_what_it_is) {
  ASSERT_EQ(run({"complete", "--", "account", "tr"}), 0) << err.str();
  EXPECT_EQ(out.str(), "transfer\tSend GRAD\n");
  ASSERT_EQ(run({"complete", "--", "account", "transfer", "--wait", "fin"}), 0);
  EXPECT_EQ(out.str(), "finalized\n");
}

TEST_F(Complete, begins_where_nothing_is_typed) {
  ASSERT_EQ(run({"complete", "--", ""}), 0);
  const std::string all = out.str();
  EXPECT_TRUE(printed("account\tBalances and transfers\n"));
  ASSERT_EQ(run({"complete"}), 0);
  EXPECT_EQ(out.str(), all);
}

TEST_F(Complete, names_the_keys_that_are_kept) {
  ASSERT_EQ(run({"--keystore-path", keys.folder().string(), "complete", "--", "--key", "sav"}), 0);
  EXPECT_EQ(out.str(), "savings\n");
  ASSERT_EQ(run({"complete", "--", "--keystore-path", keys.folder().string(), "--key", "s"}), 0);
  EXPECT_EQ(out.str(), "savings\n");
  ASSERT_EQ(run({"complete", "--", "--keystore-path", "/nowhere", "--key", ""}), 0);
  EXPECT_EQ(out.str(), "");
}

TEST_F(Complete, asks_the_shell_for_files_and_folders) {
  ASSERT_EQ(run({"complete", "--", "tx", "broadcast", ""}), 0);
  EXPECT_EQ(out.str(), ":files\n");
  ASSERT_EQ(run({"complete", "--", "--keystore-path", ""}), 0);
  EXPECT_EQ(out.str(), ":folders\n");
}

}  // namespace
}  // namespace descent::cli
