#pragma once
/// # BlockQuest
/// Blocks that are voted on and did not come: asked of one peer after the other, of those first
/// that speak of them, and not before they had time to come by themselves. No time passes inside.
#include <functional>
#include <map>
#include <set>
#include <vector>

#include "network/sync/checker.hpp"
#include "network/time.hpp"
#include "runtime/primitives/types.hpp"

namespace descent::service {

using network::PeerNumber;

class BlockQuest {
 public:
  static constexpr network::Duration kPatience{100};  ///< before anybody is asked
  static constexpr network::Duration kAnswer{500};    ///< before the next one is
  static constexpr std::size_t kMost = 64;            ///< blocks, spoken of or wanted

  struct Ask {
    PeerNumber peer{};
    Hash block;
    friend bool operator==(const Ask&, const Ask&) = default;
  };

  /// A peer voted for it, or passed a proposal of it on.
  void mentioned(PeerNumber peer, const Hash& block);
  /// The node waits for it.
  void want(const Hash& block, network::Instant now);
  void gone(PeerNumber peer);
  /// The height is over.
  void clear() { quests_.clear(); }

  /// Whom to ask now, of `peers`.
  /// waits  whether the node still waits for a block
  std::vector<Ask> due(network::Instant now, const std::function<bool(const Hash&)>& waits,
                       const std::set<PeerNumber>& peers);

 private:
  struct Quest {
    std::vector<PeerNumber> speakers = {};  ///< not asked yet, in order
    std::set<PeerNumber> asked = {};
    std::optional<network::Instant> next = {};  ///< when to ask; none if it is not wanted
  };
  Quest* quest_for(const Hash& block);
  static std::optional<PeerNumber> choose(Quest& quest, const std::set<PeerNumber>& peers);

  std::map<Hash, Quest> quests_;
};

}  // namespace descent::service
