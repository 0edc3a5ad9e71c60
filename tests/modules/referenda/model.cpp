#include "tests/modules/referenda/model.hpp"

#include <algorithm>

namespace descent::modules {

namespace {

constexpr u128 kAll = 1'000'000'000;

u128 share(u128 some, u128 all) { return all == 0 ? 0 : std::min(some * kAll / all, kAll); }
/// A line from `ceil` to `floor`, `way` of it gone.
u128 height(u128 ceil, u128 floor, u128 way) { return ceil - way * (ceil - floor) / kAll; }

}  // namespace

// ---- Votes ----------------------------------------------------------------------------------

Balance ReferendaModel::ayes(ReferendumIndex of) const { return voting_.tally(of).ayes; }

bool ReferendaModel::passes(ReferendumIndex of, const Referendum& r, BlockNumber now) const {
  const Rule& rule = rules.at(r.track);
  const auto tally = voting_.tally(of);
  const u128 way = share(now - *r.deciding, rule.decide);
  return share(tally.support, issuance) >= height(rule.support_ceil, rule.support_floor, way) &&
         share(tally.ayes, tally.ayes + tally.nays) >=
             height(rule.approval_ceil, rule.approval_floor, way);
}

// ---- What accounts do -----------------------------------------------------------------------

bool ReferendaModel::take(const AccountId& who, Balance amount) {
  const Balance total = voting_.total[who];
  if (total < held[who] + amount + kExistentialDeposit) return false;
  held[who] += amount;
  return true;
}

bool ReferendaModel::submit(const AccountId& who, TrackId track, BlockNumber wanted,
                            const std::set<AccountId>& excluded, BlockNumber now) {
  if (!take(who, submission_)) return false;
  const auto of = static_cast<ReferendumIndex>(all.size());
  all[of] = {
      .track = track, .submitted = now, .wanted = wanted, .submission = Owed{who, submission_}};
  voting_.polls[of] = {track, VotingModel::State::Ongoing, 0, excluded};
  return true;
}

bool ReferendaModel::place(const AccountId& who, ReferendumIndex of, BlockNumber now) {
  const auto at = all.find(of);
  if (at == all.end() || at->second.state != State::Ongoing || at->second.decision) return false;
  const Balance amount = rules.at(at->second.track).deposit;
  if (!take(who, amount)) return false;
  at->second.decision = Owed{who, amount};
  look(of, now);
  return true;
}

bool ReferendaModel::refund_decision(ReferendumIndex of) {
  const auto at = all.find(of);
  if (at == all.end() || at->second.state == State::Ongoing || !at->second.decision) return false;
  held[at->second.decision->who] -= at->second.decision->amount;
  at->second.decision.reset();
  return true;
}

bool ReferendaModel::refund_submission(ReferendumIndex of) {
  const auto at = all.find(of);
  if (at == all.end() || !at->second.submission) return false;
  if (at->second.state != State::Approved && at->second.state != State::Cancelled) return false;
  held[at->second.submission->who] -= at->second.submission->amount;
  at->second.submission.reset();
  return true;
}

bool ReferendaModel::cancel(ReferendumIndex of, BlockNumber now) {
  const auto at = all.find(of);
  if (at == all.end() || at->second.state != State::Ongoing) return false;
  end(of, State::Cancelled, now);
  return true;
}

bool ReferendaModel::kill(ReferendumIndex of, const AccountId& purse, BlockNumber now) {
  const auto at = all.find(of);
  if (at == all.end() || at->second.state != State::Ongoing) return false;
  end(of, State::Killed, now);
  for (auto* owed : {&at->second.submission, &at->second.decision}) {
    if (!*owed) continue;
    held[(*owed)->who] -= (*owed)->amount;
    voting_.total[(*owed)->who] -= (*owed)->amount;
    voting_.total[purse] += (*owed)->amount;
    owed->reset();
  }
  return true;
}

// ---- What becomes of referenda --------------------------------------------------------------

std::string ReferendaModel::begin(BlockNumber now, const std::vector<Alarm>& alarms) {
  const auto due = std::exchange(leaving_, {});
  std::map<TrackId, int> freed;
  std::set<ReferendumIndex> looked;
  for (const auto& alarm : alarms) {
    if (!alarm.of_track) {
      looked.insert(alarm.index);
      look(alarm.index, now);
      continue;
    }
    const auto track = static_cast<TrackId>(alarm.index);
    ++freed[track];
    auto& queue = waiting[track];
    if (queue.empty()) {
      --taken[track];
      continue;
    }
    const ReferendumIndex next = queue.back();
    queue.pop_back();
    begin_deciding(next, now);
  }
  if (freed != due) return "a place on a track is not freed when it should be";
  for (const auto& [of, r] : all)
    if (!looked.contains(of) && r.state == State::Ongoing) look(of, now);
  return "";
}

void ReferendaModel::look(ReferendumIndex of, BlockNumber now) {
  Referendum& r = all.at(of);
  if (r.state != State::Ongoing) return;
  if (r.deciding)
    decide(of, r, now);
  else
    prepare(of, r, now);
}

void ReferendaModel::prepare(ReferendumIndex of, Referendum& r, BlockNumber now) {
  const Rule& rule = rules.at(r.track);
  auto& queue = waiting[r.track];
  if (std::ranges::find(queue, of) != queue.end()) return wait(of, r);
  if (r.decision && now < r.submitted + rule.prepare) return;
  if (r.decision && taken[r.track] < rule.most) {
    ++taken[r.track];
    return begin_deciding(of, now);
  }
  if (r.decision) return wait(of, r);
  if (now >= r.submitted + timeout_) end(of, State::TimedOut, now);
}

void ReferendaModel::wait(ReferendumIndex of, const Referendum& r) {
  auto& queue = waiting[r.track];
  const Balance rank = ayes(of);
  const bool waits = std::ranges::find(queue, of) != queue.end();
  if (waits && ranked.at(of) == rank) return;
  std::erase(queue, of);
  ranked[of] = rank;
  const auto fewer = [&](ReferendumIndex other) { return ranked.at(other) < rank; };
  queue.insert(std::ranges::find_if_not(queue, fewer), of);
}

void ReferendaModel::begin_deciding(ReferendumIndex of, BlockNumber now) {
  Referendum& r = all.at(of);
  r.deciding = now;
  if (passes(of, r, now)) r.confirming = now + rules.at(r.track).confirm;
}

void ReferendaModel::decide(ReferendumIndex of, Referendum& r, BlockNumber now) {
  const Rule& rule = rules.at(r.track);
  if (!passes(of, r, now)) {
    r.confirming.reset();
    if (now >= *r.deciding + rule.decide) end(of, State::Rejected, now);
  } else if (!r.confirming) {
    r.confirming = now + rule.confirm;
  } else if (now >= *r.confirming) {
    r.enacted = now + std::max(rule.enact, r.wanted);
    end(of, State::Approved, now);
  }
}

void ReferendaModel::end(ReferendumIndex of, State state, BlockNumber now) {
  Referendum& r = all.at(of);
  r.state = state;
  r.over = now;
  std::erase(waiting[r.track], of);
  if (r.deciding) ++leaving_[r.track];
  auto& poll = voting_.polls.at(of);
  poll.end = now;
  poll.state = state == State::Approved   ? VotingModel::State::Approved
               : state == State::Rejected ? VotingModel::State::Rejected
                                          : VotingModel::State::Gone;
}

}  // namespace descent::modules
