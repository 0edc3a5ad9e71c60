#pragma once
/// # The address book
/// Addresses of peers, of which most were told by strangers. One who tells many may not fill it:
///
///   - An address is `fresh` until somebody was reached there, and `tried` from then on.
///   - Both tables are made of buckets of a few slots. In which slot an address may stand follows
///     from a secret, its network (/16 of IPv4, /32 of IPv6) and, while it is fresh, the network of
///     who told it: a network of tellers reaches `kFreshBucketsOfSource` buckets, whatever it says,
///     and a network of addresses `kTriedBucketsOfGroup`.
///   - A slot that is taken stays taken until its address has failed or was not heard of for long.
///
/// source  Bitcoin Core, src/addrman.h
#include <functional>
#include <map>

#include "network/libp2p/multiaddr.hpp"
#include "network/time.hpp"
#include "runtime/crypto/secret.hpp"
#include "runtime/primitives/types.hpp"

namespace descent::network {

using libp2p::Multiaddr;

/// Whose address it is, as far as one can tell: a text that is the same for a /16 of IPv4, a /32 of
/// IPv6, and a DNS name.
std::string group_of(const libp2p::Host& host);

class AddressBook {
 public:
  static constexpr std::uint32_t kFreshBuckets = 256, kTriedBuckets = 64, kSlots = 32;
  static constexpr std::uint32_t kFreshBucketsOfSource = 16, kTriedBucketsOfGroup = 4;
  static constexpr unsigned kFailuresMax = 3;  ///< in a row; then its slot may be taken
  static constexpr std::chrono::hours kForgotten{24 * 30};
  static constexpr std::size_t kBytesMax = 4 << 20;  ///< of a saved book

  using Suits = std::function<bool(const Multiaddr&)>;

  explicit AddressBook(const crypto::Seed& secret) : secret_{secret} {}

  /// `source` says that `address` is a peer's. True if it was new and found a slot.
  bool add(const Multiaddr& address, const libp2p::Host& source, Instant now);
  /// The peer was reached there. Nothing if the address is unknown.
  void good(const Multiaddr& address, Instant now);
  /// Nobody, or somebody else, was there.
  void failed(const Multiaddr& address, Instant now);

  /// One to dial, from either table by turns of chance: not tried since `before`, and in none of
  /// the groups in `taken`. nullopt if there is none.
  /// suits  says what else must be true of it; empty if nothing
  std::optional<Multiaddr> select(const std::map<std::string, std::size_t>& taken, Instant before,
                                  std::uint64_t random, const Suits& suits = {}) const;

  /// Up to `max` of those where somebody was reached, every one as likely as the others.
  std::vector<Multiaddr> sample(std::size_t max, std::uint64_t random) const;

  std::size_t fresh() const { return fresh_.size(); }
  std::size_t tried() const { return tried_.size(); }
  bool contains(const Multiaddr& address) const { return entries_.contains(address); }

  Bytes save() const;
  /// What was saved, to be put in slots again; what cannot be read ends it. At most kBytesMax.
  void load(View bytes, Instant now);

 private:
  using Slot = std::pair<std::uint32_t, std::uint32_t>;  ///< bucket, place
  using Table = std::map<Slot, Multiaddr>;
  struct Entry {
    std::string source;  ///< group of who told it
    Instant heard{}, attempted{Instant::min()};
    unsigned failures = 0;
    bool tried = false;
    Slot slot{};
  };

  std::uint64_t keyed(char table, const std::string& text) const;
  Slot fresh_slot(const Multiaddr& address, const std::string& source) const;
  Slot tried_slot(const Multiaddr& address) const;
  bool add_from(const Multiaddr& address, const std::string& source, Instant now);
  bool place(const Multiaddr& address, const Entry& entry, Instant now);
  bool may_go(const Multiaddr& address, Instant now) const;
  bool make_room(Table& table, Slot slot, Instant now);
  std::optional<Multiaddr> select_from(const Table& table,
                                       const std::map<std::string, std::size_t>& taken,
                                       Instant before, std::uint64_t random,
                                       const Suits& suits) const;

  crypto::Seed secret_;
  std::map<Multiaddr, Entry> entries_;
  Table fresh_, tried_;
};

}  // namespace descent::network
