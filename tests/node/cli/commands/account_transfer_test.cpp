#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "node/cli/extrinsic_text.hpp"
#include "tests/node/cli/console.hpp"
#include "tests/node/cli/fake_node.hpp"

namespace descent::cli {
namespace {

struct AccountTransfer : testing::Test {
  FakeNode node;
  Console console;
  RuntimeWords words;

  int transfer(std::vector<std::string> more) {
    std::vector<std::string> line{"--url", node.url(), "account", "transfer", "--key", "//Alice"};
    line.insert(line.end(), more.begin(), more.end());
    return console.run(std::move(line));
  }
  std::string sent() const {
    return boost::json::serialize(words.extrinsic(node.blocks.at(0).at(0), Audience::Program));
  }
};

TEST_F(AccountTransfer, sends_the_exact_amount_and_keeps_the_sender_alive) {
  node.add_event(0, modules::System::ExtrinsicSuccess{});
  EXPECT_EQ(transfer({"--to", "//Bob", "--amount", "1.5"}), 0);
  EXPECT_NE(sent().find("transfer_keep_alive"), std::string::npos);
  EXPECT_NE(sent().find("\"value\":\"1500000000000\""), std::string::npos);
  EXPECT_TRUE(console.printed("System.ExtrinsicSuccess"));
}

TEST_F(AccountTransfer, may_empty_the_account_when_told_so) {
  node.add_event(0, modules::System::ExtrinsicSuccess{});
  EXPECT_EQ(transfer({"--to", "//Bob", "--amount", "1", "--allow-death"}), 0);
  EXPECT_NE(sent().find("transfer_allow_death"), std::string::npos);
}

TEST_F(AccountTransfer, shows_the_module_s_own_words_when_refused) {
  node.add_event(0, modules::System::ExtrinsicFailed{DispatchError::module(2, 2), {}});
  EXPECT_EQ(transfer({"--to", "//Bob", "--amount", "1"}), 1);
  EXPECT_TRUE(console.complained("Balances.InsufficientBalance: Balance too low to send value."));
}

TEST_F(AccountTransfer, sends_nothing_when_the_line_or_the_person_says_no) {
  EXPECT_EQ(transfer({"--to", "//Bob", "--amount", "1,5"}), 2);
  EXPECT_EQ(transfer({"--to", "Nobody", "--amount", "1"}), 2);
  console.terminal = true;
  console.in.str("n\n");
  EXPECT_EQ(transfer({"--to", "//Bob", "--amount", "1"}), 1);
  EXPECT_TRUE(node.blocks.empty());
}

TEST_F(AccountTransfer, is_signed_and_not_sent_when_told_so) {
  EXPECT_EQ(transfer({"--to", "//Bob", "--amount", "1", "--sign-only"}), 0);
  const auto hex = console.out.str().substr(0, console.out.str().size() - 1);
  const auto extrinsic = extrinsic_from(words, hex);
  ASSERT_TRUE(extrinsic) << extrinsic.error().message;
  EXPECT_EQ(extrinsic->signature.nonce(), 7U);
  EXPECT_TRUE(console.complained("Balances.transfer_keep_alive"));
  EXPECT_EQ(transfer({"--to", "//Bob", "--amount", "1", "--sign-only", "--json"}), 0);
  EXPECT_TRUE(console.printed("\"call\":\"transfer_keep_alive\""));
  EXPECT_EQ(console.err.str(), "");
  EXPECT_TRUE(node.blocks.empty());
}

}  // namespace
}  // namespace descent::cli
