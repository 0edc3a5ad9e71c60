#include "node/cli/signing_context.hpp"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "runtime/crypto/keypair.hpp"
#include "tests/node/cli/fake_node.hpp"

namespace descent::cli {
namespace {

struct Context : testing::Test {
  FakeNode node;
  RuntimeWords words;
  const AccountId alice = crypto::from_suri(crypto::KeyType::Sr25519, "//Alice")->account();

  SigningContext asked(std::uint64_t period) {
    auto out = context_of(node.chain(), words, alice, period);
    EXPECT_TRUE(out) << out.error().message;
    return *out;
  }
};

TEST_F(Context, begins_its_era_at_the_newest_final_block) {
  node.blocks.resize(3);
  const auto context = asked(64);
  EXPECT_EQ(context.birth.number, 3U);
  EXPECT_EQ(context.era(), frame::Era::mortal(64, 3));
  EXPECT_EQ(context.implicit().birth_hash, node.hash(3));
  EXPECT_EQ(context.implicit().genesis_hash, node.hash(0));
  EXPECT_EQ(context.nonce, 7U);
}

TEST_F(Context, of_no_period_is_bound_to_the_chain_for_ever) {
  node.blocks.resize(3);
  const auto context = asked(0);
  EXPECT_TRUE(context.era().is_immortal());
  EXPECT_EQ(context.implicit().birth_hash, node.hash(0));
}

TEST_F(Context, is_read_as_it_was_written) {
  auto context = asked(256);
  context.chain = "Harbour";
  const auto text = boost::json::serialize(context_json(context));
  const auto read = context_from(text);
  ASSERT_TRUE(read) << read.error().message;
  EXPECT_EQ(boost::json::serialize(context_json(*read)), text);
  EXPECT_EQ(read->account, alice);
}

TEST_F(Context, without_one_of_its_fields_or_with_another_type_is_refused) {
  const auto whole = context_json(asked(64));
  for (const auto& [name, value] : whole) {
    auto less = whole;
    less.erase(name);
    const auto missing = context_from(boost::json::serialize(less));
    ASSERT_FALSE(missing) << std::string{name};
    EXPECT_EQ(missing.error().exit, Exit::Usage);
    EXPECT_NE(missing.error().message.find("'" + std::string{name} + "'"), std::string::npos);
    auto other = whole;
    other[name] = true;
    EXPECT_FALSE(context_from(boost::json::serialize(other))) << std::string{name};
  }
  EXPECT_FALSE(context_from("[]"));
  EXPECT_FALSE(context_from("{"));
}

TEST_F(Context, of_an_era_that_outlives_what_the_chain_remembers_is_refused) {
  auto json = context_json(asked(kEraBlocksMax));
  EXPECT_TRUE(context_from(boost::json::serialize(json)));
  json["period"] = kEraBlocksMax + 1;
  EXPECT_FALSE(context_from(boost::json::serialize(json)));
  json["period"] = 3;
  EXPECT_FALSE(context_from(boost::json::serialize(json)));
}

}  // namespace
}  // namespace descent::cli
