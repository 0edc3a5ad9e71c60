#include "runtime/primitives/vote.hpp"

#include <gtest/gtest.h>

#include <set>

#include "runtime/scale/hex.hpp"

namespace descent::consensus {
namespace {

constexpr Hash kGenesis{{9}};
constexpr Hash kSmall{{1}};
constexpr Hash kLarge{{2}};

Vote vote(VoteKind kind, std::optional<Hash> block = kSmall) {
  return {.number = 7, .round = 3, .kind = kind, .block = block, .validator = {{5}}};
}

TEST(SignBytes, are_the_domain_and_then_each_field) {
  Vote proposal = vote(VoteKind::Proposal);
  proposal.valid_round = 2;
  const std::string zeros(62, '0');
  EXPECT_EQ(to_hex(scale::encoded(sign_bytes(kGenesis, proposal))),
            "ff64657363656e7420766f7465203031"  // 0xff "descent vote 01"
            "09" +
                zeros + "07000000" + "03000000" + "00" + "01" + "01" + zeros + "01" + "02000000");
  EXPECT_EQ(to_hex(scale::encoded(sign_bytes(kGenesis, vote(VoteKind::Precommit, std::nullopt)))),
            "ff64657363656e7420766f7465203031"
            "09" +
                zeros + "07000000" + "03000000" + "02" + "00" + "00");
}

TEST(SignBytes, differ_wherever_the_meaning_does) {
  std::set<Bytes> seen;
  const auto sign = [&](const Hash& genesis, const Vote& v) {
    EXPECT_TRUE(seen.insert(scale::encoded(sign_bytes(genesis, v))).second);
  };
  for (const auto kind : {VoteKind::Proposal, VoteKind::Prevote, VoteKind::Precommit}) {
    sign(kGenesis, vote(kind));
    sign(kLarge, vote(kind));
    sign(kGenesis, vote(kind, kLarge));
    sign(kGenesis, vote(kind, std::nullopt));
    Vote other = vote(kind);
    other.number = 8;
    sign(kGenesis, other);
    other = vote(kind);
    other.round = 4;
    sign(kGenesis, other);
    other = vote(kind);
    other.valid_round = 0;
    sign(kGenesis, other);
  }
}

TEST(Vote, comes_back_from_its_bytes) {
  Vote original = vote(VoteKind::Proposal);
  original.valid_round = 1;
  original.signature.fill(8);
  const Bytes bytes = scale::encoded(original);
  const auto back = scale::decoded<Vote>(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(*back, original);
  for (std::size_t n = 0; n < bytes.size(); ++n)
    EXPECT_FALSE(scale::decoded<Vote>(View{bytes}.first(n))) << n;
}

TEST(Vote, of_an_unknown_kind_is_refused) {
  Bytes bytes = scale::encoded(vote(VoteKind::Precommit));
  ASSERT_EQ(bytes[8], 2);
  bytes[8] = 3;
  EXPECT_EQ(scale::decoded<Vote>(bytes).error(), scale::Error::UnknownVariant);
}

TEST(Vote, is_well_formed_if_an_honest_validator_could_say_it) {
  for (const auto kind : {VoteKind::Prevote, VoteKind::Precommit}) {
    EXPECT_TRUE(is_well_formed(vote(kind)));
    EXPECT_TRUE(is_well_formed(vote(kind, std::nullopt)));
    Vote odd = vote(kind);
    odd.valid_round = 0;
    EXPECT_FALSE(is_well_formed(odd));
  }
  EXPECT_TRUE(is_well_formed(vote(VoteKind::Proposal)));
  EXPECT_FALSE(is_well_formed(vote(VoteKind::Proposal, std::nullopt)));
  EXPECT_FALSE(is_well_formed(vote(VoteKind::kCount)));
}

TEST(Vote, of_a_proposal_names_an_earlier_valid_round) {
  Vote proposal = vote(VoteKind::Proposal);
  proposal.valid_round = 2;
  EXPECT_TRUE(is_well_formed(proposal));
  proposal.valid_round = 3;
  EXPECT_FALSE(is_well_formed(proposal));
}

TEST(Equivocation, is_two_blocks_in_one_place) {
  for (const auto kind : {VoteKind::Proposal, VoteKind::Prevote, VoteKind::Precommit})
    EXPECT_TRUE(is_equivocation(vote(kind, kSmall), vote(kind, kLarge)));
  EXPECT_TRUE(is_equivocation(vote(VoteKind::Prevote, std::nullopt), vote(VoteKind::Prevote)));
}

TEST(Equivocation, is_none_if_anything_else_differs_or_nothing_does) {
  const Vote first = vote(VoteKind::Prevote);
  EXPECT_FALSE(is_equivocation(first, first));
  Vote resigned = first;
  resigned.signature.fill(1);
  EXPECT_FALSE(is_equivocation(first, resigned));
  const Vote second = vote(VoteKind::Prevote, kLarge);
  Vote other = second;
  other.number = 8;
  EXPECT_FALSE(is_equivocation(first, other));
  other = second;
  other.round = 4;
  EXPECT_FALSE(is_equivocation(first, other));
  other = second;
  other.kind = VoteKind::Precommit;
  EXPECT_FALSE(is_equivocation(first, other));
  other = second;
  other.validator = {{6}};
  EXPECT_FALSE(is_equivocation(first, other));
  other = second;
  other.valid_round = 0;
  EXPECT_FALSE(is_equivocation(first, other));
}

TEST(Equivocation, has_one_order) {
  const Vote small = vote(VoteKind::Prevote, kSmall);
  const Vote large = vote(VoteKind::Prevote, kLarge);
  EXPECT_FALSE(is_equivocation(large, small));
  const Equivocation expected{small, large};
  EXPECT_EQ(equivocation_of(small, large), expected);
  EXPECT_EQ(equivocation_of(large, small), expected);
  EXPECT_EQ(equivocation_of(small, small), std::nullopt);
}

TEST(Equivocation, a_proposal_of_nothing_proves_nothing) {
  EXPECT_FALSE(is_equivocation(vote(VoteKind::Proposal, std::nullopt), vote(VoteKind::Proposal)));
}

}  // namespace
}  // namespace descent::consensus
