#include "node/service/gossip.hpp"

#include <gtest/gtest.h>

#include "chain-spec/descent_runtime.hpp"
#include "node/pool/pool.hpp"
#include "node/service/sync_bytes.hpp"

namespace descent::service::gossip {
namespace {

TEST(Gossip, every_kind_of_message_comes_back_as_it_was_sent) {
  const Sketch sketch{{}, {Name{{1}}, Whole{Bytes(40, 1)}, Name{{2}}}};
  const Message all[] = {Said{},
                         Proposed{{}, sketch},
                         BlockWanted{Hash{{7}}},
                         BlockFound{sketch},
                         CommitWanted{9},
                         CommitFound{},
                         Caught{},
                         PartsWanted{Hash{{7}}, {0, 64, 20'000}},
                         PartsFound{Hash{{7}}, {Bytes(40, 1), {}}}};
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
  EXPECT_TRUE(is_question(scale::encoded(Message{PartsWanted{}})));
  for (const Message& said : {Message{Said{}}, Message{Proposed{}}, Message{BlockFound{}},
                              Message{CommitFound{}}, Message{Caught{}}, Message{PartsFound{}}})
    EXPECT_FALSE(is_question(scale::encoded(said)));
  EXPECT_FALSE(is_question({}));
}

TEST(Gossip, sketches_and_parts_are_worth_something_else_from_each_sender) {
  for (const Message& own : {Message{Proposed{}}, Message{BlockFound{}}, Message{PartsFound{}}})
    EXPECT_TRUE(is_of_its_sender(scale::encoded(own)));
  for (const Message& said : {Message{Said{}}, Message{CommitFound{}}, Message{Caught{}}})
    EXPECT_FALSE(is_of_its_sender(scale::encoded(said)));
  EXPECT_FALSE(is_of_its_sender({}));
}

TEST(Gossip, a_truncated_or_longer_message_is_refused) {
  const Bytes whole = scale::encoded(Message{Proposed{{}, {{}, {Whole{Bytes(40, 1)}, Name{}}}}});
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
  EXPECT_TRUE(decode(scale::encoded(Message{CommitFound{{}, {{}, few}}})));
  EXPECT_TRUE(decode(scale::encoded(Message{PartsFound{{}, few}})));
  for (const Message& message :
       {Message{CommitFound{{}, {{}, many}}}, Message{PartsFound{{}, many}}})
    EXPECT_EQ(decode(scale::encoded(message)).error(), scale::Error::TooMany);
}

TEST(Gossip, more_parts_are_not_found_than_can_be_wanted) {
  const std::vector<Bytes> most(kNamesMost, Bytes(64)), more(kNamesMost + 1, Bytes(64));
  EXPECT_TRUE(decode(scale::encoded(Message{PartsFound{{}, most}})));
  EXPECT_EQ(decode(scale::encoded(Message{PartsFound{{}, more}})).error(), scale::Error::TooMany);
}

Sketch sketch_of(std::size_t names, std::size_t empty_wholes) {
  Sketch out;
  for (std::size_t i = 0; i < names; ++i)
    out.parts.emplace_back(Name{{static_cast<std::uint8_t>(i), static_cast<std::uint8_t>(i >> 8)}});
  for (std::size_t i = 0; i < empty_wholes; ++i) out.parts.emplace_back(Whole{});
  return out;
}

TEST(Gossip, a_sketch_of_many_empty_extrinsics_is_refused_however_many_names_it_has) {
  EXPECT_TRUE(decode(scale::encoded(Message{BlockFound{sketch_of(0, kExtrinsicsUnsigned)}})));
  for (const std::size_t names : {0U, 100U})
    for (const Message& message : {Message{BlockFound{sketch_of(names, 1'000)}},
                                   Message{Proposed{{}, sketch_of(names, 1'000)}}})
      EXPECT_EQ(decode(scale::encoded(message)).error(), scale::Error::TooMany);
}

TEST(Gossip, a_sketch_names_no_more_than_a_pool_has) {
  EXPECT_TRUE(decode(scale::encoded(Message{BlockFound{sketch_of(kNamesMost, 1)}})));
  EXPECT_EQ(decode(scale::encoded(Message{BlockFound{sketch_of(kNamesMost + 1, 0)}})).error(),
            scale::Error::TooMany);
  EXPECT_EQ(kNamesMost, pool::Limits{}.transactions);
}

TEST(Gossip, a_name_stands_once_in_a_sketch) {
  Sketch sketch = sketch_of(3, 1);
  sketch.parts.emplace_back(Name{{1}});
  for (const Message& message : {Message{BlockFound{sketch}}, Message{Proposed{{}, sketch}}})
    EXPECT_EQ(decode(scale::encoded(message)).error(), scale::Error::NotCanonical);
}

TEST(Gossip, places_ascend_and_are_no_more_than_names) {
  const auto error_of = [](const std::vector<Compact<std::uint32_t>>& places) {
    return decode(scale::encoded(Message{PartsWanted{{}, places}})).error();
  };
  EXPECT_EQ(error_of({3, 3}), scale::Error::NotCanonical);
  EXPECT_EQ(error_of({3, 2}), scale::Error::NotCanonical);
  std::vector<Compact<std::uint32_t>> places;
  for (std::uint32_t i = 0; i < kNamesMost; ++i) places.emplace_back(i);
  EXPECT_TRUE(decode(scale::encoded(Message{PartsWanted{{}, places}})));
  places.emplace_back(UINT32_MAX);
  EXPECT_EQ(error_of(places), scale::Error::TooMany);
}

TEST(Gossip, a_body_is_as_long_as_the_chain_lets_it_be) {
  const auto& most = chain_spec::system_config(chain_spec::dev_version()).block_length.max;
  EXPECT_EQ(kBodyBytesMax, std::max({most.normal, most.operational, most.mandatory}));
}

TEST(Gossip, a_block_of_many_empty_digest_items_is_refused) {
  Header header;
  const auto all = [&] {
    return std::vector<Message>{BlockFound{{header, {}}}, Proposed{{}, {header, {}}},
                                CommitFound{{}, {header, {}}}};
  };
  header.digest.logs.assign(kDigestItemsMax, digest_item::RuntimeEnvironmentUpdated{});
  for (const Message& message : all()) EXPECT_TRUE(decode(scale::encoded(message)));
  header.digest.logs.emplace_back(digest_item::RuntimeEnvironmentUpdated{});
  for (const Message& message : all())
    EXPECT_EQ(decode(scale::encoded(message)).error(), scale::Error::TooMany);
}

/// What is refused for its counts is not read to its end: that is where the bytes are no message.
TEST(Gossip, counts_are_looked_at_before_what_they_count) {
  Bytes many = scale::encoded(Message{CommitFound{{}, {{}, std::vector<Bytes>(10'000)}}});
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
