#include "node/cli/to_json.hpp"
#include "tests/node/cli/commands/tx_node.hpp"

namespace descent::cli {
namespace {

using TxContext = TxNode;

TEST_F(TxContext, names_the_chain_the_block_and_the_nonce) {
  node.blocks.resize(2);
  ASSERT_EQ(tx({"context", "--key", address_of(alice)}), 0) << console.err.str();
  const auto out = json();
  EXPECT_EQ(out.at("chain").as_string(), "Development");
  EXPECT_EQ(out.at("genesisHash").as_string(), to_0x(node.hash(0).bytes));
  EXPECT_EQ(out.at("blockHash").as_string(), to_0x(node.hash(2).bytes));
  EXPECT_EQ(out.at("account").as_string(), address_of(alice));
  EXPECT_EQ(out.at("nonce"), 7);
  EXPECT_EQ(out.at("period"), 1'024);
}

TEST_F(TxContext, is_for_as_long_as_it_is_told) {
  ASSERT_EQ(tx({"context", "--key", "//Alice", "--period", "4"}), 0);
  EXPECT_EQ(json().at("period"), 4);
  ASSERT_EQ(tx({"context", "--key", "//Alice", "--immortal"}), 0);
  EXPECT_EQ(json().at("period"), 0);
  EXPECT_EQ(tx({"context", "--key", "//Alice", "--period", "3"}), 2);
  EXPECT_EQ(tx({"context", "--key", "//Alice", "--period", "4096"}), 2);
}

TEST_F(TxContext, is_written_to_the_file_that_is_named) {
  make_context();
  EXPECT_EQ(console.out.str(), "");
  EXPECT_NE(keystore::content(context).find("genesisHash"), std::string::npos);
  EXPECT_EQ(tx({"context", "--key", "//Alice", "--out", folder / "no/where"}), 1);
}

TEST_F(TxContext, needs_to_know_whose_it_is) {
  EXPECT_EQ(tx({"context"}), 2);
  EXPECT_TRUE(console.complained("who will sign?"));
  EXPECT_EQ(tx({"context", "--key", "nobody"}), 2);
}

}  // namespace
}  // namespace descent::cli
