#pragma once
/// # A late joiner
/// One node that synchronises, from one seed, with peers of which at least one is honest and the
/// others do what their `Manner` says, now and then or always, while the chain moves on. Expected:
/// the node gets the honest chain and nothing else, within the limits, and blames whoever lied for
/// that lie and nobody else.
#include <functional>

#include "network/sync/sync.hpp"
#include "tests/network/random.hpp"
#include "tests/network/sync/toy_chain.hpp"

namespace descent::network {

enum class Manner : std::uint8_t {
  Honest,
  Silent,          ///< does not answer
  Drips,           ///< sends one block, just in time
  Empty,           ///< sends none
  Lowers,          ///< says less than before, and sends no more than that
  Exaggerates,     ///< says that it has far more than there is
  ForeignRange,    ///< sends other blocks than it was asked for
  ForeignBody,     ///< sends headers that are right, and other bodies
  BadCertificate,  ///< sends a header nobody decided on
  OtherChain,      ///< sends another chain, well made
  TooMuch,         ///< sends more than it was asked for
  WrongKind,       ///< sends headers for bodies and bodies for headers
  Floods,          ///< answers what nobody asked
  Repeats,         ///< answers twice
  kCount
};

class Simulation {
 public:
  struct Options {
    std::uint64_t seed{};
    std::size_t honest = 3;
    std::size_t dishonest = 0;          ///< of each manner in turn, from a random one on
    std::optional<Manner> manner = {};  ///< all of them
    std::size_t blocks = 200;           ///< when it begins
    std::size_t blocks_later = 40;      ///< one each half second
    bool restless = false;              ///< peers come and go, but for one honest one
    Sync::Limits limits;
  };

  explicit Simulation(const Options& options);

  /// returns  what went wrong; empty if nothing did
  std::vector<std::string> run();

  Duration took() const { return now_; }
  std::size_t questions() const { return questions_; }
  std::size_t blamed() const { return blamed_; }

 private:
  struct Peer {
    Manner manner{};
    BlockNumber best{};         ///< of what it has
    std::size_t lies_one_in{};  ///< answers
    bool stays = false;
    std::optional<Instant> open = {};  ///< since when it was asked
    std::map<SyncFault, std::size_t> faults = {};
  };

  void at(Duration delay, std::function<void()> event);
  void wrong(const std::string& what);
  void join(Manner manner, bool stays);
  void leave(PeerNumber peer);
  void announce(PeerNumber peer);
  void grow();
  void asked(const Sync::Ask& ask);
  void deliver(PeerNumber peer, message::SyncResponse response, Duration delay);
  message::SyncResponse honest(const Peer& peer, const message::SyncRequest& request) const;
  void lie(PeerNumber number, const message::SyncRequest& request, Duration delay);
  void tick();
  void settle();
  void import(const Sync::Ready& block);
  void judge(const Sync::Blame& blame);
  void check_limits();

  const Options options_;
  Random random_;
  ToyChain chain_;
  const ToyChain other_;
  ToyChecker checker_{chain_};
  Sync sync_;
  Instant now_{0};
  std::uint64_t order_ = 0;
  std::map<std::pair<Instant, std::uint64_t>, std::function<void()>> events_;
  std::map<PeerNumber, Peer> peers_;  ///< those who left are here, too
  std::set<PeerNumber> here_;
  PeerNumber next_peer_ = 1;
  std::size_t growing_;
  bool importing_ = false;
  std::size_t questions_ = 0, blamed_ = 0;
  std::vector<std::string> wrong_;
};

}  // namespace descent::network
