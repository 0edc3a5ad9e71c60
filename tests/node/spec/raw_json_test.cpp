#include "node/spec/raw_json.hpp"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "runtime/scale/hex.hpp"

namespace descent::spec {
namespace {

SpecFile local() { return *find("local"); }

TEST(RawJson, is_the_whole_state_of_block_0_under_the_names_that_tools_read) {
  const auto json = raw_json(local());
  const auto& top = json.at("genesis").at("raw").at("top").as_object();
  const auto& state = local().chain.genesis;
  EXPECT_EQ(top.size(), state.size());
  for (const auto& [key, value] : state) EXPECT_EQ(top.at(to_0x(key)).as_string(), to_0x(value));
  EXPECT_EQ(json.at("id").as_string(), "local");
  EXPECT_EQ(json.at("properties").at("tokenDecimals"), 12);
}

TEST(RawJson, what_is_written_is_read_back) {
  auto file = local();
  file.contacts.boot_nodes.push_back(
      {network::libp2p::Ip4{10, 0, 0, 1}, 30333, network::libp2p::PeerId{{1}}});
  file.contacts.protocol_id = "harbour";
  const auto again = read(boost::json::serialize(raw_json(file)));
  ASSERT_TRUE(again) << again.error();
  EXPECT_EQ(again->chain.genesis, file.chain.genesis);
  EXPECT_EQ(again->chain.name, "Local Testnet");
  EXPECT_EQ(again->chain.chain_type, "Local");
  EXPECT_EQ(again->contacts.boot_nodes, file.contacts.boot_nodes);
  EXPECT_EQ(again->contacts.protocol_id, "harbour");
}

TEST(RawJson, a_draft_is_read_back_as_the_same_chain) {
  for (const auto& name : chain_spec::preset_names()) {
    const auto again = read(boost::json::serialize(draft_json(*find_draft(name))));
    ASSERT_TRUE(again) << again.error();
    EXPECT_EQ(again->chain.genesis, find(name)->chain.genesis) << name;
  }
}

}  // namespace
}  // namespace descent::spec
