#include "node/service/sign_state.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <random>

#include "node/service/base_path.hpp"
#include "tests/node/service/full_disk.hpp"

namespace descent::service {
namespace {

using consensus::Vote;
using consensus::VoteKind;
using testing::HasSubstr;

Hash hash(std::uint8_t n) {
  Hash out;
  out.bytes.fill(n);
  return out;
}

struct Signing : testing::Test {
  BasePath around = *BasePath::open(std::nullopt);
  std::filesystem::path folder = around.database("test");
  consensus::AuthorityId key{{7}};
  Hash genesis = hash(1);

  auto open(SignState::Missing missing = SignState::Missing::Refuse) {
    return SignState::open(folder, key, genesis, missing);
  }
  auto made() { return *open(SignState::Missing::Create); }
  Vote vote(BlockNumber number, consensus::Round round, VoteKind kind,
            std::optional<Hash> block) const {
    Vote out;
    out.number = number;
    out.round = round;
    out.kind = kind;
    out.block = block;
    out.validator = key;
    return out;
  }
  std::filesystem::path file() const {
    for (const auto& entry : std::filesystem::directory_iterator{folder})
      if (entry.path().extension() != ".lock") return entry.path();
    return {};
  }
};

TEST_F(Signing, without_a_file_it_refuses_unless_told) {
  const auto refused = open();
  ASSERT_FALSE(refused);
  EXPECT_THAT(refused.error(), HasSubstr("--new-session-key"));
  made();
  EXPECT_TRUE(open());
}

TEST_F(Signing, a_later_place_is_allowed_and_remembered_across_a_restart) {
  EXPECT_TRUE(made()->allow(vote(5, 1, VoteKind::Prevote, hash(2))));
  const auto again = *open();
  ASSERT_EQ(again->newest().size(), 1U);
  EXPECT_EQ(again->newest()[0].number, 5U);
  EXPECT_FALSE(again->allow(vote(5, 1, VoteKind::Prevote, hash(3))));
  EXPECT_TRUE(again->allow(vote(5, 1, VoteKind::Precommit, hash(3))));
}

TEST_F(Signing, the_same_vote_may_be_signed_again) {
  const auto state = made();
  EXPECT_TRUE(state->allow(vote(5, 1, VoteKind::Prevote, std::nullopt)));
  EXPECT_TRUE(state->allow(vote(5, 1, VoteKind::Prevote, std::nullopt)));
  const auto other = state->allow(vote(5, 1, VoteKind::Prevote, hash(2)));
  ASSERT_FALSE(other);
  EXPECT_THAT(other.error(), HasSubstr("block 5, round 1"));
}

TEST_F(Signing, all_votes_of_the_height_may_be_signed_again_after_a_restart_and_no_others) {
  const std::vector said{vote(5, 0, VoteKind::Prevote, hash(2)),
                         vote(5, 0, VoteKind::Precommit, std::nullopt),
                         vote(5, 2, VoteKind::Prevote, hash(3))};
  auto state = made();
  EXPECT_TRUE(state->allow(vote(4, 0, VoteKind::Prevote, hash(2))));
  for (const auto& one : said) EXPECT_TRUE(state->allow(one));
  state.reset();
  state = *open();
  for (const auto& one : said) EXPECT_TRUE(state->allow(one));
  EXPECT_FALSE(state->allow(vote(5, 0, VoteKind::Precommit, hash(2)))) << "another there";
  EXPECT_FALSE(state->allow(vote(5, 1, VoteKind::Prevote, hash(2)))) << "nothing was said there";
  EXPECT_FALSE(state->allow(vote(4, 0, VoteKind::Prevote, hash(2)))) << "that height is over";
  EXPECT_TRUE(state->allow(vote(5, 2, VoteKind::Precommit, hash(3))));
}

TEST_F(Signing, of_a_height_without_end_the_last_votes_are_kept) {
  constexpr auto kMany = static_cast<consensus::Round>(SignState::kKept + 8);
  auto state = made();
  for (consensus::Round round = 0; round < kMany; ++round)
    ASSERT_TRUE(state->allow(vote(5, round, VoteKind::Prevote, hash(2))));
  state.reset();
  state = *open();
  EXPECT_EQ(state->newest().size(), SignState::kKept);
  EXPECT_TRUE(state->allow(vote(5, 8, VoteKind::Prevote, hash(2))));
  EXPECT_FALSE(state->allow(vote(5, 7, VoteKind::Prevote, hash(2)))) << "it was forgotten";
}

TEST_F(Signing, an_earlier_place_is_refused_by_number_then_round_then_kind) {
  const auto state = made();
  EXPECT_TRUE(state->allow(vote(5, 3, VoteKind::Prevote, hash(2))));
  EXPECT_FALSE(state->allow(vote(4, 9, VoteKind::Precommit, hash(2))));
  EXPECT_FALSE(state->allow(vote(5, 2, VoteKind::Precommit, hash(2))));
  EXPECT_FALSE(state->allow(vote(5, 3, VoteKind::Proposal, hash(2))));
  EXPECT_TRUE(state->allow(vote(5, 4, VoteKind::Proposal, hash(2))));
  EXPECT_TRUE(state->allow(vote(6, 0, VoteKind::Proposal, hash(2))));
}

TEST_F(Signing, a_second_process_is_refused) {
  const auto state = made();
  const auto second = open();
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error(), HasSubstr("another process"));
}

TEST_F(Signing, the_file_of_another_chain_or_key_is_refused) {
  made();
  genesis = hash(9);
  EXPECT_THAT(open().error(), HasSubstr("another chain"));
  const auto old = file();
  const std::filesystem::path lock = old.string() + ".lock";
  key = consensus::AuthorityId{{8}};
  made();
  std::filesystem::path other;
  for (const auto& entry : std::filesystem::directory_iterator{folder})
    if (entry.path() != old && entry.path().extension() != ".lock") other = entry.path();
  std::filesystem::copy_file(old, other, std::filesystem::copy_options::overwrite_existing);
  EXPECT_THAT(open().error(), HasSubstr("another key"));
}

TEST_F(Signing, a_damaged_file_is_refused_with_a_remedy) {
  EXPECT_TRUE(made()->allow(vote(5, 1, VoteKind::Prevote, hash(2))));
  std::fstream{file(), std::ios::in | std::ios::out | std::ios::binary}.seekp(200).put('x');
  EXPECT_THAT(open().error(), HasSubstr("use a new session key"));
}

TEST_F(Signing, a_file_that_was_taken_away_is_not_made_anew) {
  const auto state = made();
  EXPECT_TRUE(state->allow(vote(5, 1, VoteKind::Prevote, hash(2))));
  std::filesystem::remove_all(folder);
  EXPECT_THAT(state->allow(vote(5, 2, VoteKind::Prevote, hash(2))).error(), HasSubstr("removed"));
  std::filesystem::create_directories(folder);
  EXPECT_FALSE(state->allow(vote(5, 2, VoteKind::Prevote, hash(2))));
  EXPECT_EQ(state->newest().size(), 1U);
  EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST_F(Signing, after_a_vote_that_could_not_be_written_the_next_is_written_to_a_new_file) {
  auto state = made();
  EXPECT_TRUE(state->allow(vote(5, 1, VoteKind::Prevote, hash(2))));
  {
    const FullDisk full;
    EXPECT_FALSE(state->allow(vote(5, 2, VoteKind::Prevote, hash(2))));
    EXPECT_FALSE(state->allow(vote(5, 2, VoteKind::Prevote, hash(3)))) << "nor a file in its place";
  }
  EXPECT_TRUE(state->allow(vote(5, 2, VoteKind::Prevote, hash(4)))) << "the others never left";
  state.reset();
  state = *open();
  ASSERT_EQ(state->newest().size(), 2U);
  EXPECT_EQ(state->newest()[1].block, hash(4));
}

TEST_F(Signing, a_full_file_is_made_anew_and_nothing_of_the_height_is_lost) {
  auto state = made();
  constexpr auto kMany = static_cast<BlockNumber>(SignJournal::kVotes + 2);
  for (BlockNumber number = 1; number <= kMany; ++number)
    ASSERT_TRUE(state->allow(vote(number, 0, VoteKind::Prevote, hash(2))));
  EXPECT_TRUE(state->allow(vote(kMany, 0, VoteKind::Precommit, hash(2))));
  state.reset();
  state = *open();
  EXPECT_EQ(state->newest().size(), 2U);
  EXPECT_FALSE(state->allow(vote(kMany, 0, VoteKind::Prevote, hash(3))));
  EXPECT_TRUE(state->allow(vote(kMany, 0, VoteKind::Precommit, hash(2))));
}

/// Beside it: a set of all that was allowed. No two may be at one place.
TEST_F(Signing, never_allows_two_votes_at_one_place_whatever_is_asked) {
  std::minstd_rand source{1};
  const auto random = [&] { return static_cast<std::uint32_t>(source()); };
  std::map<std::tuple<BlockNumber, consensus::Round, VoteKind>, std::optional<Hash>> allowed;
  auto state = made();
  for (std::uint32_t i = 0; i < 400; ++i) {
    const auto kind = static_cast<VoteKind>(1 + random() % 2);
    const auto asked = vote(static_cast<BlockNumber>(1 + (i + random() % 20) / 40), random() % 3,
                            kind, hash(static_cast<std::uint8_t>(random() % 2)));
    if (random() % 10 == 0) {
      state.reset();
      state = *open();
    }
    if (!state->allow(asked)) continue;
    const auto [at, fresh] =
        allowed.emplace(std::tuple{asked.number, asked.round, kind}, asked.block);
    EXPECT_TRUE(fresh || at->second == asked.block);
  }
  EXPECT_GT(allowed.size(), 10U);
}

}  // namespace
}  // namespace descent::service
