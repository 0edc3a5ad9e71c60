#include <algorithm>
#include <map>

#include "modules/referenda/referenda.hpp"

namespace descent::modules {

namespace {

bool in_order(const Referenda::Queue& queue) {
  return std::ranges::is_sorted(queue, {}, &std::pair<Referenda::ReferendumIndex, Balance>::second);
}

void check_info(const referenda::Track& track, BlockNumber timeout, frame::Problems& out) {
  const auto& info = track.info;
  if (info.max_deciding == 0) out.push_back("a track decides nothing");
  if (info.decision_period == 0) out.push_back("a track has no time to decide");
  if (info.prepare_period >= timeout) out.push_back("a track's referenda time out in preparation");
  if (!info.min_approval.is_sound() || !info.min_support.is_sound())
    out.push_back("a track's curve is none");
}

}  // namespace

frame::Problems Referenda::integrity() const {
  frame::Problems out;
  const auto by_id = [](const Track& a, const Track& b) { return a.id >= b.id; };
  if (std::ranges::adjacent_find(config.tracks, by_id) != config.tracks.end())
    out.push_back("the tracks are not in order of their ids");
  for (const auto& track : config.tracks) {
    check_info(track, config.undeciding_timeout, out);
    if (track_for(track.origin) != &track) out.push_back("two tracks have the same origin");
  }
  return out;
}

frame::Problems Referenda::try_state() const {
  frame::Problems out;
  check_deposits(out);
  check_tracks(out);
  check_alarms(out);
  return out;
}

void Referenda::check_deposits(frame::Problems& out) const {
  std::map<std::pair<AccountId, HoldReason>, Balance> owed;
  const auto add = [&](HoldReason reason, const std::optional<Deposit>* deposit) {
    if (deposit != nullptr && *deposit) owed[{(*deposit)->who, reason}] += (*deposit)->amount;
  };
  const auto records = info_for.entries();
  for (auto [of, record] : records) {
    if (const Status* status = record.ongoing()) {
      owed[{status->submission_deposit.who, HoldReason::SubmissionDeposit}] +=
          status->submission_deposit.amount;
      add(HoldReason::DecisionDeposit, &status->decision_deposit);
    } else {
      add(HoldReason::SubmissionDeposit, record.submission_deposit());
      add(HoldReason::DecisionDeposit, record.decision_deposit());
    }
  }
  for (const auto& [who, holds] : balances_.holds.entries())
    for (const auto& hold : holds)
      if (hold.id.module == index())
        owed[{who, static_cast<HoldReason>(hold.id.reason)}] -= hold.amount;
  for (const auto& [key, rest] : owed)
    if (rest != 0) out.push_back("what is held is not the deposits");
  if (records.size() != count.get()) out.push_back("a referendum is missing");
}

void Referenda::check_tracks(frame::Problems& out) const {
  std::map<TrackId, std::uint32_t> deciding;
  std::map<TrackId, std::size_t> waiting;
  for (const auto& [of, record] : info_for.entries()) {
    const Status* status = record.ongoing();
    if (status == nullptr) continue;
    deciding[status->track] += status->deciding ? 1 : 0;
    waiting[status->track] += status->in_queue ? 1 : 0;
  }
  for (const auto& track : config.tracks) {
    const std::uint32_t counted = deciding_count.get(track.id);
    if (deciding[track.id] > counted || counted > track.info.max_deciding)
      out.push_back("a track decides more than it may, or counts");
    const Queue queue = track_queue.get(track.id);
    if (!in_order(queue)) out.push_back("a queue is not in order");
    if (queue.size() != waiting[track.id]) out.push_back("a queue is not who waits");
    for (const auto& [of, ayes] : queue) {
      const auto status = ensure_ongoing(of);
      if (!status || !status->in_queue || status->track != track.id)
        out.push_back("a queue has what does not wait");
    }
  }
}

void Referenda::check_alarms(frame::Problems& out) const {
  for (const auto& [of, record] : info_for.entries()) {
    const Status* status = record.ongoing();
    if (status == nullptr) continue;
    if (!status->alarm) {
      if (!status->in_queue) out.push_back("a referendum has no alarm");
      continue;
    }
    const auto due = scheduler_.next_dispatch_time(status->alarm->second);
    if (!due || *due != status->alarm->first) out.push_back("an alarm is not scheduled");
  }
  for (const auto& [of, excluded] : excluded_from.entries())
    if (!ensure_ongoing(of)) out.push_back("accounts are excluded from what is over");
}

}  // namespace descent::modules
