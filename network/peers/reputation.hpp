#pragma once
/// # Reputation
/// What is remembered of others: a sum that every conduct is added to and that time brings back to
/// zero, a point a second. At kBanned a ban begins; each is twice as long as the one before it,
/// until there was none for as long as the longest. No more are remembered than there is room for:
/// those who did least are forgotten first, and of the banned whoever is free soonest.
/// Key  any ordered type that names somebody
#include <algorithm>
#include <cstdlib>
#include <map>

#include "network/peers/conduct.hpp"
#include "network/time.hpp"

namespace descent::network {

struct ReputationLimits {
  std::size_t known = 4'096;
  Duration first_ban{600'000}, longest_ban{86'400'000};
};

template <class Key>
class Reputation {
 public:
  static constexpr Duration kPoint{1'000};  ///< in which a point is forgotten

  explicit Reputation(const ReputationLimits& limits = {}) : limits_{limits} {}

  /// True if a ban begins. While one lasts nothing is added.
  bool report(const Key& who, Conduct conduct, Instant now) {
    Record& record = record_of(who, now);
    if (now < record.until) return false;
    add(record, conduct, now);
    if (record.sum > kBanned) return false;
    ban(record, now);
    return true;
  }

  /// The same for one who is never banned.
  void note(const Key& who, Conduct conduct, Instant now) {
    Record& record = record_of(who, now);
    add(record, conduct, now);
    record.sum = std::max(record.sum, kBanned + 1);
  }

  std::int32_t of(const Key& who, Instant now) const {
    const auto found = records_.find(who);
    if (found == records_.end()) return 0;
    return now < found->second.until ? kBanned : settled(found->second, now).sum;
  }

  bool is_banned(const Key& who, Instant now) const {
    const auto found = records_.find(who);
    return found != records_.end() && now < found->second.until;
  }

  std::size_t known() const { return records_.size(); }

 private:
  struct Record {
    std::int32_t sum = 0;
    Instant at{};                   ///< when the sum was this
    Instant until{Instant::min()};  ///< of the last ban
    unsigned bans = 0;              ///< in a row
  };

  static Record settled(Record record, Instant now) {
    const auto points = std::max<std::int64_t>(0, (now - record.at) / kPoint);
    const bool is_gone = points >= std::abs(record.sum);
    if (is_gone) {
      record.sum = 0;
      record.at = now;
      return record;
    }
    record.sum -= static_cast<std::int32_t>(record.sum > 0 ? points : -points);
    record.at += points * kPoint;  // the part of a point that has passed is not lost
    return record;
  }

  static void add(Record& record, Conduct conduct, Instant now) {
    record = settled(record, now);
    record.sum = std::clamp(record.sum + row_of(conduct).weight, kBanned, kBest);
  }

  void ban(Record& record, Instant now) {
    const bool is_old = record.bans > 0 && now >= record.until + limits_.longest_ban;
    record.bans = is_old ? 1 : record.bans + 1;
    Duration length = limits_.first_ban;
    for (unsigned i = 1; i < record.bans && length < limits_.longest_ban; ++i) length *= 2;
    record.until = now + std::min(length, limits_.longest_ban);
    record.sum = 0;
    record.at = record.until;
  }

  Record& record_of(const Key& who, Instant now) {
    const auto found = records_.find(who);
    if (found != records_.end()) return found->second;
    if (records_.size() >= limits_.known) records_.erase(least(now));
    return records_.emplace(who, Record{.at = now}).first->second;
  }

  typename std::map<Key, Record>::iterator least(Instant now) {
    const auto worth = [&](const Record& record) {
      const bool banned = now < record.until;
      const std::int64_t size = banned ? record.until.count() : std::abs(settled(record, now).sum);
      return std::pair{banned, size};
    };
    return std::ranges::min_element(records_, {},
                                    [&](const auto& known) { return worth(known.second); });
  }

  ReputationLimits limits_;
  std::map<Key, Record> records_;
};

}  // namespace descent::network
