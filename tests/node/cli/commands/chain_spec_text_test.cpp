#include "node/cli/commands/chain_spec_text.hpp"

#include "tests/node/cli/console.hpp"
#include "tests/node/cli/fake_node.hpp"
#include "tests/node/keystore/folder.hpp"

namespace descent::cli {
namespace {

TEST(ChainSpecText, the_genesis_hash_is_that_of_block_0) {
  EXPECT_EQ(genesis_hash(*chain_spec::preset("dev")), FakeNode{}.hash(0));
}

TEST(ChainSpecText, no_chain_is_a_mistake_of_the_line_and_a_bad_file_is_refused) {
  const keystore::Folder folder{};
  EXPECT_EQ(chain_named("moon").error().exit, Exit::Usage);
  EXPECT_EQ(draft_named("moon").error().exit, Exit::Usage);
  EXPECT_EQ(chain_named((folder / "none.json").string()).error().exit, Exit::Usage);
  keystore::put(folder / "bad.json", "[]");
  EXPECT_EQ(chain_named((folder / "bad.json").string()).error().exit, Exit::Refused);
  EXPECT_EQ(draft_named((folder / "bad.json").string()).error().exit, Exit::Refused);
  EXPECT_EQ(chain_named("dev")->chain.id, "dev");
}

TEST(ChainSpecText, a_text_goes_to_a_file_or_to_the_output) {
  const keystore::Folder folder{};
  Console console;
  World world{console.in, console.out, console.err, false, {}};
  const Globals globals;
  const Session session{world, globals};
  EXPECT_TRUE(put_text(session, "", "here"));
  EXPECT_EQ(console.out.str(), "here");
  EXPECT_TRUE(put_text(session, (folder / "f").string(), "there"));
  EXPECT_EQ(keystore::content(folder / "f"), "there");
}

}  // namespace
}  // namespace descent::cli
