#include "node/service/sign_journal.hpp"

#include <gmock/gmock.h>

#include <fstream>
#include <random>

#include "node/service/base_path.hpp"
#include "runtime/crypto/hash.hpp"
#include "tests/node/service/full_disk.hpp"

namespace descent::service {
namespace {

using consensus::SignBytes;
using consensus::VoteKind;
using testing::HasSubstr;

constexpr Hash kGenesis{{1}};
constexpr SignJournal::Owner kOwner{consensus::AuthorityId{{7}}, kGenesis};
constexpr std::size_t kSlot = SignJournal::kSlotBytes;

SignBytes vote(BlockNumber number, consensus::Round round = 0) {
  SignBytes out;
  out.genesis = kGenesis;
  out.number = number;
  out.round = round;
  out.kind = VoteKind::Precommit;
  out.block = Hash{{9}};
  return out;
}

/// With the most that one can have.
SignBytes longest(BlockNumber number) {
  SignBytes out = vote(number, ~consensus::Round{0});
  out.valid_round = ~consensus::Round{0};
  return out;
}

struct Journal : testing::Test {
  BasePath around = *BasePath::open(std::nullopt);
  std::filesystem::path path = around.database("test").parent_path() / "votes";
  Journal() { std::filesystem::create_directories(path.parent_path()); }

  auto make(const SignJournal::Votes& votes = {}) {
    return *SignJournal::make(path, kOwner, votes);
  }
  auto open() const { return SignJournal::open(path, kOwner); }
  SignJournal::Votes votes() const { return (*open())->votes; }
  std::string content() const {
    std::ifstream in{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{in}, {}};
  }
  void write(const std::string& what) const { std::ofstream{path, std::ios::binary} << what; }
};

TEST_F(Journal, that_is_not_there_is_told_from_one_that_is_damaged) {
  EXPECT_EQ((*open()).has_value(), false);
  write("");
  EXPECT_THAT(open().error(), HasSubstr("damaged"));
}

TEST_F(Journal, what_was_added_is_there_after_it_was_opened_again) {
  auto journal = make({vote(1)});
  EXPECT_TRUE(journal.append(longest(2)));
  EXPECT_TRUE(journal.append(vote(3)));
  EXPECT_EQ(votes(), (SignJournal::Votes{vote(1), longest(2), vote(3)}));
  EXPECT_TRUE((*open())->journal.append(vote(4)));
  EXPECT_EQ(votes().size(), 4U) << "it goes on behind the last";
}

TEST_F(Journal, its_size_never_changes) {
  auto journal = make();
  EXPECT_EQ(std::filesystem::file_size(path), SignJournal::kFileBytes);
  EXPECT_TRUE(journal.append(vote(1)));
  EXPECT_EQ(std::filesystem::file_size(path), SignJournal::kFileBytes);
}

TEST_F(Journal, has_room_for_so_many_votes_and_no_more) {
  auto journal = make();
  for (std::size_t n = 1; n <= SignJournal::kVotes; ++n) {
    ASSERT_TRUE(journal.is_usable());
    ASSERT_TRUE(journal.append(vote(static_cast<BlockNumber>(n))));
  }
  EXPECT_FALSE(journal.is_usable());
  EXPECT_EQ(votes().size(), SignJournal::kVotes);
  EXPECT_FALSE((*open())->journal.is_usable());
}

TEST_F(Journal, that_is_made_anew_replaces_the_old_one) {
  auto old = make({vote(1), vote(2)});
  const auto fresh = make({vote(3)});
  EXPECT_TRUE(old.is_lost());
  EXPECT_FALSE(fresh.is_lost());
  EXPECT_EQ(votes(), SignJournal::Votes{vote(3)});
}

TEST_F(Journal, of_which_a_write_failed_is_not_used_again) {
  auto journal = make();
  {
    const FullDisk full;
    EXPECT_THAT(journal.append(vote(1)).error(), HasSubstr("cannot write " + path.string()));
  }
  EXPECT_FALSE(journal.is_usable());
}

TEST_F(Journal, of_another_key_or_chain_is_refused) {
  make();
  EXPECT_THAT(SignJournal::open(path, {consensus::AuthorityId{{8}}, kGenesis}).error(),
              HasSubstr("another key"));
  EXPECT_THAT(SignJournal::open(path, {kOwner.key, Hash{{2}}}).error(), HasSubstr("another chain"));
}

/// The last write did not reach the disk: the vote's signature never left.
TEST_F(Journal, whose_last_slot_is_blank_has_one_vote_less) {
  make({vote(1), vote(2)});
  std::string file = content();
  file.replace(2 * kSlot, kSlot, kSlot, '\0');
  write(file);
  EXPECT_EQ(votes(), SignJournal::Votes{vote(1)});
}

TEST_F(Journal, with_a_gap_is_damaged) {
  make({vote(1), vote(2)});
  std::string file = content();
  file.replace(kSlot, kSlot, kSlot, '\0');
  write(file);
  EXPECT_THAT(open().error(), HasSubstr("damaged"));
}

TEST_F(Journal, whose_votes_are_out_of_order_is_damaged) {
  make({vote(1), vote(2)});
  std::string file = content();
  file = file.substr(0, kSlot) + file.substr(2 * kSlot, kSlot) + file.substr(kSlot, kSlot) +
         file.substr(3 * kSlot);
  write(file);
  EXPECT_THAT(open().error(), HasSubstr("damaged"));
}

TEST_F(Journal, of_any_other_length_is_damaged) {
  make({vote(1)});
  const std::string file = content();
  write(file.substr(0, 2 * kSlot));
  EXPECT_FALSE(open());
  write(file + std::string(kSlot, '\0'));
  EXPECT_FALSE(open());
}

/// Every byte of the slots in use, some of the blank ones.
TEST_F(Journal, with_any_flipped_bit_is_damaged) {
  make({vote(1), longest(2)});
  const std::string whole = content();
  std::minstd_rand chance{1};
  for (std::size_t at = 0; at < whole.size(); at += at < 4 * kSlot ? 1 : 509) {
    std::string damaged = whole;
    damaged[at] = static_cast<char>(damaged[at] ^ (1 << chance() % 8));
    write(damaged);
    EXPECT_FALSE(open()) << "byte " << at;
  }
}

/// A sum is no proof of meaning: a slot that is right in itself may be of another chain or version.
TEST_F(Journal, with_a_well_sealed_slot_of_something_else_is_damaged) {
  SignBytes stranger = vote(1);
  stranger.genesis = Hash{{2}};
  make({stranger});
  EXPECT_THAT(open().error(), HasSubstr("damaged"));
  SignBytes no_vote = vote(1);
  no_vote.domain[0] = 1;
  make({no_vote});
  EXPECT_THAT(open().error(), HasSubstr("damaged"));
  make();
  std::string file = content();
  file[0] = SignJournal::kVersion + 1;
  const Hash sum = crypto::blake2b_256(as_view(file).first(kSlot - sizeof(Hash)));
  file.replace(kSlot - sizeof(Hash), sizeof(Hash), as_text(sum.bytes));
  write(file);
  EXPECT_THAT(open().error(), HasSubstr("another version"));
}

}  // namespace
}  // namespace descent::service
