#include <gtest/gtest.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "node/cli/commands/chain_spec_text.hpp"
#include "node/spec/raw_json.hpp"
#include "runtime/frame/storage.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/node/cli/console.hpp"
#include "tests/node/keystore/folder.hpp"

namespace descent::cli {
namespace {

struct ChainSpecInspect : testing::Test, Console {
  const keystore::Folder folder{};
  const chain_spec::ChainSpec dev = *chain_spec::preset("dev");

  int inspect_json(const std::string& text) {
    keystore::put(folder / "it.json", text);
    return run({"chain-spec", "inspect", (folder / "it.json").string()});
  }
};

TEST_F(ChainSpecInspect, says_in_words_what_a_chain_begins_with) {
  EXPECT_EQ(run({"chain-spec", "inspect", "dev"}), 0) << err.str();
  const auto header = chain_spec::genesis_header(dev.genesis);
  for (const auto& text :
       {std::string{"Development"}, to_0x(genesis_hash(dev).bytes), to_0x(header.state_root.bytes),
        std::string{"19000000 GRAD"}, std::string{"descent-dev 1"},
        std::string{"Timestamp.MinBlockInterval"}, std::string{"not 1000"},
        std::string{"500000 GRAD"}, std::string{"and 7 more"}, std::string{"invariants hold"}})
    EXPECT_TRUE(printed(text)) << text << "\n" << out.str();
}

TEST_F(ChainSpecInspect, programs_read_everything) {
  EXPECT_EQ(run({"chain-spec", "inspect", "local", "--json"}), 0);
  const auto json = boost::json::parse(out.str());
  EXPECT_EQ(json.at("stakers").as_array().size(), 4u);
  EXPECT_EQ(json.at("stakers").at(0).at("power"), 500'000);
  EXPECT_EQ(json.at("accounts").as_array().size(), 22u);
  EXPECT_EQ(json.at("validator_count"), 4);
  EXPECT_EQ(json.at("parameters").at("Session.SessionLength").as_string(), "50");
}

TEST_F(ChainSpecInspect, who_is_not_elected_has_no_power) {
  auto file = *spec::find_draft("local");
  file.draft.config.validator_count = 3;
  EXPECT_EQ(inspect_json(boost::json::serialize(spec::draft_json(file))), 0) << err.str();
  EXPECT_TRUE(printed("not elected"));
}

TEST_F(ChainSpecInspect, a_state_that_breaks_an_invariant_is_refused) {
  auto chain = dev;
  const Bytes issuance = frame::item_prefix("Balances", "TotalIssuance");
  chain.genesis[issuance] = scale::encoded(Balance{5});
  EXPECT_EQ(inspect_json(boost::json::serialize(spec::raw_json({chain, {}}))), 1);
  EXPECT_TRUE(complained("it.json: "));
}

TEST_F(ChainSpecInspect, what_is_no_chain_is_a_mistake_of_the_line) {
  EXPECT_EQ(run({"chain-spec", "inspect", "moon"}), 2);
  EXPECT_TRUE(complained("the presets are"));
  EXPECT_EQ(run({"chain-spec", "inspect", (folder / "none.json").string()}), 2);
  EXPECT_EQ(inspect_json("{"), 1);
  EXPECT_TRUE(complained("no JSON"));
}

}  // namespace
}  // namespace descent::cli
