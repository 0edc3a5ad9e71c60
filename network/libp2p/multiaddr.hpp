#pragma once
/// # Multiaddresses
/// Where a peer listens, and who it is: "/ip4/10.0.0.1/tcp/30333/p2p/12D3KooW...". Hosts are /ip4,
/// /ip6, /dns, /dns4 and /dns6; the transport is TCP; /p2p may be left out.
/// source  github.com/multiformats/multiaddr, protocols.csv
#include <string>
#include <variant>

#include "network/libp2p/peer_id.hpp"

namespace descent::network::libp2p {

using Ip4 = std::array<std::uint8_t, 4>;
using Ip6 = std::array<std::uint8_t, 16>;

struct DnsName {
  enum class Family : std::uint8_t { Any, V4, V6 };
  Family family{};
  std::string name;  ///< letters, digits, '-' and '.'; at most 253
  friend auto operator<=>(const DnsName&, const DnsName&) = default;
};

using Host = std::variant<Ip4, Ip6, DnsName>;

struct Multiaddr {
  static constexpr std::size_t kBytesMax = 320;  ///< a name of 253, a port and a peer id
  static constexpr std::size_t kTextMax = 400;

  Host host;
  std::uint16_t port{};
  std::optional<PeerId> peer = {};

  Bytes bytes() const;
  std::string text() const;

  /// nullopt for anything else than a host, /tcp and perhaps /p2p.
  static std::optional<Multiaddr> from_bytes(View bytes);
  static std::optional<Multiaddr> from_text(std::string_view text);

  friend auto operator<=>(const Multiaddr&, const Multiaddr&) = default;
};

}  // namespace descent::network::libp2p
