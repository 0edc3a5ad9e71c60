#pragma once
/// # What was announced by hash is fetched once
/// Who announced a hash is remembered; the first is asked, and if it does not answer in time, or
/// goes, the next. No time passes inside.
/// Peer  any ordered type that names a peer
#include <algorithm>
#include <deque>
#include <map>
#include <optional>
#include <vector>

#include "network/protocols/seen.hpp"
#include "network/time.hpp"

namespace descent::network {

struct FetchLimits {
  std::size_t hashes = 16'384;    ///< wanted at a time
  std::size_t of_a_peer = 4'096;  ///< asked of one peer at a time
  std::size_t announcers = 8;     ///< remembered for a hash
  std::size_t seen = 65'536;      ///< fetched, and not asked for again
  Duration answer{5'000};
};

template <class Peer>
class Fetcher {
 public:
  explicit Fetcher(const FetchLimits& limits) : limits_{limits}, seen_{limits.seen} {}

  struct Ask {
    Peer peer;
    Hash hash;
    friend bool operator==(const Ask&, const Ask&) = default;
  };

  /// Whom to ask now, if anybody: nobody, if it was fetched, or is on its way from another.
  std::optional<Ask> announced(const Peer& peer, const Hash& hash, Instant now) {
    if (seen_.contains(hash)) return std::nullopt;
    auto found = wanted_.find(hash);
    if (found == wanted_.end()) {
      if (wanted_.size() >= limits_.hashes || asked_[peer] >= limits_.of_a_peer)
        return std::nullopt;
      ++asked_[peer];
      wanted_.emplace(hash, Wanted{peer, now + limits_.answer, {}});
      return Ask{peer, hash};
    }
    auto& wanted = found->second;
    const bool known =
        wanted.asked == peer || std::ranges::find(wanted.others, peer) != wanted.others.end();
    if (!known && wanted.others.size() < limits_.announcers) wanted.others.push_back(peer);
    return std::nullopt;
  }

  /// The body is here, from wherever. True if it was asked of `peer`.
  bool received(const Peer& peer, const Hash& hash) {
    seen_.insert(hash);
    const auto found = wanted_.find(hash);
    if (found == wanted_.end()) return false;
    const bool expected = found->second.asked == peer;
    release(found->second.asked);
    wanted_.erase(found);
    return expected;
  }

  /// Whom to ask instead of those that did not answer in time, who are in `late`.
  std::vector<Ask> elapse(Instant now, std::vector<Peer>& late) {
    std::vector<Ask> out;
    for (auto it = wanted_.begin(); it != wanted_.end();) {
      if (it->second.until > now) {
        ++it;
        continue;
      }
      late.push_back(it->second.asked);
      it = ask_next(it, now, out);
    }
    return out;
  }

  /// Whom to ask instead of a peer that is gone.
  std::vector<Ask> gone(const Peer& peer, Instant now) {
    std::vector<Ask> out;
    for (auto it = wanted_.begin(); it != wanted_.end();) {
      std::erase(it->second.others, peer);
      it = it->second.asked == peer ? ask_next(it, now, out) : std::next(it);
    }
    asked_.erase(peer);
    return out;
  }

  std::size_t wanted() const { return wanted_.size(); }
  bool has(const Hash& hash) const { return seen_.contains(hash); }

 private:
  struct Wanted {
    Peer asked;
    Instant until;
    std::deque<Peer> others;
  };
  using Map = std::map<Hash, Wanted>;

  void release(const Peer& peer) {
    const auto found = asked_.find(peer);
    if (found != asked_.end() && --found->second == 0) asked_.erase(found);
  }

  typename Map::iterator ask_next(typename Map::iterator it, Instant now, std::vector<Ask>& out) {
    auto& wanted = it->second;
    release(wanted.asked);
    if (wanted.others.empty()) return wanted_.erase(it);
    wanted.asked = wanted.others.front();
    wanted.others.pop_front();
    wanted.until = now + limits_.answer;
    ++asked_[wanted.asked];
    out.push_back({wanted.asked, it->first});
    return std::next(it);
  }

  FetchLimits limits_;
  Map wanted_;
  std::map<Peer, std::size_t> asked_;
  Seen seen_;
};

}  // namespace descent::network
