// What tracks there are, and what voting sees of referenda.
#include <algorithm>

#include "modules/referenda/referenda.hpp"

namespace descent::modules {

namespace info = referenda::referendum_info;
namespace poll_status = conviction_voting::poll_status;

std::vector<std::pair<Referenda::TrackId, referenda::TrackInfo>> Referenda::track_list() const {
  std::vector<std::pair<TrackId, referenda::TrackInfo>> out;
  for (const auto& track : config.tracks) out.emplace_back(track.id, track.info);
  return out;
}

const Referenda::Track* Referenda::track_of(TrackId id) const {
  const auto at = std::ranges::find(config.tracks, id, &Track::id);
  return at == config.tracks.end() ? nullptr : &*at;
}

const Referenda::Track* Referenda::track_for(const referenda::OriginCaller& origin) const {
  const auto at = std::ranges::find(config.tracks, origin, &Track::origin);
  return at == config.tracks.end() ? nullptr : &*at;
}

Result<Referenda::Status> Referenda::ensure_ongoing(ReferendumIndex of) const {
  const auto record = info_for.get(of);
  const Status* status = record ? record->ongoing() : nullptr;
  if (status == nullptr) return fail(Error::NotOngoing);
  return *status;
}

std::vector<Referenda::TrackId> Referenda::classes() const {
  std::vector<TrackId> out;
  for (const auto& track : config.tracks) out.push_back(track.id);
  return out;
}

Referenda::PollStatus Referenda::poll(ReferendumIndex of) const {
  const auto record = info_for.get(of);
  if (!record) return poll_status::None{};
  if (const Status* status = record->ongoing())
    return poll_status::Ongoing{status->tally, status->track};
  if (const auto* v = std::get_if<info::Approved>(&*record))
    return poll_status::Completed{v->since, true};
  if (const auto* v = std::get_if<info::Rejected>(&*record))
    return poll_status::Completed{v->since, false};
  return poll_status::None{};
}

void Referenda::put_tally(ReferendumIndex of, const Tally& tally) {
  auto status = ensure_ongoing(of);
  DESCENT_ASSERT(status);
  status->tally = tally;
  set_alarm(of, *status, frame().number);
  info_for.insert(of, info::Ongoing{*std::move(status)});
}

Referenda::Excluded Referenda::excluded(ReferendumIndex of) const { return excluded_from.get(of); }

}  // namespace descent::modules
