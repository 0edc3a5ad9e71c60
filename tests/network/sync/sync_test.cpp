#include "network/sync/sync.hpp"

#include "tests/network/sync/scripted.hpp"

namespace descent::network {
namespace {

using namespace std::chrono_literals;
using Blame = Sync::Blame;

TEST_F(Scripted, headers_come_first_then_bodies_then_blocks_in_order) {
  sync->peer_has(1, 40);
  const auto first = asks();
  ASSERT_EQ(first.size(), 1u);
  EXPECT_FALSE(first[0].request.bodies);
  EXPECT_FALSE(sync->take_next());
  answer(first);
  EXPECT_FALSE(sync->take_next());
  const auto second = asks();
  ASSERT_EQ(second.size(), 1u);
  EXPECT_TRUE(second[0].request.bodies);
  answer(second);
  EXPECT_EQ(import(), (std::vector<BlockNumber>{1, 2, 3, 4}));
  EXPECT_TRUE(sync->blames().empty());
}

TEST_F(Scripted, everything_comes_from_one_peer) {
  sync->peer_has(1, 40);
  for (int i = 0; i < 100 && checker.head < 40; ++i) {
    answer(asks());
    import();
  }
  EXPECT_EQ(checker.head, 40u);
  EXPECT_TRUE(asks().empty());
  EXPECT_EQ(checker.asked, 40u) << "each header is checked once";
}

TEST_F(Scripted, a_block_is_handed_out_once_until_the_head_moves) {
  with_headers();
  answer(asks());
  EXPECT_EQ(sync->take_next()->number, 1u);
  EXPECT_FALSE(sync->take_next());
  sync->head_moved(1);
  EXPECT_EQ(sync->take_next()->number, 2u);
}

TEST_F(Scripted, a_block_says_whose_body_it_has) {
  with_headers();
  answer(asks());
  EXPECT_EQ(sync->take_next()->from, 1u);
}

TEST_F(Scripted, what_consensus_committed_is_not_handed_out) {
  with_headers();
  answer(asks());
  sync->head_moved(3);
  EXPECT_EQ(sync->take_next()->number, 4u);
  sync->head_moved(2);
  EXPECT_EQ(sync->progress().head, 3u) << "a head does not go back";
}

TEST_F(Scripted, a_head_beyond_what_is_known_begins_anew) {
  with_headers();
  checker.head = 20;
  sync->head_moved(20);
  EXPECT_EQ(sync->progress().verified, 20u);
  EXPECT_EQ(sync->progress().bytes_held, 0u);
  const auto next = asks();
  ASSERT_EQ(next.size(), 1u);
  EXPECT_EQ(next[0].request.from, 21u);
  answer(next);
  EXPECT_EQ(sync->progress().verified, 28u);
}

TEST_F(Scripted, an_answer_about_the_past_is_no_fault) {
  sync->peer_has(1, 40);
  const auto headers = asks();
  checker.head = 5;
  sync->head_moved(5);
  answer(headers);  // 1 to 8
  EXPECT_EQ(sync->progress().verified, 8u);
  const auto bodies = asks();
  checker.head = 7;
  sync->head_moved(7);
  answer(bodies);  // 6 to 8
  EXPECT_EQ(import(), (std::vector<BlockNumber>{8}));
  EXPECT_TRUE(sync->blames().empty());
}

TEST_F(Scripted, what_was_not_committed_can_be_fetched_again) {
  with_headers();
  answer(asks());
  ASSERT_TRUE(sync->take_next());
  sync->restart();
  EXPECT_EQ(sync->progress().blocks_held, 0u);
  answer(asks());
  answer(asks());
  EXPECT_EQ(sync->take_next()->number, 1u);
}

// ---- Lies -----------------------------------------------------------------------------------

TEST_F(Scripted, headers_are_taken_up_to_the_first_lie) {
  sync->peer_has(1, 40);
  const auto ask = asks().at(0);
  auto lie = honest_answer(chain, 40, ask.request);
  lie.certificates[5] = toy_certificate(Bytes{1});
  sync->response(1, lie, now);
  EXPECT_EQ(sync->progress().verified, 5u);
  EXPECT_EQ(sync->blames(), (Blames{{1, SyncFault::BadCertificate}}));
}

TEST_F(Scripted, a_header_of_another_chain_is_refused) {
  sync->peer_has(1, 40);
  const auto ask = asks().at(0);
  const ToyChain other{40, 1};
  auto lie = honest_answer(chain, 40, ask.request);
  lie.headers[2] = other.at(3).header;
  lie.certificates[2] = other.at(3).certificate;
  sync->response(1, lie, now);
  EXPECT_EQ(sync->progress().verified, 2u);
  EXPECT_EQ(sync->blames(), (Blames{{1, SyncFault::BadHeader}}));
}

TEST_F(Scripted, the_body_of_another_block_is_refused_and_asked_of_another) {
  with_headers();
  const auto ask = asks().at(0);
  auto lie = honest_answer(chain, 40, ask.request);
  lie.bodies[1] = chain.at(30).body;
  sync->response(1, lie, now);
  EXPECT_EQ(sync->blames(), (Blames{{1, SyncFault::WrongBody}}));
  EXPECT_EQ(import(), (std::vector<BlockNumber>{1}));
  EXPECT_TRUE(asks().empty()) << "a liar is not asked";
  sync->peer_has(2, 40);
  answer(asks());
  EXPECT_EQ(import(), (std::vector<BlockNumber>{2, 3, 4, 5}));
}

TEST_F(Scripted, an_answer_without_a_question_is_blamed_once) {
  sync->peer_has(1, 40);
  sync->response(1, {.id = 77}, now);
  sync->response(1, {.id = 78}, now);
  EXPECT_EQ(sync->blames(), (Blames{{1, SyncFault::Unasked}}));
  EXPECT_TRUE(sync->blames().empty());
}

TEST_F(Scripted, the_answer_to_the_question_of_another_is_not_taken) {
  sync->peer_has(1, 40);
  const auto ask = asks().at(0);
  sync->peer_has(2, 40);
  sync->response(2, honest_answer(chain, 40, ask.request), now);
  EXPECT_EQ(sync->blames(), (Blames{{2, SyncFault::Unasked}}));
  EXPECT_EQ(sync->progress().verified, 0u);
  answer(ask);
  EXPECT_EQ(sync->progress().verified, 8u);
}

TEST_F(Scripted, a_second_answer_is_one_too_many) {
  sync->peer_has(1, 40);
  const auto ask = asks().at(0);
  answer(ask);
  answer(ask);
  EXPECT_EQ(sync->blames(), (Blames{{1, SyncFault::Unasked}}));
}

TEST_F(Scripted, more_than_was_asked_or_of_another_kind_is_refused_whole) {
  const auto refused = [&](auto change) {
    begin(limits);
    sync->peer_has(1, 40);
    const auto ask = asks().at(0);
    auto lie = honest_answer(chain, 40, ask.request);
    change(lie);
    sync->response(1, lie, now);
    return sync->progress().verified == 0 && sync->blames() == Blames{{1, SyncFault::Unasked}};
  };
  EXPECT_TRUE(refused([&](auto& lie) {
    lie.headers.push_back(chain.at(9).header);
    lie.certificates.push_back(chain.at(9).certificate);
  }));
  EXPECT_TRUE(refused([&](auto& lie) { lie.headers.push_back(chain.at(9).header); }));
  EXPECT_TRUE(refused([&](auto& lie) { lie.certificates.pop_back(); }));
  EXPECT_TRUE(refused([&](auto& lie) { lie.bodies.push_back(chain.at(1).body); }));
  EXPECT_FALSE(refused([&](auto& lie) {
    lie.headers.pop_back();
    lie.certificates.pop_back();
  }));
}

TEST_F(Scripted, headers_or_too_many_bodies_do_not_answer_a_question_for_bodies) {
  const auto refused = [&](auto change) {
    begin(limits);
    with_headers();
    const auto ask = asks().at(0);
    auto lie = honest_answer(chain, 40, ask.request);
    change(lie);
    sync->response(1, lie, now);
    return sync->blames() == Blames{{1, SyncFault::Unasked}} && !sync->take_next();
  };
  EXPECT_TRUE(refused([&](auto& lie) { lie.bodies.push_back(chain.at(5).body); }));
  EXPECT_TRUE(refused([&](auto& lie) {
    lie.headers.push_back(chain.at(5).header);
    lie.certificates.push_back(chain.at(5).certificate);
  }));
  EXPECT_FALSE(refused([&](auto& lie) { lie.bodies.pop_back(); }));
}

TEST_F(Scripted, who_is_gone_is_not_blamed) {
  sync->peer_has(1, 40);
  const auto ask = asks().at(0);
  sync->gone(1);
  answer(ask);
  EXPECT_TRUE(sync->blames().empty());
  EXPECT_EQ(sync->progress().verified, 0u);
  EXPECT_EQ(sync->progress().requests, 0u);
}

TEST_F(Scripted, an_empty_answer_is_blamed_and_nobody_else_is_there_to_ask) {
  sync->peer_has(1, 40);
  const auto ask = asks().at(0);
  sync->response(1, {.id = ask.request.id}, now);
  EXPECT_EQ(sync->blames(), (Blames{{1, SyncFault::Empty}}));
  EXPECT_TRUE(asks().empty());
}

TEST_F(Scripted, a_late_answer_is_blamed_as_late_alone) {
  sync->peer_has(1, 40);
  const auto ask = asks().at(0);
  now = limits.answer - 1ms;
  sync->elapse(now);
  EXPECT_TRUE(sync->blames().empty());
  now = limits.answer;
  sync->elapse(now);
  EXPECT_EQ(sync->blames(), (Blames{{1, SyncFault::TooSlow}}));
  answer(ask);
  EXPECT_TRUE(sync->blames().empty());
  answer(ask);
  EXPECT_EQ(sync->blames(), (Blames{{1, SyncFault::Unasked}}));
}

// ---- How far --------------------------------------------------------------------------------

TEST_F(Scripted, far_behind_is_told_by_those_who_never_failed) {
  EXPECT_FALSE(sync->is_far_behind());
  sync->peer_has(1, limits.far);
  EXPECT_FALSE(sync->is_far_behind());
  sync->peer_has(1, UINT32_MAX);
  EXPECT_TRUE(sync->is_far_behind());
  const auto ask = asks().at(0);
  sync->response(1, {.id = ask.request.id}, now);
  EXPECT_FALSE(sync->is_far_behind());
  sync->peer_has(1, UINT32_MAX);
  EXPECT_FALSE(sync->is_far_behind()) << "it failed";
}

TEST_F(Scripted, far_behind_is_told_by_verified_headers) {
  limits.headers = 20;
  begin(limits);
  with_headers();
  sync->gone(1);
  EXPECT_TRUE(sync->is_far_behind());
  EXPECT_EQ(sync->progress().target, 20u);
  sync->head_moved(4);
  EXPECT_FALSE(sync->is_far_behind());
}

}  // namespace
}  // namespace descent::network
