#pragma once
// Who hears what, and when: delays, losses, copies, and splits of the network.
#include <map>
#include <set>

#include "tests/sim/dice.hpp"
#include "tests/sim/letter.hpp"
#include "tests/sim/options.hpp"
#include "tests/sim/timeline.hpp"

namespace descent::sim {

class Network {
 public:
  using Delivered = std::shared_ptr<const Parcel>;
  using Deliver = std::function<void(std::size_t from, std::size_t to, const Delivered& parcel)>;
  /// What left the machines. In great networks it is an upper bound but for blocks: a machine does
  /// not tell another what it has heard from it.
  struct Sent {
    std::uint64_t letters{}, bytes{};
    std::uint64_t block_bytes{};  ///< of those, in letters that hold a block, or parts of one
  };

  /// All outlive it.
  Network(const Options& options, Dice& dice, Timeline& timeline, Deliver deliver);

  /// Whom a machine is connected to.
  const std::vector<std::size_t>& neighbours(std::size_t machine) const { return links_[machine]; }
  /// The same letter is one parcel, whoever passes it on.
  /// again  it may have been lost: it goes to everybody once more
  std::shared_ptr<Parcel> pack(const Letter& letter, bool again);
  /// lag_ms  until it leaves
  void send(std::size_t from, std::size_t to, const std::shared_ptr<Parcel>& parcel,
            std::uint64_t lag_ms);

  /// From now on the network splits, and heals, until the faults are over.
  void begin_to_split();
  const Sent& sent() const { return sent_; }

 private:
  bool faulty() const { return timeline_.now_ms() < options_.faults_ms; }
  bool is_great() const { return options_.machines > kFollowed; }
  void link();
  void deliver(std::size_t from, std::size_t to, const std::shared_ptr<Parcel>& parcel,
               std::uint64_t lag_ms);
  bool separated(std::size_t a, std::size_t b) const;
  void split();

  /// In greater networks a machine that has heard something is not told again: everybody passes
  /// everything on, which is n^3 letters a round.
  static constexpr std::size_t kFollowed = 16;
  static constexpr std::size_t kPackedMost = 4'096;

  const Options& options_;
  Dice& dice_;
  Timeline& timeline_;
  const Deliver deliver_;
  std::vector<std::vector<std::size_t>> links_;
  std::map<Hash, std::shared_ptr<Parcel>> packed_;
  std::set<std::size_t> apart_;  ///< on one side of a split; empty: none
  Sent sent_;
};

}  // namespace descent::sim
