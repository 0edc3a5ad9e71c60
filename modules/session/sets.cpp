#include <algorithm>

#include "modules/session/session.hpp"

namespace descent::modules {

using session::Member;
using session::SetId;

namespace session {

const Member* SetRecord::find(const consensus::AuthorityId& key) const {
  const auto at = std::ranges::lower_bound(members, key, {}, &Member::key);
  return at != members.end() && at->key == key ? &*at : nullptr;
}

consensus::AuthoritySet SetRecord::authorities() const {
  consensus::AuthoritySet out;
  for (const auto& member : members) out.push_back({member.key, member.power});
  return out;
}

}  // namespace session

// ---- Decisions ------------------------------------------------------------------------------

session::Members Session::authorities_now() const {
  session::Members out;
  const auto all = members.get();
  const auto left_out = disabled.get();
  for (std::uint32_t i = 0; i < all.size(); ++i)
    if (!std::ranges::binary_search(left_out, i)) out.push_back(all[i]);
  std::ranges::sort(out, {}, &Member::key);
  return out;
}

void Session::on_finalize(BlockNumber now) {
  const auto range = set_range.get();
  if (members.get().empty()) return;
  if (range && sets.get(range->newest)->members == authorities_now()) return;
  decide(now + session::kDelay);
  const auto record = sets.get(set_range.get()->newest);
  const session::SetChange change{record->since, record->authorities()};
  system_.deposit_log(digest_item::Consensus{session::kEngineId, scale::encoded(change)});
}

void Session::decide(BlockNumber since) {
  auto range = set_range.get();
  if (range)
    ++range->newest;
  else
    range = session::SetRange{};
  sets.insert(range->newest, {since, current_index.get(), authorities_now()});
  set_range.put(*range);
}

// ---- The past -------------------------------------------------------------------------------

std::optional<session::SetRecord> Session::set_at(BlockNumber number) const {
  const auto range = set_range.get();
  if (!range || sets.get(range->oldest)->since > number) return std::nullopt;
  SetId low = range->oldest;  // begins at or before `number`
  SetId high = range->newest;
  while (low < high) {
    const SetId middle = low + (high - low + 1) / 2;
    if (sets.get(middle)->since <= number)
      low = middle;
    else
      high = middle - 1;
  }
  return sets.get(low);
}

std::optional<AccountId> Session::author() const {
  for (const auto& item : frame().digest.logs) {
    const auto* said = std::get_if<digest_item::PreRuntime>(&item);
    if (said == nullptr || said->engine != session::kEngineId) continue;
    const auto key = scale::decoded<consensus::AuthorityId>(said->data);
    const auto set = set_at(frame().number);
    const Member* member = key && set ? set->find(*key) : nullptr;
    if (member != nullptr) return member->validator;
  }
  return std::nullopt;
}

/// A set is in use until the block before the next one's first, so it goes when the next one was
/// decided on before the horizon.
void Session::forget() {
  auto range = set_range.get();
  if (!range) return;
  for (std::size_t n = 0; n < kForgottenMax && range->oldest < range->newest; ++n) {
    if (sets.get(range->oldest + 1)->session >= horizon.get()) break;
    sets.remove(range->oldest++);
    set_range.put(*range);
  }
}

// ---- Views ----------------------------------------------------------------------------------

consensus::AuthoritySet Session::query(const Api::authorities&) const {
  return query(Api::authorities_at{system_.number.get() + 1});
}

consensus::AuthoritySet Session::query(const Api::authorities_at& question) const {
  const auto record = set_at(question.number);
  return record ? record->authorities() : consensus::AuthoritySet{};
}

std::vector<session::SetChange> Session::query(const Api::queued&) const {
  std::vector<session::SetChange> out;
  const auto range = set_range.get();
  if (!range) return out;
  for (SetId id = range->newest;; --id) {
    const auto record = sets.get(id);
    if (record->since <= system_.number.get() + 1) break;
    out.insert(out.begin(), {record->since, record->authorities()});
    if (id == range->oldest) break;
  }
  return out;
}

// ---- Invariants -----------------------------------------------------------------------------

frame::Problems Session::check_sets() const {
  frame::Problems out;
  const auto all = members.get();
  const auto ids = validators.get();
  if (!std::ranges::equal(ids, all, {}, {}, &Member::validator))
    out.push_back("the members are not the validators");
  const auto range = set_range.get();
  if (!range) return out;
  const auto newest = sets.get(range->newest);
  if (!consensus::is_canonical(newest->authorities()))
    out.push_back("the newest set is not canonical");
  for (SetId id = range->oldest; id < range->newest; ++id)
    if (sets.get(id)->since >= sets.get(id + 1)->since)
      out.push_back("a set begins before the one it follows");
  return out;
}

}  // namespace descent::modules
