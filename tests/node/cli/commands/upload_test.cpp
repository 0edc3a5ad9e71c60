#include "node/cli/commands/upload.hpp"

#include <gtest/gtest.h>

#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/console.hpp"

namespace descent::cli {
namespace {

struct Upload : testing::Test {
  ApiNode node;
  Console console;
  World world{console.in, console.out, console.err, true, {}};
  Globals globals{node.url(), false};
  Session session{world, globals};
  Signing signing{.from = "//Alice"};
  Bytes content = Bytes(modules::kChunkBytes + 10, 7);
  Hash root = modules::blob_root(content);

  Upload() { node.add_event(0, modules::System::ExtrinsicSuccess{}); }
  std::string sent(std::size_t i) const {
    const auto json = session.words().extrinsic(node.body.at(i), Audience::Program);
    return std::string{json.at("call").at("call").as_string()};
  }
};

TEST_F(Upload, goes_on_with_what_is_missing) {
  node.answer("BlobsApi_missing", std::optional{std::vector<std::uint32_t>{1}});
  ASSERT_TRUE(upload(session, signing, content));
  ASSERT_EQ(node.body.size(), 1U);
  EXPECT_EQ(sent(0), "store");
}

TEST_F(Upload, sends_nothing_when_all_is_there) {
  node.answer("BlobsApi_missing", std::optional{std::vector<std::uint32_t>{}});
  EXPECT_EQ(*upload(session, signing, content), root);
  EXPECT_TRUE(node.body.empty());
}

TEST_F(Upload, does_not_read_beyond_the_content_for_a_lying_node) {
  node.answer("BlobsApi_missing", std::optional{std::vector<std::uint32_t>{2}});
  EXPECT_FALSE(upload(session, signing, content));
}

}  // namespace
}  // namespace descent::cli
