#pragma once
/// # identify
/// What a peer tells about itself, in one message on a stream of its own.
/// source  github.com/libp2p/specs, identify/README.md
#include <string>
#include <vector>

#include "network/libp2p/multiaddr.hpp"

namespace descent::network::libp2p {

struct Identify {
  static constexpr std::string_view kProtocol = "/ipfs/id/1.0.0";
  static constexpr std::size_t kBytesMax = 8192;  ///< js-libp2p's own limit
  static constexpr std::size_t kAddressesMax = 32;
  static constexpr std::size_t kProtocolsMax = 128;
  static constexpr std::size_t kTextMax = 256;  ///< of a protocol or a version

  PeerId peer;
  std::vector<Multiaddr> listens;
  std::vector<std::string> protocols = {};
  std::optional<Multiaddr> observed = {};  ///< the address the receiver is seen to have
  std::string protocol_version = {}, agent_version = {};
};

/// Without the length in front.
Bytes encode_identify(const Identify& identify);

/// Addresses of kinds this node cannot dial are left out.
/// nullopt if it is no such message, is over a limit, or names another key than that of `peer`.
std::optional<Identify> decode_identify(View bytes, const PeerId& peer);

}  // namespace descent::network::libp2p
