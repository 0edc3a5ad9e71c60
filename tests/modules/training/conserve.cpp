#include "tests/modules/training/conserve.hpp"

namespace descent::modules {

using training::Status;

void conserve(Story& s, const std::vector<Story::Move>& moves) {
  const Balance issued = s.issuance();
  const Balance pool = s.task().pool;
  const Balance price = s.task().rates.evaluation_price;
  std::vector<Balance> before;
  for (const auto& m : moves) before.push_back(s.wealth(party(m.party)));
  s.play(moves);
  const auto round = s.round();
  Balance due = price;  // the base
  if (round.merged) due += price;
  if (round.full) due += price;
  Balance paid = 0;
  for (std::size_t i = 0; i < moves.size(); ++i) {
    const auto e = s.entry(moves[i].party, s.at);
    const bool evaluated = e.status == Status::Scored || e.status == Status::Refused;
    const Balance prepaid = evaluated ? price : 0;
    due += prepaid + e.forfeit;
    paid += e.payout;
    EXPECT_TRUE(s.wealth(e.account) == before[i] + e.payout - e.forfeit - prepaid);
  }
  EXPECT_TRUE(issued - s.issuance() == due);
  EXPECT_TRUE(paid == round.paid);
  EXPECT_TRUE(s.task().pool == pool - paid);
}

i128 net(Story& story, std::uint8_t n) {
  return static_cast<i128>(story.wealth(party(n))) - static_cast<i128>(kEndowment);
}

}  // namespace descent::modules
