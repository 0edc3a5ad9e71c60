#include "tests/modules/training/story.hpp"

namespace descent::modules {
namespace {

using training::Error;

TEST(Commit, a_deposit_and_the_evaluation_are_held) {
  Story s;
  s.open(s.terms());
  EXPECT_DONE(s.commit(0, s.seal(0, s.honest(100))));
  EXPECT_TRUE(s.reserved(party(0)) == kDeposit + s.task().rates.evaluation_price);
  EXPECT_REFUSED(s.commit(0, s.seal(0, s.honest(200))),
                 error_of(s.training(), Error::AlreadyCommitted));
}

TEST(Commit, deposits_out_of_bounds_other_rounds_and_tasks_are_refused) {
  Story s;
  s.open(s.terms());
  const Hash sealed = s.seal(0, s.honest(100));
  EXPECT_REFUSED(s.commit(0, sealed, kGrad - 1), error_of(s.training(), Error::BadDeposit));
  EXPECT_REFUSED(s.commit(0, sealed, 100 * kGrad + 1), error_of(s.training(), Error::BadDeposit));
  EXPECT_REFUSED(s.call(party(0), s.training(), Training::commit{s.id, 1, sealed, kDeposit}),
                 error_of(s.training(), Error::WrongRound));
  EXPECT_REFUSED(s.call(party(0), s.training(), Training::commit{7, 0, sealed, kDeposit}),
                 error_of(s.training(), Error::UnknownTask));
}

TEST(Commit, a_listed_task_takes_its_accounts_with_its_deposit) {
  Story s;
  auto terms = s.terms();
  terms.participants = training::Listed{std::vector<AccountId>{party(0), party(1)}, kDeposit};
  s.open(terms);
  EXPECT_DONE(s.commit(0, s.seal(0, s.honest(100))));
  EXPECT_REFUSED(s.commit(1, s.seal(1, s.honest(100)), kDeposit + 1),
                 error_of(s.training(), Error::BadDeposit));
  EXPECT_REFUSED(s.commit(2, s.seal(2, s.honest(100))), error_of(s.training(), Error::NotListed));
}

TEST(Commit, squatted_places_go_to_higher_deposits_the_latest_of_the_lowest_first) {
  Story s;
  auto terms = s.terms();
  terms.max_participants = 3;
  s.open(terms);
  for (const std::uint8_t n : {std::uint8_t{0}, std::uint8_t{1}, std::uint8_t{2}})
    EXPECT_DONE(s.commit(n, s.seal(n, s.honest(1)), n == 0 ? 3 * kGrad : 2 * kGrad));
  EXPECT_REFUSED(s.commit(3, s.seal(3, s.honest(100)), 2 * kGrad),
                 error_of(s.training(), Error::RoundFull));
  EXPECT_DONE(s.commit(3, s.seal(3, s.honest(100)), 2 * kGrad + 1));
  EXPECT_TRUE(s.emitted(s.training(), training::Displaced{s.id, 0, party(2), 2 * kGrad}));
  EXPECT_TRUE(s.free(party(2)) == kEndowment);
  const auto all = s.training().entries.get(s.id, 0);
  ASSERT_EQ(all.size(), 3u);
  EXPECT_EQ(all[0].account, party(0));
  EXPECT_EQ(all[1].account, party(1));
  EXPECT_EQ(all[2].account, party(3));
}

TEST(Commit, nobody_commits_once_revealing_began) {
  Story s;
  s.open(s.terms());
  EXPECT_DONE(s.commit(0, s.seal(0, s.honest(100))));
  s.until(training::Phase::Reveal);
  EXPECT_REFUSED(s.commit(1, s.seal(1, s.honest(100))), error_of(s.training(), Error::NotNow));
}

}  // namespace
}  // namespace descent::modules
