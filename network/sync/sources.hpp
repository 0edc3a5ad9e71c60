#pragma once
/// # Whom to ask
/// What peers say they have, how they answered, and who of them is asked next: whoever seems to
/// need the least time for a block.
#include <deque>
#include <map>
#include <set>

#include "network/sync/checker.hpp"
#include "network/time.hpp"

namespace descent::network {

class Sources {
 public:
  /// Each failure doubles the time a peer rests and is thought to need, up to so many times.
  static constexpr unsigned kDoublingsMax = 6;
  /// Of whom nothing is known.
  static constexpr std::uint64_t kUsPerBlock = 100'000;
  /// Faster is as good: executing a block takes longer.
  static constexpr std::uint64_t kUsLeast = 1'000;
  /// Who needs more than this many times as long as the best is not asked beside it.
  static constexpr std::uint64_t kPoor = 8;
  /// So many questions of a peer that went unanswered are remembered: the answers may come yet.
  static constexpr std::size_t kLateMax = 64;

  explicit Sources(Duration rest) : rest_{rest} {}

  void has(PeerNumber peer, BlockNumber best);
  void gone(PeerNumber peer) { peers_.erase(peer); }
  bool knows(PeerNumber peer) const { return peers_.contains(peer); }
  /// REQUIRES of all below: the peer is known.
  BlockNumber best_of(PeerNumber peer) const { return peers_.at(peer).best; }
  bool is_discredited(PeerNumber peer) const { return peers_.at(peer).discredited; }

  struct Want {
    BlockNumber from{};
    bool bodies{};
    bool urgent{};             ///< better slowly than not at all
    std::set<PeerNumber> but;  ///< were asked already
  };
  /// Who says it has block `want.from`, does not rest, and has fewer than `open` questions; nullopt
  /// also if it is better to wait for somebody who has more.
  std::optional<PeerNumber> choose(const Want& want, std::size_t open, Instant now) const;

  void asked(PeerNumber peer);
  /// After `took` came `blocks`, none if the answer was of no use.
  void answered(PeerNumber peer, bool bodies, std::size_t blocks, Duration took);
  /// It did not answer question `id` in the time there was.
  void late(PeerNumber peer, std::uint64_t id, bool bodies, Duration took, Instant now);
  /// True, once, if this answers a question that it was too late for.
  bool excuse(PeerNumber peer, std::uint64_t id);
  /// It does not take questions.
  void unreachable(PeerNumber peer, Instant now);
  /// It has no block `from`, though it said so.
  void empty(PeerNumber peer, BlockNumber from, Instant now);
  /// It lied: it is not asked again.
  void discredit(PeerNumber peer) { peers_.at(peer).discredited = true; }

  /// The highest block said to exist, by anybody who may be asked.
  BlockNumber highest(Instant now) const;
  /// The same by those who never failed.
  BlockNumber target() const;
  /// Who were not found lying.
  std::size_t usable() const;

 private:
  struct Source {
    BlockNumber best{};
    std::size_t open = 0;
    unsigned failures = 0;
    bool discredited = false;
    Instant rests_until = Instant::min();
    std::array<std::optional<std::uint64_t>, 2> us_per_block;  ///< headers, bodies; averages
    std::uint64_t turn = 0;                                    ///< when it was asked last
    std::deque<std::uint64_t> late;                            ///< questions
  };

  static std::uint64_t expected_us(const Source& source, bool bodies);
  static bool is_better(const Source& a, const Source& b, bool bodies);
  static bool is_poor(const Source& a, const Source& best, bool bodies);
  static void measure(Source& source, bool bodies, std::size_t blocks, Duration took);
  void fail(Source& source, Instant now) const;

  const Duration rest_;
  std::map<PeerNumber, Source> peers_;
  std::uint64_t turns_ = 0;
};

}  // namespace descent::network
