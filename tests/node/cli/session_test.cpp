#include "node/cli/session.hpp"

#include <gtest/gtest.h>

#include "tests/node/cli/kept_keys.hpp"

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
  EXPECT_TRUE(session.confirm("Send?"));
  EXPECT_TRUE(console.complained("Send? [y/N]"));
  const auto no = session.confirm("Send?");
  ASSERT_FALSE(no);
  EXPECT_EQ(no.error().exit, Exit::Refused);
}

TEST_F(Asking, is_left_out_with_yes_for_programs_and_without_a_terminal) {
  globals.yes = true;
  EXPECT_TRUE(session.confirm("Send?"));
  globals.yes = false;
  globals.json = true;
  EXPECT_TRUE(session.confirm("Send?"));
  globals.json = false;
  world.terminal = false;
  EXPECT_TRUE(session.confirm("Send?"));
  EXPECT_EQ(console.err.str(), "");
}

TEST_F(Asking, needs_a_signer) {
  const auto key = session.key(signing);
  ASSERT_FALSE(key);
  EXPECT_NE(key.error().message.find("--key //Alice"), std::string::npos);
  globals.key = "//Alice";
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

struct Opening : KeptKeys {
  World world{in, out, err, true, {}};
  Globals globals{.key = "savings", .keystore_path = keys.folder().string()};
  Session session{world, globals};
  Signing signing;
};

TEST_F(Opening, a_kept_key_signs_once_its_password_is_typed) {
  in.str("secret\n");
  const auto key = session.key(signing);
  ASSERT_TRUE(key) << key.error().message;
  EXPECT_EQ(key->account(), savings_key.account());
  EXPECT_EQ(err.str(), "Password of the key 'savings': \n");
  EXPECT_TRUE(session.key(signing)) << "nothing is asked a second time";
}

TEST_F(Opening, a_wrong_password_is_refused_with_what_to_do) {
  in.str("sacred\n");
  const auto key = session.key(signing);
  ASSERT_FALSE(key);
  EXPECT_EQ(key.error().exit, Exit::Refused);
  EXPECT_NE(key.error().message.find("the password is wrong"), std::string::npos);
  EXPECT_NE(key.error().message.find("try again"), std::string::npos);
}

TEST_F(Opening, a_password_comes_from_a_file_where_nobody_is_asked) {
  world.terminal = false;
  const auto nobody = session.key(signing);
  EXPECT_EQ(nobody.error().exit, Exit::Usage);
  EXPECT_NE(nobody.error().message.find("--password-file"), std::string::npos);
  globals.password_file = (folder / "pw").string();
  EXPECT_TRUE(session.key(signing));
  EXPECT_EQ(err.str(), "");
}

TEST_F(Opening, a_key_that_is_not_there_is_a_wrong_line) {
  globals.key = "spendings";
  const auto key = session.key(signing);
  EXPECT_EQ(key.error().exit, Exit::Usage);
  EXPECT_NE(key.error().message.find("descent key list"), std::string::npos);
}

TEST_F(Opening, a_new_password_is_typed_twice) {
  in.str("one\none\n");
  EXPECT_EQ(**session.new_password("it"), "one");
  in.str("one\ntwo\n");
  EXPECT_EQ(session.new_password("it").error().exit, Exit::Refused);
  in.str("\n\n");
  EXPECT_EQ(session.new_password("it").error().exit, Exit::Usage);
  globals.password_file = (folder / "pw").string();
  EXPECT_EQ(**session.new_password("it"), "secret");
}

TEST_F(Opening, an_account_may_be_a_kept_keys_name) {
  EXPECT_EQ(*session.account("savings"), savings_key.account());
  EXPECT_EQ(*session.account("//Savings"), savings_key.account());
  EXPECT_EQ(session.account("spendings").error().exit, Exit::Usage);
  keystore::put(folder / "keys/savings.json", "{");
  EXPECT_EQ(session.account("savings").error().exit, Exit::Refused);
}

TEST(FieldsText, is_names_and_values) {
  EXPECT_EQ(fields_text({{"from", "x"}, {"n", 1}, {"list", {1, 2}}}), "from=x n=1 list=[1,2]");
}

}  // namespace
}  // namespace descent::cli
