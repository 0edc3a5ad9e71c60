#include "node/cli/session.hpp"

#include <gtest/gtest.h>

#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

struct Asking : testing::Test {
  Console console;
  World world{console.in, console.out, console.err, true, {}};
  Globals globals;
  Session session{world, globals};
  Signing signing;
};

TEST_F(Asking, sends_nothing_unless_the_person_agrees) {
  console.in.str("y\nn\n");
  EXPECT_TRUE(session.confirm(signing, "Send?"));
  EXPECT_TRUE(console.complained("Send? [y/N]"));
  const auto no = session.confirm(signing, "Send?");
  ASSERT_FALSE(no);
  EXPECT_EQ(no.error().exit, Exit::Refused);
}

TEST_F(Asking, is_left_out_with_yes_for_programs_and_without_a_terminal) {
  signing.yes = true;
  EXPECT_TRUE(session.confirm(signing, "Send?"));
  signing.yes = false;
  globals.json = true;
  EXPECT_TRUE(session.confirm(signing, "Send?"));
  globals.json = false;
  world.terminal = false;
  EXPECT_TRUE(session.confirm(signing, "Send?"));
  EXPECT_EQ(console.err.str(), "");
}

TEST_F(Asking, needs_a_signer) {
  const auto key = session.key(signing);
  ASSERT_FALSE(key);
  EXPECT_NE(key.error().message.find("--from //Alice"), std::string::npos);
  signing.from = "//Alice";
  EXPECT_TRUE(session.key(signing));
  signing.scheme = "rsa";
  EXPECT_FALSE(session.key(signing));
}

TEST_F(Asking, shows_programs_json_and_people_text) {
  session.show(boost::json::object{{"a", 1}}, "text\n");
  globals.json = true;
  session.show(boost::json::object{{"a", 1}}, "text\n");
  EXPECT_EQ(console.out.str(), "text\n{\"a\":1}\n");
}

TEST(FieldsText, is_names_and_values) {
  EXPECT_EQ(fields_text({{"from", "x"}, {"n", 1}, {"list", {1, 2}}}), "from=x n=1 list=[1,2]");
}

}  // namespace
}  // namespace descent::cli
