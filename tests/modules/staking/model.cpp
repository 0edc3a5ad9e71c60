#include "tests/modules/staking/model.hpp"

namespace descent::modules {

namespace {

constexpr Balance kBillion = 1'000'000'000;

}  // namespace

Balance StakingModel::Book::total() const {
  Balance out = active;
  for (const auto& [era, value] : unlocking) out += value;
  return out;
}

Balance StakingModel::Exposed::total() const {
  Balance out = own;
  for (const auto& [who, value] : others) out += value;
  return out;
}

Balance StakingModel::issuance() const {
  Balance out = 0;
  for (const auto& [who, amount] : free) out += amount;
  for (const auto& [who, book] : books) out += book.total();
  return out;
}

// ---- Calls ----------------------------------------------------------------------------------

bool StakingModel::bond(const AccountId& who, Balance value, Payee payee) {
  value = std::min(value, spare(who));
  if (books.contains(who) || value < kExistentialDeposit) return false;
  free[who] -= value;
  books[who] = {value, {}, payee};
  return true;
}

bool StakingModel::bond_extra(const AccountId& who, Balance value) {
  value = std::min(value, spare(who));
  if (!books.contains(who) || books[who].active + value < kExistentialDeposit) return false;
  free[who] -= value;
  books[who].active += value;
  return true;
}

bool StakingModel::unbond(const AccountId& who, Balance value) {
  if (!books.contains(who)) return false;
  const Balance active_now = books[who].active;
  value = std::min(value, active_now);
  if (value == 0) return true;
  if (active_now - value < kExistentialDeposit) value = active_now;
  const Balance least = validators.contains(who)   ? 100 * kGrad
                        : nominators.contains(who) ? 10 * kGrad
                                                   : 0;
  if (active_now - value < least) return false;
  const Era from = active + (planned ? 1 : 0) + config_.bonding_duration;
  if (!books[who].unlocking.contains(from) && books[who].unlocking.size() == 32) {
    withdraw(who);
    if (books[who].unlocking.size() == 32) return false;
  }
  books[who].active -= value;
  books[who].unlocking[from] += value;
  return true;
}

bool StakingModel::withdraw(const AccountId& who) {
  if (!books.contains(who)) return false;
  auto& unlocking = books[who].unlocking;
  while (!unlocking.empty() && unlocking.begin()->first <= active + (planned ? 1 : 0)) {
    free[who] += unlocking.begin()->second;
    unlocking.erase(unlocking.begin());
  }
  if (books[who].total() == 0) {
    chill(who);
    books.erase(who);
  }
  return true;
}

bool StakingModel::rebond(const AccountId& who, Balance value) {
  if (!books.contains(who) || books[who].unlocking.empty()) return false;
  Book book = books[who];
  while (value > 0 && !book.unlocking.empty()) {
    const auto last = std::prev(book.unlocking.end());
    const Balance part = std::min(value, last->second);
    book.active += part;
    value -= part;
    last->second -= part;
    if (last->second == 0) book.unlocking.erase(last);
  }
  if (book.active < kExistentialDeposit) return false;
  books[who] = book;
  return true;
}

bool StakingModel::validate(const AccountId& who, std::uint32_t commission) {
  if (!books.contains(who) || books[who].active < 100 * kGrad) return false;
  nominators.erase(who);
  validators[who] = commission;
  return true;
}

bool StakingModel::nominate(const AccountId& who, const std::vector<AccountId>& targets) {
  if (!books.contains(who) || books[who].active < 10 * kGrad || targets.empty()) return false;
  if (std::set(targets.begin(), targets.end()).size() < targets.size()) return false;
  for (const auto& target : targets)
    if (!validators.contains(target)) return false;
  validators.erase(who);
  nominators[who] = targets;
  return true;
}

bool StakingModel::chill(const AccountId& who) {
  if (!books.contains(who)) return false;
  validators.erase(who);
  nominators.erase(who);
  return true;
}

bool StakingModel::payout(const AccountId& validator, Era era) {
  if (era >= active || !eras.contains(era)) return false;
  EraBook& book = eras[era];
  if (!book.stakers.contains(validator) || !book.paid.insert(validator).second) return false;
  if (!book.blocks.contains(validator)) return true;
  std::uint32_t all = 0;
  for (const auto& [who, blocks] : book.blocks) all += blocks;
  const Balance earned = book.reward * book.blocks[validator] / all;
  const Exposed& exposed = book.stakers[validator];
  const Balance commission = earned * exposed.commission / kBillion;
  const Balance rest = earned - commission;
  // Amounts here are below 2^64, so no product wraps.
  pay(validator, commission + rest * exposed.own / exposed.total());
  for (const auto& [who, value] : exposed.others) pay(who, rest * value / exposed.total());
  return true;
}

void StakingModel::pay(const AccountId& who, Balance amount) {
  if (!books.contains(who) || books[who].payee == Payee::Stash)
    free[who] += amount;
  else if (books[who].payee == Payee::Staked)
    books[who].active += amount;
}

// ---- Time -----------------------------------------------------------------------------------

void StakingModel::end_block(Moment now) {
  if (!start_) start_ = now;
}

void StakingModel::begin_session(std::uint32_t session, BlockNumber number, Moment now) {
  if (planned) {
    Balance staked = 0;
    for (const auto& [who, exposed] : eras[active].stakers) staked += exposed.total();
    const Balance issued = issuance();
    eras[active].reward = staking::era_payout(config_.curve, std::min(staked, issued), issued,
                                              now - start_.value_or(now));
    planned = false;
    ++active;
    start_.reset();
    session_of_era_ = session;
    eras[active].since = number + 2;
    slash_due();
  }
  if (session + 1 - session_of_era_ >= config_.sessions_per_era) elect();
}

void StakingModel::elect() {
  std::map<AccountId, Balance> backing;
  for (const auto& [who, commission] : validators)
    if (with_keys.contains(who) && books[who].active >= 100 * kGrad)
      backing[who] = books[who].active;
  const auto divide = [&](const AccountId& who, const std::set<AccountId>& among, auto&& give) {
    std::vector<AccountId> named;
    for (const auto& target : nominators[who])
      if (among.contains(target)) named.push_back(target);
    Balance left = books[who].active < 10 * kGrad ? 0 : books[who].active;
    for (std::size_t n = named.size(); n > 0 && left > 0; --n) {
      const Balance part = (left + n - 1) / n;  // rounded up: the first have what is over
      give(named[named.size() - n], part);
      left -= part;
    }
  };
  std::set<AccountId> candidates;
  for (const auto& [who, amount] : backing) candidates.insert(who);
  for (const auto& [who, targets] : nominators)
    divide(who, candidates, [&](const AccountId& to, Balance part) { backing[to] += part; });
  std::set<AccountId> elected;
  while (elected.size() < seats && !backing.empty()) {
    auto best = backing.begin();
    for (auto it = backing.begin(); it != backing.end(); ++it)
      if (it->second > best->second) best = it;
    elected.insert(best->first);
    backing.erase(best);
  }
  if (elected.empty()) return;
  EraBook& next = eras[planned || !eras.empty() ? active + 1 : 0];
  for (const auto& who : elected) next.stakers[who] = {books[who].active, {}, validators[who]};
  for (const auto& [who, targets] : nominators)
    divide(who, elected, [&, from = who](const AccountId& to, Balance part) {
      next.stakers[to].others.emplace_back(from, part);
    });
  planned = true;
}

void StakingModel::made_block(const AccountId& author) {
  if (eras[active].stakers.contains(author)) ++eras[active].blocks[author];
}

// ---- Offences -------------------------------------------------------------------------------

StakingModel::Era StakingModel::era_of(BlockNumber number) const {
  Era out = 0;
  for (const auto& [era, book] : eras)
    if (era <= active && book.since <= number) out = era;
  return out;
}

void StakingModel::offend(const AccountId& validator, Era era) {
  eras[era].offenders.insert(validator);
  due[active + config_.slash_defer_duration].push_back({validator, era});
  chill(validator);
}

bool StakingModel::cancel(Era when, std::uint32_t place) {
  if (when <= active || !due.contains(when) || place >= due[when].size()) return false;
  const Slash gone = due[when][place];
  due[when].erase(due[when].begin() + place);
  eras[gone.era].offenders.erase(gone.validator);
  return true;
}

void StakingModel::slash_due() {
  for (const auto& [validator, era] : due[active]) {
    const EraBook& book = eras[era];
    const Balance k = book.offenders.size();
    const Balance n = book.stakers.size();
    const Balance fraction = std::min(kBillion, 9 * k * k * kBillion / (n * n));
    const Exposed& exposed = book.stakers.at(validator);
    slash(validator, exposed.own * fraction / kBillion);
    for (const auto& [who, value] : exposed.others) slash(who, value * fraction / kBillion);
  }
  due.erase(active);
}

void StakingModel::slash(const AccountId& who, Balance amount) {
  if (!books.contains(who)) return;
  Book& book = books[who];
  amount = std::min(amount, book.total());
  if (amount > 0) ++slashed;
  const Balance from_active = std::min(amount, book.active);
  book.active -= from_active;
  amount -= from_active;
  while (amount > 0) {
    const auto last = std::prev(book.unlocking.end());
    const Balance part = std::min(amount, last->second);
    last->second -= part;
    amount -= part;
    if (last->second == 0) book.unlocking.erase(last);
  }
  if (book.total() > 0) return;
  chill(who);
  books.erase(who);
}

}  // namespace descent::modules
