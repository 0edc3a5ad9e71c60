#include "node/service/gossip.hpp"

#include <gtest/gtest.h>

#include "node/service/sync_bytes.hpp"

namespace descent::service::gossip {
namespace {

TEST(Gossip, every_kind_of_message_comes_back_as_it_was_sent) {
  const Message all[] = {Said{},       Proposed{},      BlockWanted{Hash{{7}}},
                         BlockFound{}, CommitWanted{9}, CommitFound{},
                         Caught{}};
  std::size_t kind = 0;
  for (const Message& message : all) {
    const Bytes bytes = scale::encoded(message);
    EXPECT_EQ(bytes.front(), kind++);
    const auto read = decode(bytes);
    ASSERT_TRUE(read);
    EXPECT_EQ(scale::encoded(*read), bytes);
  }
  EXPECT_EQ(kind, std::variant_size_v<Message::Cases>);
}

TEST(Gossip, questions_are_told_from_what_is_said) {
  EXPECT_TRUE(is_question(scale::encoded(Message{BlockWanted{}})));
  EXPECT_TRUE(is_question(scale::encoded(Message{CommitWanted{}})));
  for (const Message& said : {Message{Said{}}, Message{Proposed{}}, Message{BlockFound{}},
                              Message{CommitFound{}}, Message{Caught{}}})
    EXPECT_FALSE(is_question(scale::encoded(said)));
  EXPECT_FALSE(is_question({}));
}

TEST(Gossip, a_truncated_or_longer_message_is_refused) {
  const Bytes whole = scale::encoded(Message{Proposed{{}, Block{{}, {Bytes(40, 1)}}}});
  for (std::size_t n = 0; n < whole.size(); ++n) EXPECT_FALSE(decode(View{whole}.first(n)));
  Bytes longer = whole;
  longer.push_back(0);
  EXPECT_FALSE(decode(longer));
}

TEST(Gossip, an_oversized_message_is_refused_before_it_is_read) {
  const Bytes huge(kMessageBytesMax + 1, 0xff);
  EXPECT_EQ(decode(huge).error(), scale::Error::TooMany);
}

TEST(Gossip, a_block_of_many_empty_extrinsics_is_refused) {
  const std::vector<Bytes> few(kExtrinsicsUnsigned), many(10'000);
  EXPECT_TRUE(decode(scale::encoded(Message{BlockFound{{{}, few}}})));
  EXPECT_EQ(decode(scale::encoded(Message{BlockFound{{{}, many}}})).error(), scale::Error::TooMany);
}

TEST(Gossip, a_block_of_many_empty_digest_items_is_refused) {
  Block block;
  block.header.digest.logs.assign(kDigestItemsMax, digest_item::RuntimeEnvironmentUpdated{});
  for (const Message& message :
       {Message{BlockFound{block}}, Message{Proposed{{}, block}}, Message{CommitFound{{}, block}}})
    EXPECT_TRUE(decode(scale::encoded(message)));
  block.header.digest.logs.emplace_back(digest_item::RuntimeEnvironmentUpdated{});
  for (const Message& message :
       {Message{BlockFound{block}}, Message{Proposed{{}, block}}, Message{CommitFound{{}, block}}})
    EXPECT_EQ(decode(scale::encoded(message)).error(), scale::Error::TooMany);
}

/// What is refused for its counts is not read to its end: that is where the bytes are no message.
TEST(Gossip, counts_are_looked_at_before_what_they_count) {
  Bytes many = scale::encoded(Message{BlockFound{{{}, std::vector<Bytes>(10'000)}}});
  many.back() = 0xff;
  EXPECT_EQ(decode(many).error(), scale::Error::TooMany);
}

TEST(Gossip, a_count_beyond_the_bytes_is_refused) {
  Bytes message = scale::encoded(Message{BlockFound{}});
  message.back() = 0xfe;  // the count of extrinsics: a compact of four bytes that are not there
  EXPECT_FALSE(decode(message));
}

}  // namespace
}  // namespace descent::service::gossip
