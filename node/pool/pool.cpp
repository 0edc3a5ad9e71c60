#include "node/pool/pool.hpp"

#include <algorithm>
#include <queue>
#include <utility>

#include "runtime/frame/extrinsic.hpp"

namespace descent::pool {

// ---- Submission -----------------------------------------------------------------------------

Expected<Hash, Refusal> Pool::submit(Bytes extrinsic) {
  using Kind = Refusal::Kind;
  if (extrinsic.size() > limits_.bytes / 4) return Refusal{Kind::TooLarge, {}};
  const Hash hash = frame::extrinsic_hash(extrinsic);
  if (contains(hash)) return Refusal{Kind::AlreadyImported, {}};
  const auto checked = validator_.check(extrinsic);
  if (!checked) return Refusal{Kind::Invalid, checked.error()};
  if (checked->nonce - checked->account_nonce > limits_.ahead + limits_.per_account) {
    return Refusal{Kind::TooFarInFuture, {}};
  }
  Entry entry{hash, std::move(extrinsic), *checked, arrivals_++};
  DESCENT_TRY(make_room(entry));
  insert(std::move(entry));
  return hash;
}

Expected<void, Refusal> Pool::make_room(const Entry& entry) {
  using Kind = Refusal::Kind;
  const Place place{entry.checked.sender, entry.checked.nonce};
  Room room{size(), bytes_};
  const Entry* old = nullptr;
  if (const auto account = accounts_.find(place.first); account != accounts_.end()) {
    const auto at = account->second.find(place.second);
    if (at != account->second.end()) {
      old = &at->second;
    } else if (account->second.size() >= limits_.per_account) {
      return Refusal{Kind::ImmediatelyDropped, {}};
    }
  }
  if (old != nullptr) {
    const auto floor = old->checked.priority;
    const auto offer = entry.checked.priority;
    if (offer <= floor || offer - floor <= floor / 10) return Refusal{Kind::TooLowPriority, {}};
    room = {size() - 1, bytes_ - old->bytes.size()};
  }
  const auto worse = worse_than(entry, room);
  if (!worse) return Refusal{Kind::ImmediatelyDropped, {}};
  for (const Place& loser : *worse) remove(loser, Status::Dropped, {});
  if (old != nullptr) remove(place, Status::Usurped, entry.hash);
  return {};
}

std::optional<std::vector<Pool::Place>> Pool::worse_than(const Entry& entry, Room taken) const {
  const auto fits = [&] {
    return taken.transactions < limits_.transactions &&
           taken.bytes + entry.bytes.size() <= limits_.bytes;
  };
  std::vector<Place> out;
  if (fits()) return out;
  struct Tail {
    Queue::const_reverse_iterator at, end;
  };
  std::vector<Tail> tails;
  for (const auto& [who, queue] : accounts_) {
    if (who != entry.checked.sender) tails.push_back({queue.rbegin(), queue.rend()});
  }
  while (!fits()) {
    const auto worst = std::ranges::min_element(
        tails, {}, [](const Tail& tail) { return tail.at->second.checked.priority; });
    if (worst == tails.end()) return std::nullopt;
    const Entry& last = worst->at->second;
    if (last.checked.priority >= entry.checked.priority) return std::nullopt;
    out.emplace_back(last.checked.sender, last.checked.nonce);
    taken = {taken.transactions - 1, taken.bytes - last.bytes.size()};
    if (++worst->at == worst->end) tails.erase(worst);
  }
  return out;
}

void Pool::insert(Entry entry) {
  const Place place{entry.checked.sender, entry.checked.nonce};
  by_hash_.emplace(entry.hash, place);
  bytes_ += entry.bytes.size();
  Queue& queue = accounts_[place.first];
  const auto at = queue.emplace(place.second, std::move(entry)).first;
  if (!is_ready(at->second)) return report(at->second.hash, Status::Future);
  // It may have closed a gap before later ones.
  for (auto it = at; it != queue.end() && is_ready(it->second); ++it) {
    if (!std::exchange(it->second.announced, true)) report(it->second.hash, Status::Ready);
  }
}

// ---- Building -------------------------------------------------------------------------------

void Pool::build(const std::function<Taken(View extrinsic)>& take) {
  struct Head {
    std::uint64_t priority;
    std::uint64_t arrival;
    Queue* queue;
    Queue::iterator at;
    bool operator<(const Head& other) const {
      return priority != other.priority ? priority < other.priority : arrival > other.arrival;
    }
  };
  std::priority_queue<Head> heads;
  const auto offer = [&](Queue& queue, Queue::iterator at) {
    if (at == queue.end()) return;
    heads.push({at->second.checked.priority, at->second.arrival, &queue, at});
  };
  for (auto& [who, queue] : accounts_) offer(queue, queue.find(validator_.nonce(who)));
  std::vector<Place> invalid;
  while (!heads.empty()) {
    const Head head = heads.top();
    heads.pop();
    const Taken taken = take(head.at->second.bytes);
    if (taken == Taken::Stop) break;
    const Nonce nonce = head.at->first;
    if (taken == Taken::Included) offer(*head.queue, head.queue->find(nonce + 1));
    if (taken == Taken::Invalid) invalid.emplace_back(head.at->second.checked.sender, nonce);
  }
  for (const Place& place : invalid) remove(place, Status::Invalid, {});
}

// ---- After a block --------------------------------------------------------------------------

void Pool::on_block(const Hash& block, std::span<const Bytes> body,
                    const std::set<AccountId>& touched) {
  for (const Bytes& extrinsic : body) {
    const auto found = by_hash_.find(frame::extrinsic_hash(extrinsic));
    if (found != by_hash_.end()) remove(Place{found->second}, Status::InBlock, block);
  }
  for (const AccountId& who : touched) recheck(who);
  for (std::size_t n = 0; n < limits_.revalidated_per_block && n < accounts_.size(); ++n) {
    const auto next = accounts_.upper_bound(cursor_);
    cursor_ = next == accounts_.end() ? accounts_.begin()->first : next->first;
    recheck(AccountId{cursor_});
  }
}

void Pool::recheck(const AccountId& who) {
  remove_stale(who);
  const auto account = accounts_.find(who);
  if (account == accounts_.end()) return;
  std::vector<Place> invalid;
  for (auto& [nonce, entry] : account->second) {
    const auto checked = validator_.recheck(entry.bytes);
    if (checked)
      entry.checked = *checked;
    else
      invalid.emplace_back(who, nonce);
  }
  for (const Place& place : invalid) remove(place, Status::Invalid, {});
}

void Pool::remove_stale(const AccountId& who) {
  const Nonce nonce = validator_.nonce(who);
  while (true) {
    const auto account = accounts_.find(who);
    if (account == accounts_.end() || account->second.begin()->first >= nonce) return;
    remove({who, account->second.begin()->first}, Status::Invalid, {});
  }
}

void Pool::remove(const Place& place, Status status, const Hash& other) {
  const auto account = accounts_.find(place.first);
  const auto at = account->second.find(place.second);
  const Hash hash = at->second.hash;
  bytes_ -= at->second.bytes.size();
  by_hash_.erase(hash);
  account->second.erase(at);
  if (account->second.empty()) accounts_.erase(account);
  report(hash, status, other);
}

// ---- Views ----------------------------------------------------------------------------------

bool Pool::is_ready(const Entry& entry) const {
  return entry.checked.nonce < next_nonce(entry.checked.sender);
}

Nonce Pool::next_nonce(const AccountId& who) const {
  Nonce next = validator_.nonce(who);
  const auto account = accounts_.find(who);
  if (account == accounts_.end()) return next;
  while (account->second.contains(next)) ++next;
  return next;
}

std::size_t Pool::ready() const {
  std::size_t out = 0;
  for (const auto& [who, queue] : accounts_) out += next_nonce(who) - validator_.nonce(who);
  return out;
}

std::vector<Bytes> Pool::pending() const {
  std::vector<Bytes> out;
  for (const auto& [who, queue] : accounts_) {
    for (const auto& [nonce, entry] : queue) out.push_back(entry.bytes);
  }
  return out;
}

std::vector<Hash> Pool::hashes() const {
  std::vector<Hash> out;
  for (const auto& [who, queue] : accounts_) {
    for (const auto& [nonce, entry] : queue) out.push_back(entry.hash);
  }
  return out;
}

const Bytes* Pool::find(const Hash& transaction) const {
  const auto place = by_hash_.find(transaction);
  if (place == by_hash_.end()) return nullptr;
  const auto& [who, nonce] = place->second;
  return &accounts_.at(who).at(nonce).bytes;
}

const Bytes* Pool::find_by_prefix(View prefix) const {
  Hash least;
  if (prefix.size() > least.bytes.size()) return nullptr;
  std::ranges::copy(prefix, least.bytes.begin());
  const auto begins_so = [&](const auto& at) {
    return at != by_hash_.end() &&
           std::ranges::equal(View{at->first.bytes}.first(prefix.size()), prefix);
  };
  const auto found = by_hash_.lower_bound(least);
  if (!begins_so(found) || begins_so(std::next(found))) return nullptr;
  return find(found->first);
}

void Pool::report(const Hash& transaction, Status status, const Hash& other) const {
  observer_({transaction, status, other});
}

}  // namespace descent::pool
