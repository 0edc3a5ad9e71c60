#include <algorithm>

#include "modules/training/training.hpp"

namespace descent::modules {

Result<> Training::apply(const frame::Origin& origin, const commit& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  const Task task = DESCENT_TRY(task_in(call.task, call.round));
  if (task.phase != training::Phase::Commit) return fail(Error::NotNow);
  Entries all = entries.get(call.task, call.round);
  if (std::ranges::count(all, who, &Entry::account) > 0) return fail(Error::AlreadyCommitted);
  DESCENT_TRY(check_place(task, who, call.deposit));
  DESCENT_TRY(displace(task, call, all));
  const Balance prepaid = task.rates.evaluation_price;
  DESCENT_TRY(balances_.hold(reason(HoldReason::Deposit), who, call.deposit));
  DESCENT_TRY(balances_.hold(reason(HoldReason::Evaluation), who, prepaid));
  Entry entry;
  entry.account = who;
  entry.commitment = call.commitment;
  entry.committed = frame().number;
  entry.deposit = call.deposit;
  entry.prepaid = prepaid;
  all.push_back(entry);
  entries.insert(call.task, call.round, all);
  emit(training::Committed{call.task, call.round, who, call.commitment, call.deposit, prepaid});
  return {};
}

Result<> Training::check_place(const Task& task, const AccountId& who, Balance deposit) const {
  if (const auto* open = std::get_if<training::Open>(&task.terms.participants)) {
    if (deposit < open->deposit_min || deposit > open->deposit_max) return fail(Error::BadDeposit);
    return {};
  }
  const auto& listed = *std::get_if<training::Listed>(&task.terms.participants);
  if (std::ranges::count(listed.accounts, who) == 0) return fail(Error::NotListed);
  if (deposit != listed.deposit) return fail(Error::BadDeposit);
  return {};
}

Result<> Training::displace(const Task& task, const commit& call, Entries& all) {
  if (all.size() < task.terms.max_participants) return {};
  // The lowest deposit goes, of equals the latest: reversed, the first of the least is the latest.
  const auto last = std::ranges::min_element(all.rbegin(), all.rend(), {}, &Entry::deposit);
  if (call.deposit <= last->deposit) return fail(Error::RoundFull);
  const Entry out = *last;
  all.erase(std::next(last).base());
  give_back(HoldReason::Deposit, out.account, out.deposit);
  give_back(HoldReason::Evaluation, out.account, out.prepaid);
  emit(training::Displaced{call.task, call.round, out.account, out.deposit});
  return {};
}

}  // namespace descent::modules
