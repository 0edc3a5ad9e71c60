#pragma once
// What voting knows of the polls: how each stands, and who may not vote in it.
#include <span>

#include "modules/conviction_voting/tally.hpp"

namespace descent::modules::conviction_voting {

/// Accounts that may not vote in a poll.
inline constexpr std::size_t kExcludedMax = 64;
using Excluded = Bounded<AccountId, kExcludedMax>;

namespace poll_status {

/// There never was one, or it ended without a result.
struct None {};
struct Ongoing {
  Tally tally;
  ClassId class_id{};
};
struct Completed {
  BlockNumber end{};
  bool approved{};
};

}  // namespace poll_status

using PollStatus = std::variant<poll_status::None, poll_status::Ongoing, poll_status::Completed>;

class Polls {
 public:
  virtual ~Polls() = default;
  /// Every class there is, ascending.
  virtual std::vector<ClassId> classes() const = 0;
  virtual PollStatus poll(PollIndex index) const = 0;
  /// Votes came or went. REQUIRES an ongoing poll.
  virtual void put_tally(PollIndex index, const Tally& tally) = 0;
  /// The same from the first block of a poll to its last.
  virtual Excluded excluded(PollIndex index) const = 0;
};

}  // namespace descent::modules::conviction_voting
