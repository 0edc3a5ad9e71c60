#include <boost/json/parse.hpp>
#include "node/cli/account_name.hpp"
#include "runtime/scale/hex.hpp"

#include "tests/node/cli/kept_keys.hpp"

namespace descent::cli {
namespace {

boost::json::object generate(std::vector<std::string> options) {
  options.insert(options.begin(), {"key", "generate", "--json"});
  Console console;
  EXPECT_EQ(console.run(options), 0) << console.err.str();
  return boost::json::parse(console.out.str()).as_object();
}

TEST(KeyGenerate, prints_secrets_that_lead_to_the_account_printed) {
  for (const auto* scheme : {"sr25519", "ed25519", "ecdsa"}) {
    const auto made = generate({"--scheme", scheme});
    for (const auto* secret : {"secretSeed", "secretPhrase"}) {
      const auto key = parse_key(*parse_scheme(scheme), std::string{made.at(secret).as_string()});
      ASSERT_TRUE(key) << scheme;
      EXPECT_EQ(made.at("publicKey").as_string(), to_0x(key->public_key()));
      EXPECT_EQ(made.at("accountId").as_string(), to_0x(key->account().id));
    }
  }
}

TEST(KeyGenerate, makes_another_key_each_time) {
  EXPECT_NE(generate({}).at("secretSeed"), generate({}).at("secretSeed"));
}

TEST(KeyGenerate, makes_phrases_as_long_as_asked) {
  const auto phrase = generate({"--words", "24"}).at("secretPhrase").as_string();
  EXPECT_EQ(std::ranges::count(phrase, ' '), 23);
  Console console;
  EXPECT_EQ(console.run({"key", "generate", "--words", "13"}), 2);
  EXPECT_TRUE(console.complained("12, 15, 18, 21 or 24 words"));
}

TEST(KeyGenerate, refuses_a_scheme_it_does_not_know) {
  Console console;
  EXPECT_EQ(console.run({"key", "generate", "--scheme", "rsa"}), 2);
  EXPECT_TRUE(console.complained("sr25519, ed25519 and ecdsa"));
}

using KeyGenerateKept = KeptKeys;

TEST_F(KeyGenerateKept, keeps_the_key_under_its_name_and_password) {
  ASSERT_EQ(opening({"key", "generate", "--name", "fresh", "--json"}), 0) << err.str();
  const auto made = json();
  EXPECT_EQ(made.at("name").as_string(), "fresh");
  const auto key = unlock(*keys.load("fresh"), "secret");
  ASSERT_TRUE(key);
  EXPECT_EQ(made.at("publicKey").as_string(), to_0x(key->public_key()));
  EXPECT_GT(keys.load("fresh")->created, 1'700'000'000'000U);
}

TEST_F(KeyGenerateKept, says_before_it_asks_that_a_name_is_taken_or_bad) {
  terminal = true;
  EXPECT_EQ(on_keys({"key", "generate", "--name", "savings"}), 1);
  EXPECT_TRUE(complained("--force"));
  EXPECT_FALSE(complained("Password"));
  EXPECT_EQ(on_keys({"key", "generate", "--name", "Alice"}), 2);
  EXPECT_EQ(out.str(), "");
  EXPECT_EQ(keys.load("savings")->account, savings_key.account());
}

}  // namespace
}  // namespace descent::cli
