#include <gtest/gtest.h>

#include "node/spec/spec_file.hpp"
#include "tests/node/cli/console.hpp"
#include "tests/node/keystore/folder.hpp"

namespace descent::cli {
namespace {

struct ChainSpecRaw : testing::Test, Console {
  const keystore::Folder folder{};
};

TEST_F(ChainSpecRaw, a_file_for_people_becomes_the_state_it_describes) {
  const auto people = (folder / "people.json").string(), raw = (folder / "raw.json").string();
  ASSERT_EQ(run({"chain-spec", "build", "--from-chain", "local", "--id", "pier", "--out", people}),
            0);
  EXPECT_EQ(run({"chain-spec", "raw", people, "--out", raw}), 0) << err.str();
  EXPECT_EQ(spec::load(raw)->chain.genesis, spec::load(people)->chain.genesis);
  EXPECT_EQ(spec::load(raw)->chain.id, "pier");
  EXPECT_FALSE(spec::find_draft(raw)) << "it is raw";
}

TEST_F(ChainSpecRaw, without_a_file_it_is_printed) {
  EXPECT_EQ(run({"chain-spec", "raw", "dev"}), 0);
  EXPECT_EQ(spec::read(out.str())->chain.genesis, chain_spec::preset("dev")->genesis);
}

TEST_F(ChainSpecRaw, a_file_that_cannot_be_written_is_said) {
  EXPECT_EQ(run({"chain-spec", "raw", "dev", "--out", (folder / "no/where.json").string()}), 1);
  EXPECT_TRUE(complained("cannot write"));
  EXPECT_EQ(run({"chain-spec", "raw"}), 2);
}

}  // namespace
}  // namespace descent::cli
