#pragma once
/// # Whom to dial
/// The reserved, whenever they are not connected; the boot nodes, at first and when nobody is; and
/// from the address book, as long as there are outbound slots, one of each network. What failed is
/// tried again later and later, but for who was a peer before.
#include "network/connection/backoff.hpp"
#include "network/peers/address_book.hpp"
#include "network/peers/slots.hpp"

namespace descent::network {

/// Unpredictable numbers.
using RandomNumbers = std::function<std::uint64_t()>;

class DialPlan {
 public:
  static constexpr Backoff kReserved{Duration{1'000}, Duration{30'000}};
  static constexpr Backoff kBoot{Duration{1'000}, Duration{60'000}};
  static constexpr Backoff kBook{Duration{60'000}, Duration{3'600'000}};
  /// Who was a peer: when a network that was split is whole again, its halves must meet soon.
  static constexpr Backoff kLost{Duration{60'000}, Duration{120'000}};
  static constexpr Duration kAgain{60'000};         ///< an address of the book is left alone for
  static constexpr std::size_t kFailedMax = 1'024;  ///< addresses of the book to wait for

  /// reserved  each with its peer id
  DialPlan(std::vector<Multiaddr> boot_nodes, std::vector<Multiaddr> reserved)
      : boot_{std::move(boot_nodes)},
        reserved_{std::move(reserved)},
        first_{boot_.begin(), boot_.end()} {}

  using Suits = std::function<bool(const libp2p::PeerId&)>;

  /// Whom to dial now. Each is under way until one of the calls below ends that.
  /// suits  who may be dialled at all; the reserved are not asked about
  std::vector<Multiaddr> next(const Slots& slots, const AddressBook& book, const Suits& suits,
                              Instant now, const RandomNumbers& random);

  /// Somebody was reached and is in a slot from here on, or was refused one.
  void reached(const Multiaddr& address) { under_way_.erase(address); }
  /// It was worth it: both handshakes were exchanged.
  void worked(const Multiaddr& address) { waits_.erase(address); }
  /// Nobody was there, or it was not worth it.
  void failed(const Multiaddr& address, Instant now, std::uint64_t random);
  /// It had worked, and is over.
  void lost(const Multiaddr& address, Instant now);
  /// This node itself is there: never again.
  void never(const Multiaddr& address);

  const std::set<Multiaddr>& under_way() const { return under_way_; }

 private:
  struct Wait {
    unsigned failures = 0;
    Instant until{Instant::min()};
    bool was_peer = false;
  };

  bool is_due(const Multiaddr& address, const Slots& slots, Instant now) const;
  bool is_dialling(const libp2p::PeerId& id) const;
  bool is_reserved(const Multiaddr& address) const;
  const Backoff& backoff_of(const Multiaddr& address) const;
  std::size_t free_slots(const Slots& slots) const;
  void make_room();

  std::vector<Multiaddr> boot_, reserved_;
  std::set<Multiaddr> first_;  ///< boot nodes that were not dialled yet
  std::set<Multiaddr> under_way_;
  std::map<Multiaddr, Wait> waits_;
};

}  // namespace descent::network
