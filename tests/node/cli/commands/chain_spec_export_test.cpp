#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "tests/node/cli/console.hpp"
#include "tests/node/cli/fake_node.hpp"

namespace descent::cli {
namespace {

TEST(ChainSpecExport, raw_is_the_whole_state_of_block_0) {
  Console console;
  EXPECT_EQ(console.run({"chain-spec", "export", "--chain", "dev", "--raw"}), 0);
  const auto json = boost::json::parse(console.out.str());
  const auto& top = json.at("genesis").at("raw").at("top").as_object();
  const auto state = chain_spec::preset("dev")->genesis;
  EXPECT_EQ(top.size(), state.size());
  for (const auto& [key, value] : state) EXPECT_EQ(top.at(to_0x(key)).as_string(), to_0x(value));
  EXPECT_EQ(json.at("properties").at("tokenSymbol").as_string(), "GRAD");
}

TEST(ChainSpecExport, tells_people_the_genesis_hash) {
  Console console;
  EXPECT_EQ(console.run({"chain-spec", "export"}), 0);
  EXPECT_TRUE(console.printed(to_0x(FakeNode{}.hash(0).bytes)));
}

TEST(ChainSpecExport, names_the_chains_there_are) {
  Console console;
  EXPECT_EQ(console.run({"chain-spec", "export", "--chain", "moon"}), 2);
  EXPECT_TRUE(console.complained("there are: dev"));
}

}  // namespace
}  // namespace descent::cli
