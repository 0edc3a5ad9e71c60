#pragma once
/// # Sketches
/// Blocks that came without what both sides have, until somebody wants them: nothing is put
/// together that no vote speaks for. Names are looked up here first; what is not found is asked of
/// whoever sent the sketch, each part once. Sketches are kept by their sender, so that no liar's
/// keeps an honest one of the same block from being completed.
///
/// Who sends a sketch that fits what is here and not its header has lied, or somebody has spent
/// 2^64 hashes. Either way nothing is looked up for its sketches any more at this height: it gives
/// the parts or nothing. So a few names cost us the hashing of megabytes once and not again.
#include <set>

#include "node/service/sketch.hpp"

namespace descent::service {

using Peer = std::uint64_t;  ///< whoever sent a message, as the network numbers them

class Sketches {
 public:
  static constexpr std::size_t kOfAPeer = 4;  ///< another displaces its oldest
  /// In all. Beyond, whoever has the most loses its oldest.
  static constexpr std::size_t kBytesMost = std::size_t{64} << 20;

  struct Wait {};
  /// What is to be done now. A block is to be tried: `settled` or `refused` follows.
  using Next = std::variant<Wait, Block, gossip::PartsWanted>;

  explicit Sketches(Find find) : find_{std::move(find)} {}

  /// Replaces an earlier sketch of the block by the same peer.
  /// block  the hash of its header
  void keep(Peer from, const Hash& block, gossip::Sketch sketch);
  /// Who has sent a sketch of it.
  std::vector<Peer> senders(const Hash& block) const;
  /// The block is wanted.
  Next complete(Peer from, const Hash& block);
  Next found(Peer from, gossip::PartsFound found);
  /// What was put together is not what the header says.
  Next refused(Peer from, const Hash& block);
  /// The block is here.
  void settled(const Hash& block);

  void gone(Peer peer);
  /// The height is over.
  void clear();
  std::size_t size() const { return kept_.size(); }

 private:
  struct Kept {
    gossip::Sketch sketch;
    std::uint64_t arrival{};  ///< in order
    std::size_t bytes{};
    Places asked = {};  ///< and not answered
  };
  using Key = std::pair<Peer, Hash>;

  Next go_on(const Key& key, Kept& kept);
  void drop_excess();
  void drop_oldest(Peer of);

  const Find find_;
  std::map<Key, Kept> kept_;
  std::set<Peer> doubted_;
  std::uint64_t arrivals_ = 0;
};

}  // namespace descent::service
