#include "tests/modules/conviction_voting/model.hpp"

#include <algorithm>

namespace descent::modules {

namespace account_vote = conviction_voting::account_vote;

namespace {

constexpr BlockNumber kPeriods[] = {0, 1, 2, 4, 8, 16, 32};

}  // namespace

Balance VotingModel::counted(int conviction, Balance balance) {
  return conviction == 0 ? balance / 10 : balance * static_cast<Balance>(conviction);
}

Balance VotingModel::tokens(const AccountVote& cast) {
  if (const auto* v = std::get_if<account_vote::Standard>(&cast)) return v->balance;
  if (const auto* v = std::get_if<account_vote::Split>(&cast)) return v->aye + v->nay;
  const auto& v = std::get<account_vote::SplitAbstain>(cast);
  return v.aye + v.nay + v.abstain;
}

bool VotingModel::vote(const AccountId& who, PollIndex index, const AccountVote& cast) {
  const auto poll = polls.find(index);
  if (tokens(cast) > total[who]) return false;
  if (poll == polls.end() || poll->second.state != State::Ongoing) return false;
  if (poll->second.excluded.contains(who)) return false;
  auto& page = pages[{who, poll->second.of}];
  if (page.delegation) return false;
  if (!page.votes.contains(index) && page.votes.size() == conviction_voting::kMaxVotes)
    return false;
  page.votes[index] = cast;
  page.lock = std::max(page.lock, tokens(cast));
  return true;
}

void VotingModel::keep(Page& page, Balance amount, BlockNumber until) {
  page.prior = std::max(page.prior, amount);
  page.prior_until = std::max(page.prior_until, until);
}

bool VotingModel::remove(const AccountId& who, PollIndex index, std::optional<ClassId> of,
                         bool by_other, BlockNumber now) {
  const auto poll = polls.find(index);
  const bool ongoing = poll != polls.end() && poll->second.state == State::Ongoing;
  if (!of && !ongoing) return false;
  auto& page = pages[{who, of ? *of : poll->second.of}];
  if (!page.votes.contains(index)) return false;
  if (ongoing && by_other) return false;
  const AccountVote cast = page.votes[index];
  const auto* standard = std::get_if<account_vote::Standard>(&cast);
  const bool decided =
      poll->second.state == State::Approved || poll->second.state == State::Rejected;
  if (decided && standard != nullptr &&
      standard->vote.aye == (poll->second.state == State::Approved)) {
    const auto conviction = static_cast<std::size_t>(standard->vote.conviction);
    const BlockNumber until = poll->second.end + period_ * kPeriods[conviction];
    if (now < until && by_other) return false;
    if (now < until) keep(page, standard->balance, until);
  }
  page.votes.erase(index);
  return true;
}

bool VotingModel::delegate(const AccountId& who, ClassId of, const Delegation& delegation) {
  if (who == delegation.to || !classes.contains(of) || delegation.balance > total[who])
    return false;
  auto& page = pages[{who, of}];
  if (page.delegation || !page.votes.empty()) return false;
  page.delegation = delegation;
  page.lock = std::max(page.lock, delegation.balance);
  return true;
}

bool VotingModel::undelegate(const AccountId& who, ClassId of, BlockNumber now) {
  auto& page = pages[{who, of}];
  if (!page.delegation) return false;
  const auto periods = kPeriods[page.delegation->conviction];
  keep(page, page.delegation->balance, now + period_ * periods);
  page.delegation.reset();
  return true;
}

void VotingModel::unlock(const AccountId& who, ClassId of, BlockNumber now) {
  auto& page = pages[{who, of}];
  if (now >= page.prior_until) {
    page.prior = 0;
    page.prior_until = 0;
  }
  page.lock = page.delegation ? std::max(page.prior, page.delegation->balance) : page.prior;
  for (const auto& [index, cast] : page.votes) page.lock = std::max(page.lock, tokens(cast));
}

void VotingModel::count(Tally& out, const AccountId& who, const AccountVote& cast,
                        const Poll& poll) const {
  if (const auto* v = std::get_if<account_vote::Split>(&cast)) {
    out.ayes += v->aye / 10;
    out.nays += v->nay / 10;
    out.support += v->aye;
    return;
  }
  if (const auto* v = std::get_if<account_vote::SplitAbstain>(&cast)) {
    out.ayes += v->aye / 10;
    out.nays += v->nay / 10;
    out.support += v->aye + v->abstain;
    return;
  }
  const auto& v = std::get<account_vote::Standard>(cast);
  const auto side = [&](int conviction, Balance balance) {
    (v.vote.aye ? out.ayes : out.nays) += counted(conviction, balance);
    if (v.vote.aye) out.support += balance;
  };
  side(static_cast<int>(v.vote.conviction), v.balance);
  for (const auto& [key, page] : pages)
    if (key.second == poll.of && page.delegation && page.delegation->to == who &&
        !poll.excluded.contains(key.first))
      side(page.delegation->conviction, page.delegation->balance);
}

VotingModel::Tally VotingModel::tally(PollIndex index) const {
  Tally out;
  const Poll& poll = polls.at(index);
  for (const auto& [key, page] : pages) {
    const auto cast = page.votes.find(index);
    if (cast != page.votes.end()) count(out, key.first, cast->second, poll);
  }
  return out;
}

Balance VotingModel::locked(const AccountId& who) const {
  Balance out = 0;
  for (const auto& [key, page] : pages)
    if (key.first == who) out = std::max(out, page.lock);
  return out;
}

}  // namespace descent::modules
