#pragma once
/// # The roster
/// Everything about peers that is decided, in one place: whom to dial and to let in, who is banned,
/// which addresses to believe and to tell. Time and chance are passed in; it does nothing itself.
#include "network/peers/dial_plan.hpp"
#include "network/peers/reputation.hpp"

namespace descent::network {

struct RosterOptions {
  SlotLimits slots = {};
  std::vector<Multiaddr> boot_nodes = {};
  std::vector<Multiaddr> reserved = {};  ///< each with its peer id
  bool allow_private = false;            ///< believe in addresses that are not public
  ReputationLimits reputation = {};
};

class Roster {
 public:
  static constexpr std::size_t kListensMax = 4;  ///< addresses a peer may say it has
  static constexpr Duration kAskAgain{300'000};  ///< a peer for others
  static constexpr Duration kAskSoon{5'000};     ///< while there are outbound slots to fill
  static constexpr Duration kAnswerAgain{3'000};

  /// secret  of the address book
  Roster(RosterOptions options, const libp2p::PeerId& ours, const crypto::Seed& secret);

  AddressBook& book() { return book_; }
  const AddressBook& book() const { return book_; }

  // ---- Dialling ----

  /// Each is answered by `failed`, or by `secured`.
  std::vector<Multiaddr> dials(Instant now, const RandomNumbers& random);
  void failed(const Multiaddr& address, Instant now, std::uint64_t random);

  // ---- Connections ----

  /// False if too much evil came from there.
  bool admits(const libp2p::Host& from, Instant now) const;

  struct Connection {
    PeerNumber number{};
    libp2p::PeerId id;
    std::optional<Multiaddr> dialled = {};  ///< nullopt if the remote dialled
    Multiaddr from;                         ///< the other end, as seen
  };
  /// Its end is not to be told of if it was refused, nor is that of the one it stands instead of.
  Admission secured(const Connection& connection, Instant now, std::uint64_t random);
  /// Both handshakes were exchanged.
  void ready(PeerNumber number, Instant now);
  void closed(PeerNumber number, Instant now, std::uint64_t random);

  // ---- Conduct ----

  /// True if the peer is banned for it, and to be cut.
  bool report(PeerNumber number, Conduct conduct, Instant now);
  std::int32_t reputation(const libp2p::PeerId& id, Instant now) const {
    return peers_.of(id, now);
  }

  // ---- Hearsay ----

  /// Who is ready and to be asked for others now.
  std::vector<PeerNumber> ask(Instant now);
  /// What a peer says of others, or asks. returns  what to answer, and what to report of it
  struct Reply {
    std::optional<std::vector<Multiaddr>> addresses = {};
    std::optional<Conduct> conduct = {};
  };
  Reply heard(PeerNumber number, const message::Peers& peers, Instant now, std::uint64_t random);
  /// Where a peer says that it listens itself.
  void listens(PeerNumber number, const std::vector<Multiaddr>& addresses, Instant now);

 private:
  struct Known {
    Connection connection;
    bool ready = false;
    bool awaited = false;  ///< asked for addresses, and not answered yet
    std::optional<Instant> asked = {}, answered = {};
    std::vector<Multiaddr> listens = {};
  };

  bool is_reserved(const Known& known) const { return slots_.is_reserved(known.connection.id); }
  bool is_credible(const Multiaddr& address) const;
  void refuse(const Connection& connection, Refused why, Instant now, std::uint64_t random);
  void harbours(const Connection& connection, Instant now);
  std::vector<Multiaddr> tell(const Known& asker, std::uint64_t random) const;

  RosterOptions options_;
  Slots slots_;
  DialPlan plan_;
  AddressBook book_;
  Reputation<libp2p::PeerId> peers_;
  Reputation<libp2p::Host> hosts_;
  std::map<PeerNumber, Known> known_;
};

}  // namespace descent::network
