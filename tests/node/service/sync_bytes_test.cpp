#include "node/service/sync_bytes.hpp"

#include <gtest/gtest.h>

namespace descent::service {
namespace {

TEST(SyncBytes, a_header_is_read) {
  Header header;
  header.number = 7;
  header.state_root = Hash{{5}};
  const auto read = decode_header(scale::encoded(header));
  ASSERT_TRUE(read);
  EXPECT_EQ(scale::encoded(*read), scale::encoded(header));
}

TEST(SyncBytes, what_is_no_header_is_refused) {
  Bytes bytes = scale::encoded(Header{});
  EXPECT_FALSE(decode_header(View{bytes}.first(bytes.size() - 1)));
  bytes.push_back(0);
  EXPECT_FALSE(decode_header(bytes));
  EXPECT_FALSE(decode_header({}));
}

TEST(SyncBytes, a_header_too_long_to_be_announced_is_refused) {
  Header header;
  header.digest.logs.emplace_back(digest_item::Other{});
  const std::size_t rest = scale::encoded(header).size() + 3;  // a longer length in front
  std::get<digest_item::Other>(header.digest.logs[0]).data.resize(kHeaderBytesMax - rest);
  ASSERT_EQ(scale::encoded(header).size(), kHeaderBytesMax);
  EXPECT_TRUE(decode_header(scale::encoded(header)));
  std::get<digest_item::Other>(header.digest.logs[0]).data.push_back(0);
  EXPECT_FALSE(decode_header(scale::encoded(header)));
}

TEST(SyncBytes, a_header_of_many_digest_items_is_refused) {
  Header header;
  header.digest.logs.assign(kDigestItemsMax, digest_item::RuntimeEnvironmentUpdated{});
  EXPECT_TRUE(decode_header(scale::encoded(header)));
  header.digest.logs.emplace_back(digest_item::RuntimeEnvironmentUpdated{});
  EXPECT_FALSE(decode_header(scale::encoded(header)));
}

TEST(SyncBytes, a_body_is_read) {
  const std::vector<Bytes> body{Bytes(10, 1), Bytes(200, 2), {}};
  EXPECT_EQ(decode_body(scale::encoded(body)), body);
  EXPECT_EQ(decode_body(scale::encoded(std::vector<Bytes>{})), std::vector<Bytes>{});
}

TEST(SyncBytes, what_is_no_body_is_refused) {
  Bytes bytes = scale::encoded(std::vector<Bytes>{Bytes(10, 1)});
  EXPECT_FALSE(decode_body(View{bytes}.first(bytes.size() - 1)));
  bytes.push_back(0);
  EXPECT_FALSE(decode_body(bytes));
  EXPECT_FALSE(decode_body({}));
}

TEST(SyncBytes, a_body_of_nothing_but_empty_extrinsics_is_refused_before_it_takes_memory) {
  EXPECT_TRUE(decode_body(scale::encoded(std::vector<Bytes>(kExtrinsicsUnsigned))));
  EXPECT_FALSE(decode_body(scale::encoded(std::vector<Bytes>(kExtrinsicsUnsigned + 1))));
  EXPECT_FALSE(decode_body(scale::encoded(std::vector<Bytes>(1'000'000))));
}

TEST(SyncBytes, a_body_of_the_smallest_signed_extrinsics_is_read) {
  const std::vector<Bytes> body(5'000, Bytes(kExtrinsicBytesMean, 1));
  EXPECT_EQ(decode_body(scale::encoded(body)), body);
}

}  // namespace
}  // namespace descent::service
