#include "network/sync/sync.hpp"
#include "tests/network/sync/scripted.hpp"

namespace descent::network {
namespace {

using namespace std::chrono_literals;
using message::SyncRequest;

SyncRequest unnamed(Sync::Ask ask) {
  ask.request.id = 0;
  return ask.request;
}

TEST_F(Scripted, nobody_is_asked_for_what_nobody_has) {
  EXPECT_TRUE(asks().empty());
  sync->peer_has(1, 0);
  EXPECT_TRUE(asks().empty());
}

TEST_F(Scripted, a_question_goes_no_further_than_the_peer_and_the_limit) {
  sync->peer_has(1, 3);
  EXPECT_EQ(unnamed(asks().at(0)), (SyncRequest{0, 1, 3, false}));
  begin(limits);
  sync->peer_has(1, 9);
  EXPECT_EQ(unnamed(asks().at(0)), (SyncRequest{0, 1, 8, false}));
  begin(limits);
  sync->peer_has(1, UINT32_MAX);
  EXPECT_EQ(unnamed(asks().at(0)), (SyncRequest{0, 1, 8, false}));
}

TEST_F(Scripted, a_question_is_asked_once) {
  sync->peer_has(1, 40);
  sync->peer_has(2, 40);
  EXPECT_EQ(asks().size(), 1u);
  EXPECT_TRUE(asks().empty());
}

TEST_F(Scripted, bodies_are_asked_of_several_peers_at_once_while_headers_go_on) {
  with_headers();
  for (const PeerNumber peer : {2U, 3U, 4U}) sync->peer_has(peer, 40);
  const auto all = asks();
  ASSERT_EQ(all.size(), 3u) << "one question is kept for what is needed next";
  std::set<PeerNumber> peers;
  for (const auto& ask : all) peers.insert(ask.peer);
  EXPECT_EQ(peers.size(), 3u);
  EXPECT_EQ(unnamed(all[0]), (SyncRequest{0, 1, 4, true}));
  EXPECT_EQ(unnamed(all[1]), (SyncRequest{0, 5, 4, true}));
  EXPECT_EQ(unnamed(all[2]), (SyncRequest{0, 9, 8, false}));
}

TEST_F(Scripted, what_an_answer_left_out_is_asked_again) {
  with_headers();
  const auto ask = asks().at(0);
  auto part = honest_answer(chain, 40, ask.request);
  part.bodies.resize(1);
  sync->response(1, part, now);
  EXPECT_EQ(unnamed(asks().at(0)), (SyncRequest{0, 2, 4, true}));
}

TEST_F(Scripted, no_header_is_asked_for_beyond_the_limit) {
  limits.blocks_ahead = 10;
  begin(limits);
  with_headers();
  for (const PeerNumber peer : {2U, 3U, 4U}) sync->peer_has(peer, 40);
  const auto all = asks();
  EXPECT_EQ(unnamed(all.back()), (SyncRequest{0, 9, 2, false}));
  answer(all);
  EXPECT_EQ(sync->progress().verified, 10u);
  for (const auto& ask : asks()) EXPECT_TRUE(ask.request.bodies);
}

TEST_F(Scripted, bytes_are_bounded_but_the_next_body_always_comes) {
  limits.bytes_ahead = 1'000;
  limits.answer_bytes = 1'000;
  begin(limits);
  for (const PeerNumber peer : {2U, 3U, 4U}) sync->peer_has(peer, 40);
  with_headers();
  ASSERT_GT(sync->progress().bytes_held, 0u);
  const auto all = asks();
  ASSERT_EQ(all.size(), 1u);
  EXPECT_EQ(unnamed(all[0]), (SyncRequest{0, 1, 4, true}));
  answer(all);
  EXPECT_TRUE(asks().empty()) << "before there is room";
  import();
  EXPECT_EQ(unnamed(asks().at(0)), (SyncRequest{0, 5, 4, true}));
}

TEST_F(Scripted, each_open_question_keeps_room_for_its_answer) {
  with_headers();
  const std::size_t held = sync->progress().bytes_held;
  limits.answer_bytes = 10'000;
  limits.bytes_ahead = held + 2 * limits.answer_bytes;
  begin(limits);
  with_headers();
  for (const PeerNumber peer : {2U, 3U, 4U}) sync->peer_has(peer, 40);
  EXPECT_EQ(asks().size(), 2u);
}

TEST_F(Scripted, who_hesitates_is_not_alone_with_the_next_header) {
  sync->peer_has(1, 40);
  sync->peer_has(2, 40);
  const auto first = asks().at(0);
  now = limits.hedge - 1ms;
  EXPECT_TRUE(asks().empty());
  now = limits.hedge;
  const auto second = asks().at(0);
  EXPECT_NE(second.peer, first.peer);
  EXPECT_EQ(unnamed(second), unnamed(first));
  answer(second);
  answer(first);
  EXPECT_EQ(sync->progress().verified, 8u);
  EXPECT_EQ(checker.asked, 8u);
  EXPECT_TRUE(sync->blames().empty());
}

TEST_F(Scripted, who_hesitates_is_not_alone_with_the_next_body) {
  with_headers();
  const auto first = asks().at(0);
  sync->peer_has(2, 40);
  now = limits.hedge;
  const auto second = asks();
  ASSERT_EQ(second.size(), 1u) << "the only other peer";
  EXPECT_EQ(second[0].peer, 2u);
  EXPECT_EQ(unnamed(second[0]), unnamed(first));
  answer(second);
  answer(first);
  EXPECT_EQ(import(), (std::vector<BlockNumber>{1, 2, 3, 4}));
  EXPECT_TRUE(sync->blames().empty());
}

TEST_F(Scripted, a_question_of_a_liar_is_asked_of_another_at_once) {
  sync->peer_has(1, 40);
  const auto first = asks().at(0);
  sync->peer_has(2, 40);
  sync->response(1, {.id = 99}, now);
  const auto second = asks().at(0);
  EXPECT_EQ(second.peer, 2u);
  EXPECT_EQ(unnamed(second), unnamed(first));
}

TEST_F(Scripted, a_question_of_who_is_gone_or_late_is_asked_of_another) {
  sync->peer_has(1, 40);
  const auto first = asks().at(0);
  sync->gone(1);
  sync->peer_has(2, 40);
  const auto second = asks().at(0);
  EXPECT_EQ(second.peer, 2u);
  EXPECT_EQ(unnamed(second), unnamed(first));
  now += limits.answer;
  sync->peer_has(3, 40);
  const auto third = asks().at(0);
  EXPECT_EQ(third.peer, 3u);
  EXPECT_EQ(sync->blames(), (Blames{{2, SyncFault::TooSlow}}));
}

TEST_F(Scripted, a_question_that_could_not_be_sent_is_asked_of_another_and_nobody_is_blamed) {
  sync->peer_has(1, 40);
  const auto first = asks().at(0);
  sync->unsent(first, now);
  EXPECT_TRUE(asks().empty()) << "not at once again";
  sync->peer_has(2, 40);
  const auto second = asks().at(0);
  EXPECT_EQ(second.peer, 2u);
  EXPECT_EQ(unnamed(second), unnamed(first));
  EXPECT_TRUE(sync->blames().empty());
  sync->unsent(first, now);
  now += limits.rest;
  sync->gone(2);
  EXPECT_EQ(asks().at(0).peer, 1u);
}

TEST_F(Scripted, a_block_or_two_is_left_to_consensus_for_a_while) {
  limits.few = 3;
  begin(limits);
  now = 100s;
  sync->peer_has(1, 2);
  EXPECT_TRUE(asks().empty());
  now += limits.patience - 1ms;
  EXPECT_TRUE(asks().empty());
  now += 1ms;
  EXPECT_EQ(unnamed(asks().at(0)), (SyncRequest{0, 1, 2, false}));
}

TEST_F(Scripted, patience_begins_anew_with_each_block) {
  limits.few = 3;
  begin(limits);
  for (BlockNumber n = 1; n <= 20; ++n) {
    sync->peer_has(1, n);
    EXPECT_TRUE(asks().empty());
    now += limits.patience * 3 / 4;
    EXPECT_TRUE(asks().empty());
    checker.head = n;
    sync->head_moved(n);
  }
  now += 10h;
  EXPECT_TRUE(asks().empty());
  sync->peer_has(1, 21);
  EXPECT_TRUE(asks().empty()) << "nothing was missing all the time";
}

TEST_F(Scripted, more_blocks_are_asked_for_at_once) {
  limits.few = 3;
  begin(limits);
  sync->peer_has(1, 3);
  EXPECT_EQ(asks().size(), 1u);
}

}  // namespace
}  // namespace descent::network
