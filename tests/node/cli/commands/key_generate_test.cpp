#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "node/cli/account_name.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

boost::json::object generate(const std::string& scheme) {
  Console console;
  EXPECT_EQ(console.run({"key", "generate", "--scheme", scheme, "--json"}), 0);
  return boost::json::parse(console.out.str()).as_object();
}

TEST(KeyGenerate, prints_a_secret_that_leads_to_the_account_printed) {
  for (const auto* scheme : {"sr25519", "ed25519", "ecdsa"}) {
    const auto made = generate(scheme);
    const auto key =
        parse_key(*parse_scheme(scheme), std::string{made.at("secretSeed").as_string()});
    ASSERT_TRUE(key) << scheme;
    EXPECT_EQ(made.at("publicKey").as_string(), to_0x(key->public_key()));
    EXPECT_EQ(made.at("accountId").as_string(), to_0x(key->account().id));
  }
}

TEST(KeyGenerate, makes_another_key_each_time) {
  EXPECT_NE(generate("sr25519").at("secretSeed"), generate("sr25519").at("secretSeed"));
}

TEST(KeyGenerate, refuses_a_scheme_it_does_not_know) {
  Console console;
  EXPECT_EQ(console.run({"key", "generate", "--scheme", "rsa"}), 2);
  EXPECT_TRUE(console.complained("sr25519, ed25519 and ecdsa"));
}

}  // namespace
}  // namespace descent::cli
