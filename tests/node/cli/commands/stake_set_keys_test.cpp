#include <boost/json/serialize.hpp>

#include "tests/node/cli/commands/stake_node.hpp"

namespace descent::cli {
namespace {

struct StakeSetKeys : StakeNode {
  std::string owner;  ///< whom the node was asked to make keys for

  StakeSetKeys() {
    handlers["author_rotateKeysWithOwner"] = [this](const Params& params) -> boost::json::value {
      owner = params[0].as_string();
      return {{"keys", "0x" + std::string(64, '7')}, {"proof", "0x" + std::string(128, '8')}};
    };
  }
};

TEST_F(StakeSetKeys, the_node_makes_keys_for_the_signer_who_registers_them) {
  EXPECT_EQ(stake({"set-keys"}), 0) << console.err.str();
  EXPECT_EQ(owner, to_0x(bob.id));
  EXPECT_TRUE(sent_has("\"call\":\"set_keys\""));
  EXPECT_TRUE(sent_has(std::string(64, '7')));
  EXPECT_TRUE(sent_has(std::string(128, '8')));
  EXPECT_TRUE(console.complained("from the session after the next on"));
}

TEST_F(StakeSetKeys, a_node_that_does_not_make_keys_for_strangers_says_where_to_go) {
  handlers["author_rotateKeysWithOwner"] = [](const Params&) -> boost::json::value {
    return {{"code", -32601}, {"message", "RPC call is unsafe to be called externally"}};
  };
  EXPECT_EQ(stake({"set-keys"}), 1);
  EXPECT_TRUE(console.complained("RPC call is unsafe"));
  EXPECT_TRUE(console.complained("on the validator's own machine"));
  EXPECT_TRUE(blocks.empty());
}

TEST_F(StakeSetKeys, what_is_no_key_is_not_registered) {
  const std::string key = "0x" + std::string(64, '7');
  for (const boost::json::value& answer :
       std::vector<boost::json::value>{nullptr,
                                       {{"keys", key}},
                                       {{"keys", "0x77"}, {"proof", "0x88"}},
                                       {{"keys", key}, {"proof", "0x" + std::string(130, '8')}}}) {
    handlers["author_rotateKeysWithOwner"] = [answer](const Params&) { return answer; };
    EXPECT_EQ(stake({"set-keys"}), 1);
    EXPECT_TRUE(console.complained("does not understand")) << boost::json::serialize(answer);
  }
  EXPECT_TRUE(blocks.empty());
}

TEST_F(StakeSetKeys, no_key_is_made_for_who_says_no) {
  console.terminal = true;
  console.in.str("n\n");
  EXPECT_EQ(stake({"set-keys"}), 1);
  EXPECT_EQ(owner, "");
}

TEST_F(StakeSetKeys, keys_made_before_are_signed_for_where_no_node_can_be_asked) {
  const std::string keys = "0x" + std::string(64, '7');
  const std::string proof = "0x" + std::string(128, '8');
  EXPECT_EQ(offline({"set-keys", "--keys", keys, "--proof", proof}), 0) << console.err.str();
  EXPECT_TRUE(console.printed(std::string(128, '8')));
  EXPECT_EQ(owner, "") << "no node was asked";
  EXPECT_EQ(offline({"set-keys", "--keys", keys}), 2);
  EXPECT_EQ(offline({"set-keys", "--keys", "0x77", "--proof", proof}), 2);
  EXPECT_TRUE(console.complained("author_rotateKeysWithOwner"));
  EXPECT_EQ(offline({"set-keys"}), 2);
  EXPECT_TRUE(console.complained("give --keys and --proof"));
}

}  // namespace
}  // namespace descent::cli
