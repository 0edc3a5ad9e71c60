#pragma once
/// # Slots
/// Who is connected, and who may be: so many that this node dialled, so many that dialled it, and
/// the reserved, whom no limit concerns.
#include <functional>
#include <map>
#include <optional>
#include <set>

#include "network/libp2p/peer_id.hpp"
#include "network/time.hpp"

namespace descent::network {

/// Of a connection whose other end has proved who it is; never used twice in a process.
using PeerNumber = std::uint64_t;

struct SlotLimits {
  std::size_t outbound = 8, inbound = 32;
  bool reserved_only = false;
};

/// Why a newcomer is turned away.
enum class Refused : std::uint8_t { Ourselves, Banned, NotReserved, Twice, Full };
std::string_view describe(Refused refused);

struct Newcomer {
  PeerNumber number{};
  libp2p::PeerId id;
  bool inbound{};
  std::string group = {};  ///< its network; empty if none is worth telling apart
};

struct Admission {
  std::optional<Refused> refused = {};
  std::optional<PeerNumber> instead_of = {};  ///< whose connection is to be closed
  friend bool operator==(const Admission&, const Admission&) = default;
};

class Slots {
 public:
  /// Two connections within this were made without knowledge of each other: a dial and a handshake.
  static constexpr Duration kAtOnce{10'000};

  Slots(const SlotLimits& limits, const libp2p::PeerId& ours, std::set<libp2p::PeerId> reserved)
      : limits_{limits}, ours_{ours}, reserved_{std::move(reserved)} {}

  using Standing = std::function<std::int32_t(const libp2p::PeerId&)>;

  /// Takes the newcomer in, unless it is refused; whom it stands instead of is out.
  ///
  ///   - Of two connections to a peer made at once both sides keep the one that the lesser id
  ///     dialled; later, the peer has lost the old one and the new one is kept. It needs a slot
  ///     of its own direction either way.
  ///   - When the inbound slots are full, a newcomer from a network with few of them takes the
  ///     place of the youngest from the network with most: neither of the half that is connected
  ///     longest, nor of the quarter whose standing is best, if it is good.
  Admission admit(const Newcomer& newcomer, const Standing& standing, Instant now);
  void leave(PeerNumber number) { seats_.erase(number); }

  bool is_reserved(const libp2p::PeerId& id) const { return reserved_.contains(id); }
  bool has(const libp2p::PeerId& id) const { return number_of(id).has_value(); }
  bool empty() const { return seats_.empty(); }

  /// Without the reserved.
  std::size_t outbound() const { return count(false); }
  std::size_t inbound() const { return count(true); }
  /// The networks this node dialled into, and how often; without those that have no name.
  std::map<std::string, std::size_t> outbound_groups() const;

  const SlotLimits& limits() const { return limits_; }
  const libp2p::PeerId& ours() const { return ours_; }

 private:
  struct Seat {
    Newcomer who;
    Instant since;
  };

  std::size_t count(bool inbound) const;
  bool is_full(bool inbound) const;
  std::optional<PeerNumber> number_of(const libp2p::PeerId& id) const;
  bool newer_stays(const Seat& older, const Newcomer& newer, Instant now) const;
  std::optional<PeerNumber> least(const Newcomer& newcomer, const Standing& standing) const;
  void protect(std::vector<Seat>& seats, const Standing& standing) const;

  SlotLimits limits_;
  libp2p::PeerId ours_;
  std::set<libp2p::PeerId> reserved_;
  std::map<PeerNumber, Seat> seats_;
};

}  // namespace descent::network
