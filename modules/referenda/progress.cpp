// What becomes of a referendum as blocks and votes come in.
#include <algorithm>

#include "modules/referenda/referenda.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/arithmetic.hpp"

namespace descent::modules {

namespace info = referenda::referendum_info;

namespace {

using referenda_weights::kTries;
constexpr scheduler::Priority kAlarmPriority = 128;

BlockNumber behind(BlockNumber block, BlockNumber blocks) {
  return saturating_add_of(block, blocks);
}

/// The block that `when` means, counted from `now`.
BlockNumber resolved(const referenda::DispatchTime& when, BlockNumber now) {
  if (const auto* at = std::get_if<scheduler::dispatch_time::At>(&when)) return at->value;
  return behind(now, std::get<scheduler::dispatch_time::After>(when).value);
}

}  // namespace

void Referenda::advance(ReferendumIndex of, Status status) {
  const Track& track = *track_of(status.track);
  const bool over = status.deciding ? decide(of, status, track) : prepare(of, status, track);
  if (!over) info_for.insert(of, info::Ongoing{std::move(status)});
}

bool Referenda::prepare(ReferendumIndex of, Status& status, const Track& track) {
  const BlockNumber now = frame().number;
  if (status.in_queue && enqueue(of, status)) return false;
  const BlockNumber prepared = behind(status.submitted, track.info.prepare_period);
  if (status.decision_deposit && now < prepared) {
    set_alarm(of, status, prepared);
    return false;
  }
  if (status.decision_deposit) {
    const std::uint32_t others = deciding_count.get(track.id);
    if (others < track.info.max_deciding) {
      deciding_count.insert(track.id, others + 1);
      begin_deciding(of, status, track);
      return false;
    }
    if (enqueue(of, status)) return false;
  }
  const BlockNumber timeout = behind(status.submitted, config.undeciding_timeout);
  if (now < timeout) {
    set_alarm(of, status, timeout);
    return false;
  }
  emit(referenda::TimedOut{of, status.tally});
  conclude<info::TimedOut>(of, status);
  return true;
}

void Referenda::begin_deciding(ReferendumIndex of, Status& status, const Track& track) {
  const BlockNumber now = frame().number;
  status.in_queue = false;
  status.deciding = referenda::DecidingStatus{now, {}};
  emit(referenda::DecisionStarted{of, track.id, status.proposal, status.tally});
  if (is_passing(status, track, 0)) {
    status.deciding->confirming = behind(now, track.info.confirm_period);
    emit(referenda::ConfirmStarted{of});
  }
  set_alarm(of, status, decision_time(status, track));
}

bool Referenda::decide(ReferendumIndex of, Status& status, const Track& track) {
  const BlockNumber now = frame().number;
  auto& [since, confirming] = *status.deciding;
  if (!is_passing(status, track, now - since)) {
    if (now >= behind(since, track.info.decision_period)) {
      emit(referenda::Rejected{of, status.tally});
      conclude<info::Rejected>(of, status);
      return true;
    }
    if (confirming) emit(referenda::ConfirmAborted{of});
    confirming.reset();
  } else if (!confirming) {
    confirming = behind(now, track.info.confirm_period);
    emit(referenda::ConfirmStarted{of});
  } else if (now >= *confirming && enact(of, status, track)) {
    emit(referenda::Confirmed{of, status.tally});
    emit(referenda::Approved{of});
    conclude<info::Approved>(of, status);
    return true;
  }
  set_alarm(of, status, decision_time(status, track));
  return false;
}

bool Referenda::is_passing(const Status& status, const Track& track, BlockNumber elapsed) const {
  const Perbill x = referenda::part_of(elapsed, track.info.decision_period);
  const Perbill support = status.tally.supported(balances_.total_issuance.get());
  return track.info.min_support.passing(x, support) &&
         track.info.min_approval.passing(x, status.tally.approval());
}

BlockNumber Referenda::decision_time(const Status& status, const Track& track) const {
  if (status.deciding->confirming) return *status.deciding->confirming;
  const Perbill support = status.tally.supported(balances_.total_issuance.get());
  const Perbill x = std::max(track.info.min_support.delay(support),
                             track.info.min_approval.delay(status.tally.approval()));
  return behind(status.deciding->since, referenda::blocks_of(x, track.info.decision_period));
}

bool Referenda::enact(ReferendumIndex of, const Status& status, const Track& track) {
  const BlockNumber now = frame().number;
  // A call cannot be scheduled for the block that is being made.
  const BlockNumber earliest = std::max(behind(now, track.info.min_enactment_period), now + 1);
  const BlockNumber block = std::max(resolved(status.enactment, now), earliest);
  for (BlockNumber more = 0; more < kTries; ++more) {
    const scheduler::dispatch_time::At at{behind(block, more)};
    if (scheduler_.schedule_named(enactment_name(of), at, {}, scheduler::kHardDeadline,
                                  status.origin, status.proposal))
      return true;
  }
  return false;
}

scheduler::TaskName Referenda::enactment_name(ReferendumIndex of) {
  Bytes seed;
  append(seed, as_view("assembly"));
  scale::encode(seed, std::string{"enactment"});
  scale::encode(seed, of);
  return crypto::blake2b_256(seed).bytes;
}

// ---- The end --------------------------------------------------------------------------------

template <class Over>
void Referenda::conclude(ReferendumIndex of, Status& status) {
  leave(of, status);
  info_for.insert(of, Over{frame().number, status.submission_deposit, status.decision_deposit});
}

void Referenda::leave(ReferendumIndex of, Status& status) {
  drop_alarm(status);
  excluded_from.remove(of);
  if (status.in_queue) dequeue(of, status.track);
  if (!status.deciding) return;
  // The next one begins in the next block, or at once if no block has room for that.
  const auto call = frame::call_of(*this, one_fewer_deciding{status.track});
  if (!schedule(call, behind(frame().number, 1))) decide_next(*track_of(status.track));
}

void Referenda::decide_next(const Track& track) {
  Queue queue = track_queue.get(track.id);
  if (queue.empty()) {
    const std::uint32_t others = deciding_count.get(track.id);
    deciding_count.insert(track.id, saturating_sub_of(others, std::uint32_t{1}));
    return;
  }
  const ReferendumIndex next = queue.back().first;
  dequeue(next, track.id);
  Status status = *ensure_ongoing(next);
  begin_deciding(next, status, track);
  info_for.insert(next, info::Ongoing{std::move(status)});
}

// ---- The queue ------------------------------------------------------------------------------

bool Referenda::enqueue(ReferendumIndex of, Status& status) {
  Queue queue = track_queue.get(status.track);
  const auto old = std::ranges::find(queue, of, &Queue::value_type::first);
  // Who has as many ayes as before keeps its place among those with as many.
  if (old == queue.end() || old->second != status.tally.ayes) {
    if (old != queue.end()) queue.erase(old);
    const auto place =
        std::ranges::lower_bound(queue, status.tally.ayes, {}, &Queue::value_type::second);
    status.in_queue = queue.size() < kMaxQueued || place != queue.begin();
    if (!status.in_queue) return false;
    queue.insert(place, {of, status.tally.ayes});
  }
  drop_alarm(status);
  if (queue.size() > kMaxQueued) {
    push_out(queue.front().first);
    queue.erase(queue.begin());
  }
  track_queue.insert(status.track, queue);
  return true;
}

void Referenda::push_out(ReferendumIndex of) {
  Status status = *ensure_ongoing(of);
  status.in_queue = false;
  set_alarm(of, status, behind(status.submitted, config.undeciding_timeout));
  info_for.insert(of, info::Ongoing{std::move(status)});
}

void Referenda::dequeue(ReferendumIndex of, TrackId track) {
  Queue queue = track_queue.get(track);
  std::erase_if(queue, [&](const auto& entry) { return entry.first == of; });
  if (queue.empty())
    track_queue.remove(track);
  else
    track_queue.insert(track, queue);
}

// ---- Alarms ---------------------------------------------------------------------------------

void Referenda::set_alarm(ReferendumIndex of, Status& status, BlockNumber block) {
  const BlockNumber when = std::max(block, behind(frame().number, 1));
  if (status.alarm && status.alarm->first == when) return;
  drop_alarm(status);
  status.alarm = schedule(frame::call_of(*this, nudge_referendum{of}), when);
}

void Referenda::drop_alarm(Status& status) {
  // One that has run already is not found, and that is well.
  if (status.alarm) (void)scheduler_.cancel(status.alarm->second);
  status.alarm.reset();
}

std::optional<referenda::Alarm> Referenda::schedule(const frame::RuntimeCall& call,
                                                    BlockNumber block) {
  const auto bounded = preimages_.bound(call);
  DESCENT_ASSERT(bounded);
  for (BlockNumber more = 0; more < kTries; ++more) {
    const scheduler::dispatch_time::At at{behind(block, more)};
    const auto task = scheduler_.schedule(at, {}, kAlarmPriority, origins::root_caller(), *bounded);
    if (task) return referenda::Alarm{at.value, *task};
  }
  return std::nullopt;
}

}  // namespace descent::modules
