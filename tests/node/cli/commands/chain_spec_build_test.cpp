#include <gtest/gtest.h>

#include <boost/json/parse.hpp>

#include "node/spec/spec_file.hpp"
#include "tests/node/cli/console.hpp"
#include "tests/node/keystore/folder.hpp"

namespace descent::cli {
namespace {

struct ChainSpecBuild : testing::Test, Console {
  const keystore::Folder folder{};
  const std::string file = (folder / "new.json").string();

  int build(std::vector<std::string> options) {
    std::vector<std::string> line{"chain-spec", "build"};
    line.insert(line.end(), options.begin(), options.end());
    return run(line);
  }
  std::vector<std::string> pier() const {
    return {
        "--id",         "pier", "--name",    "Pier",           "--type",   "Live",
        "--validators", "4",    "--balance", "//Alice=1000.5", "--staker", "//Alice=//Alice=500",
        "--out",        file};
  }
  std::vector<std::string> pier_but(std::vector<std::string> more) const {
    auto options = pier();
    options.insert(options.end(), more.begin(), more.end());
    return options;
  }
};

TEST_F(ChainSpecBuild, a_preset_under_another_name_is_the_same_state) {
  EXPECT_EQ(build({"--from-chain", "local", "--id", "harbour", "--out", file}), 0) << err.str();
  const auto built = spec::load(file);
  ASSERT_TRUE(built) << built.error();
  EXPECT_EQ(built->chain.id, "harbour");
  EXPECT_EQ(built->chain.genesis, chain_spec::preset("local")->genesis);
}

TEST_F(ChainSpecBuild, from_nothing_but_options) {
  EXPECT_EQ(build(pier_but({"--parameter", "Timestamp.MinBlockInterval=500", "--protocol-id",
                            "pier", "--boot-node",
                            network::libp2p::Multiaddr{network::libp2p::Ip4{1, 2, 3, 4}, 30333,
                                                       network::libp2p::PeerId{{1}}}
                                .text()})),
            0)
      << err.str();
  const auto draft = spec::find_draft(file);
  ASSERT_TRUE(draft) << draft.error();
  EXPECT_EQ(draft->draft.config.balances.at(0).second, 1'000'500'000'000'000u);
  EXPECT_EQ(draft->draft.config.stakers.at(0).bond, 500 * kGrad);
  EXPECT_EQ(draft->draft.config.validator_count, 4u);
  EXPECT_EQ(draft->draft.config.parameters.at(0).value, 500u);
  EXPECT_EQ(draft->contacts.boot_nodes.size(), 1u);
  EXPECT_FALSE(draft->draft.development);
  EXPECT_TRUE(spec::load(file));
}

TEST_F(ChainSpecBuild, options_replace_what_the_file_says) {
  ASSERT_EQ(build(pier()), 0);
  EXPECT_EQ(build({"--from-chain", file, "--balance", "//Alice=2000", "--balance", "//Bob=1",
                   "--staker", "//Alice=//Bob=600", "--parameter", "Session.SessionLength=50",
                   "--parameter", "Session.SessionLength=60", "--out", file}),
            0)
      << err.str();
  const auto draft = spec::find_draft(file)->draft;
  ASSERT_EQ(draft.config.balances.size(), 2u);
  EXPECT_EQ(draft.config.balances[0].second, 2'000 * kGrad);
  ASSERT_EQ(draft.config.stakers.size(), 1u);
  EXPECT_EQ(draft.config.stakers[0].bond, 600 * kGrad);
  ASSERT_EQ(draft.config.parameters.size(), 1u);
  EXPECT_EQ(draft.config.parameters[0].value, 60u);
}

TEST_F(ChainSpecBuild, without_a_file_the_json_is_the_output) {
  EXPECT_EQ(build({"--from-chain", "dev"}), 0);
  const auto json = boost::json::parse(out.str());
  EXPECT_EQ(json.at("genesis").at("config").at("validatorCount"), 1);
}

TEST_F(ChainSpecBuild, what_cannot_begin_is_refused_with_every_reason_and_not_written) {
  EXPECT_EQ(build(pier_but({"--validators", "0", "--sudo", "//Alice"})), 2) << "given twice";
  EXPECT_EQ(build({"--id", "a/b", "--name", "x", "--type", "Live", "--out", file}), 1);
  EXPECT_TRUE(complained("names a folder"));
  EXPECT_TRUE(complained("nobody stakes"));
  EXPECT_EQ(build(pier_but({"--sudo", "//Alice"})), 1);
  EXPECT_TRUE(complained("only the development rules"));
  EXPECT_EQ(build(pier_but({"--protocol-id", "a b"})), 1);
  EXPECT_FALSE(std::filesystem::exists(file));
}

TEST_F(ChainSpecBuild, a_line_that_says_nothing_clear_is_a_mistake_of_the_line) {
  for (const auto& wrong : std::vector<std::vector<std::string>>{{"--balance", "//Bob"},
                                                                 {"--balance", "//Bob=1,5"},
                                                                 {"--balance", "Nobody=1"},
                                                                 {"--staker", "//Bob=//Bob"},
                                                                 {"--staker", "//Bob=0x12=5"},
                                                                 {"--parameter", "A=1"},
                                                                 {"--parameter", "A.B"},
                                                                 {"--boot-node", "/ip4/1.2.3.4"}}) {
    EXPECT_EQ(build(pier_but(wrong)), 2) << wrong[0] << ' ' << wrong[1];
  }
  EXPECT_EQ(build({"--from-chain", "moon"}), 2);
}

}  // namespace
}  // namespace descent::cli
