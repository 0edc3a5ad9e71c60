#include "node/cli/commands/upload.hpp"

#include <gtest/gtest.h>

#include <boost/json/serialize.hpp>

#include "node/cli/extrinsic_text.hpp"
#include "tests/node/cli/commands/api_node.hpp"
#include "tests/node/cli/console.hpp"
#include "tests/node/keystore/folder.hpp"

namespace descent::cli {
namespace {

struct Upload : testing::Test {
  ApiNode node;
  Console console;
  World world{console.in, console.out, console.err, true, {}};
  Globals globals{.url = node.url(), .key = "//Alice"};
  Session session{world, globals};
  Signing signing;
  Bytes content = Bytes(modules::kChunkBytes + 10, 7);
  Hash root = modules::blob_root(content);

  Upload() { node.add_event(0, modules::System::ExtrinsicSuccess{}); }
  std::string sent(std::size_t i) const {
    const auto json = session.words().extrinsic(node.blocks.at(i).at(0), Audience::Program);
    return std::string{json.at("call").at("call").as_string()};
  }
};

TEST_F(Upload, begins_and_stores_every_chunk) {
  using Missing = std::optional<std::vector<std::uint32_t>>;
  bool begun = false;
  node.apis["BlobsApi_missing"] = [&](View) {
    return scale::encoded(std::exchange(begun, true) ? Missing{std::vector{0U, 1U}} : Missing{});
  };
  const auto stored = upload(session, signing, content);
  ASSERT_TRUE(stored) << stored.error().message;
  EXPECT_EQ(*stored, root);
  ASSERT_EQ(node.blocks.size(), 3U);
  EXPECT_EQ(sent(0), "begin");
  EXPECT_EQ(sent(1), "store");
  EXPECT_EQ(sent(2), "store");
  EXPECT_TRUE(console.complained("] 100 %"));
}

TEST_F(Upload, goes_on_with_what_is_missing) {
  node.answer("BlobsApi_missing", std::optional{std::vector<std::uint32_t>{1}});
  ASSERT_TRUE(upload(session, signing, content));
  ASSERT_EQ(node.blocks.size(), 1U);
  EXPECT_EQ(sent(0), "store");
}

struct InterruptedUpload : Upload {
  InterruptedUpload() {
    node.events.clear();
    node.event_count = 0;
    node.add_event(
        0, modules::System::ExtrinsicFailed{DispatchError::module(chain_spec::kBlobs, 0), {}});
  }
  /// What the chain misses when it is asked first, and after the refused call.
  void missing(std::vector<std::uint32_t> first, std::vector<std::uint32_t> then) {
    node.apis["BlobsApi_missing"] = [first = std::move(first), then = std::move(then),
                                     asked = false](View) mutable {
      return scale::encoded(std::optional{std::exchange(asked, true) ? then : first});
    };
  }
};

TEST_F(InterruptedUpload, goes_on_when_the_refused_chunk_was_in_the_pool_already) {
  missing({1}, {});
  EXPECT_EQ(*upload(session, signing, content), root);
  EXPECT_EQ(console.out.str(), "");
}

TEST_F(InterruptedUpload, ends_when_the_refused_chunk_is_still_missing) {
  missing({1}, {1});
  const auto stored = upload(session, signing, content);
  ASSERT_FALSE(stored);
  EXPECT_NE(stored.error().message.find("the chain refused the call: Blobs."), std::string::npos);
}

TEST_F(Upload, sends_nothing_when_all_is_there) {
  node.answer("BlobsApi_missing", std::optional{std::vector<std::uint32_t>{}});
  EXPECT_EQ(*upload(session, signing, content), root);
  EXPECT_TRUE(node.blocks.empty());
}

TEST_F(Upload, does_not_read_beyond_the_content_for_a_lying_node) {
  node.answer("BlobsApi_missing", std::optional{std::vector<std::uint32_t>{2}});
  EXPECT_FALSE(upload(session, signing, content));
}

TEST_F(Upload, is_signed_whole_with_one_nonce_after_another) {
  const keystore::Folder folder;
  const auto who = crypto::from_suri(crypto::KeyType::Sr25519, "//Alice")->account();
  const auto context = context_of(node.chain(), session.words(), who, 64);
  keystore::put(folder / "context", boost::json::serialize(context_json(*context)));
  signing.offline = folder / "context";
  ASSERT_EQ(*upload(session, signing, content), root);
  std::istringstream lines{console.out.str()};
  std::string line;
  for (Nonce nonce = 7; nonce < 10; ++nonce) {
    ASSERT_TRUE(std::getline(lines, line));
    const auto one = extrinsic_from(session.words(), line);
    ASSERT_TRUE(one);
    EXPECT_EQ(one->signature.nonce(), nonce);
  }
  EXPECT_FALSE(std::getline(lines, line));
  EXPECT_TRUE(node.blocks.empty());
}

}  // namespace
}  // namespace descent::cli
