#include "node/service/block_quest.hpp"

#include <gmock/gmock.h>

namespace descent::service {
namespace {

using network::Instant;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Hash kBlock{{1}}, kOther{{2}};
constexpr Instant kStart{1'000};
const auto kStillWanted = [](const Hash&) { return true; };

using Ask = BlockQuest::Ask;

TEST(BlockQuest, a_block_has_time_to_come_by_itself) {
  BlockQuest quest;
  quest.mentioned(1, kBlock);
  quest.want(kBlock, kStart);
  EXPECT_THAT(quest.due(kStart + BlockQuest::kPatience - Instant{1}, kStillWanted, {1}), IsEmpty());
  EXPECT_THAT(quest.due(kStart + BlockQuest::kPatience, kStillWanted, {1}),
              ElementsAre(Ask{1, kBlock}));
}

TEST(BlockQuest, what_came_meanwhile_is_not_asked_for) {
  BlockQuest quest;
  quest.want(kBlock, kStart);
  const auto came = [](const Hash&) { return false; };
  EXPECT_THAT(quest.due(kStart + BlockQuest::kPatience, came, {1}), IsEmpty());
}

TEST(BlockQuest, those_that_speak_of_it_are_asked_first_and_each_in_its_turn) {
  BlockQuest quest;
  quest.mentioned(3, kBlock);
  quest.mentioned(2, kBlock);
  quest.mentioned(3, kBlock);
  quest.mentioned(4, kOther);
  quest.want(kBlock, kStart);
  std::vector<PeerNumber> asked;
  Instant now = kStart + BlockQuest::kPatience;
  for (int i = 0; i < 5; ++i, now += BlockQuest::kAnswer)
    for (const auto& ask : quest.due(now, kStillWanted, {1, 2, 3})) asked.push_back(ask.peer);
  EXPECT_THAT(asked, ElementsAre(3, 2, 1, 1)) << "and then from the beginning";
}

TEST(BlockQuest, the_next_one_is_asked_when_the_last_had_its_time) {
  BlockQuest quest;
  quest.want(kBlock, kStart);
  const Instant first = kStart + BlockQuest::kPatience;
  EXPECT_THAT(quest.due(first, kStillWanted, {1, 2}), ElementsAre(Ask{1, kBlock}));
  EXPECT_THAT(quest.due(first + BlockQuest::kAnswer - Instant{1}, kStillWanted, {1, 2}), IsEmpty());
  EXPECT_THAT(quest.due(first + BlockQuest::kAnswer, kStillWanted, {1, 2}),
              ElementsAre(Ask{2, kBlock}));
}

TEST(BlockQuest, who_is_gone_is_not_asked) {
  BlockQuest quest;
  quest.mentioned(1, kBlock);
  quest.mentioned(2, kBlock);
  quest.want(kBlock, kStart);
  quest.gone(1);
  EXPECT_THAT(quest.due(kStart + BlockQuest::kPatience, kStillWanted, {2}),
              ElementsAre(Ask{2, kBlock}));
}

TEST(BlockQuest, talk_of_many_blocks_displaces_none_that_is_wanted) {
  BlockQuest quest;
  quest.want(kBlock, kStart);
  for (std::uint32_t i = 0; i < 3 * BlockQuest::kMost; ++i) {
    Hash hash{{9}};
    hash.bytes[1] = static_cast<std::uint8_t>(i);
    hash.bytes[2] = static_cast<std::uint8_t>(i >> 8);
    quest.mentioned(7, hash);
  }
  EXPECT_THAT(quest.due(kStart + BlockQuest::kPatience, kStillWanted, {1}),
              ElementsAre(Ask{1, kBlock}));
}

TEST(BlockQuest, a_new_height_forgets_the_old_one) {
  BlockQuest quest;
  quest.want(kBlock, kStart);
  quest.clear();
  EXPECT_THAT(quest.due(kStart + Instant{10'000}, kStillWanted, {1}), IsEmpty());
}

}  // namespace
}  // namespace descent::service
