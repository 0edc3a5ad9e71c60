#include "node/cli/completion.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

struct Completing : testing::Test {
  const Catalogue catalogue = catalogue_of(commands());
  std::string asked_folder = "nobody asked";

  Completion of(const std::vector<std::string>& line) {
    return complete(catalogue, line, [&](const std::string& folder) {
      asked_folder = folder;
      return std::vector<std::string>{"savings", "stash"};
    });
  }
  std::vector<std::string> words(const std::vector<std::string>& line) {
    std::vector<std::string> out;
    for (const auto& candidate : of(line).candidates) out.push_back(candidate.word);
    return out;
  }
  bool offers(const std::vector<std::string>& line, const std::string& word) {
    return std::ranges::count(words(line), word) == 1;
  }
  using Words = std::vector<std::string>;
};

TEST_F(Completing, begins_with_commands_and_groups) {
  const auto all = words({""});
  for (const auto* word : {"node", "key", "account", "stake", "chain-spec", "completion"})
    EXPECT_EQ(std::ranges::count(all, word), 1) << word;
  EXPECT_EQ(words({"ac"}), Words{"account"});
  EXPECT_EQ(of({"ac"}).candidates.front().summary, "Balances and transfers");
  EXPECT_EQ(words({"account", ""}), (Words{"balance", "transfer"}));
  EXPECT_EQ(words({"--url", "http://127.0.0.1:1", "--yes", "account", "t"}), Words{"transfer"});
  EXPECT_EQ(words({"account", "fly"}), Words{});
  EXPECT_EQ(words({"account", "fly", ""}), Words{});
}

TEST_F(Completing, goes_on_with_options_of_the_command_and_of_all) {
  EXPECT_TRUE(offers({"account", "transfer", "-"}, "--to"));
  EXPECT_TRUE(offers({"account", "transfer", "--"}, "--sign-only"));
  EXPECT_TRUE(offers({"account", "transfer", "--"}, "--allow-death"));
  EXPECT_TRUE(offers({"account", "transfer", "--k"}, "--key"));
  EXPECT_TRUE(offers({"account", "transfer", "--h"}, "--help"));
  EXPECT_FALSE(offers({"account", "balance", "--"}, "--to"));
  EXPECT_EQ(words({"--wa"}), Words{"--wait"});
}

TEST_F(Completing, does_not_offer_twice_what_is_given_once) {
  EXPECT_FALSE(offers({"account", "transfer", "--to", "//Bob", "--"}, "--to"));
  EXPECT_FALSE(offers({"account", "transfer", "--to=//Bob", "--"}, "--to"));
  EXPECT_TRUE(offers({"chain-spec", "build", "--balance", "//Bob=1", "--"}, "--balance"));
}

TEST_F(Completing, knows_the_values_of_an_option) {
  EXPECT_EQ(words({"account", "transfer", "--wait", ""}), (Words{"finalized", "included", "none"}));
  EXPECT_EQ(words({"account", "transfer", "--wait", "i"}), Words{"included"});
  EXPECT_EQ(words({"account", "transfer", "--wait=i"}), Words{"--wait=included"});
  EXPECT_EQ(words({"completion", ""}), (Words{"bash", "zsh", "fish"}));
  EXPECT_EQ(words({"account", "transfer", "--amount", ""}), Words{});
}

TEST_F(Completing, names_the_keys_of_the_keystore) {
  EXPECT_EQ(words({"--key", ""}), (Words{"savings", "stash"}));
  EXPECT_EQ(asked_folder, "");
  EXPECT_EQ(words({"--keystore-path", "/mnt/keys", "account", "transfer", "--to", "st"}),
            Words{"stash"});
  EXPECT_EQ(asked_folder, "/mnt/keys");
  EXPECT_EQ(words({"account", "balance", "sa"}), Words{"savings"});
  EXPECT_EQ(words({"--key", "//Al"}), Words{"//Alice"});
}

TEST_F(Completing, leaves_files_and_folders_to_the_shell) {
  EXPECT_EQ(of({"model", "register", ""}).kind, ValueKind::File);
  EXPECT_EQ(of({"account", "transfer", "--offline", ""}).kind, ValueKind::File);
  EXPECT_EQ(of({"--keystore-path", ""}).kind, ValueKind::Folder);
  EXPECT_EQ(of({"account", "transfer", "--amount", ""}).kind, ValueKind::Text);
}

TEST_F(Completing, offers_the_next_place_and_the_last_one_again_if_it_may_be) {
  EXPECT_EQ(words({"account", "balance", "savings", ""}), Words{});
  EXPECT_EQ(words({"stake", "nominate", "savings", "s"}), (Words{"savings", "stash"}));
}

}  // namespace
}  // namespace descent::cli
