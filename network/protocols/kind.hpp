#pragma once
/// # The kinds of message
/// Each has a protocol of its own, "/descent/<first 8 hex of genesis>/<name>/1", and so a stream of
/// its own each way: what one kind holds up holds up no other.
#include <array>
#include <optional>
#include <string>

#include "network/libp2p/yamux/stream.hpp"
#include "runtime/primitives/types.hpp"

namespace descent::network {

enum class Kind : std::uint8_t {
  Handshake,     ///< first, and once
  Consensus,     ///< votes; opaque to the network
  Blocks,        ///< what is voted on; as opaque, and on a stream of its own: it holds up no vote
  Announce,      ///< a new block's header
  Transactions,  ///< hashes announced, and bodies for whoever wants them
  Peers,         ///< addresses of others
  Sync,          ///< headers, certificates and bodies by ranges
  Blobs,         ///< chunks by hash
};
inline constexpr std::size_t kKinds = 8;

/// What one peer may send of a kind, and what is kept for it unsent.
struct KindLimits {
  std::string_view name;
  std::size_t message_bytes;  ///< of one message
  std::uint32_t per_second;   ///< messages, on average
  std::uint32_t burst;        ///< messages, at once
  std::size_t queue_bytes;    ///< written and not sent; at least one message
  libp2p::yamux::Priority priority;
};

/// By kind. Consensus is sized for 100 validators that vote twice a round, five rounds a second;
/// what carries blocks, for a block of 5 MiB.
inline constexpr std::array<KindLimits, kKinds> kKindLimits{{
    {"handshake", 256, 1, 2, 512, libp2p::yamux::Priority::Urgent},
    {"consensus", 1 << 20, 1'000, 4'000, 4 << 20, libp2p::yamux::Priority::Urgent},
    {"blocks", 6 << 20, 50, 100, 16 << 20, libp2p::yamux::Priority::Normal},
    {"announce", 64 << 10, 20, 100, 256 << 10, libp2p::yamux::Priority::Normal},
    {"transactions", 5 << 20, 200, 1'000, 10 << 20, libp2p::yamux::Priority::Normal},
    {"peers", 32 << 10, 1, 5, 64 << 10, libp2p::yamux::Priority::Normal},
    {"sync", 6 << 20, 50, 100, 12 << 20, libp2p::yamux::Priority::Bulk},
    {"blobs", 1 << 20, 100, 200, 4 << 20, libp2p::yamux::Priority::Bulk},
}};

constexpr const KindLimits& limits_of(Kind kind) {
  return kKindLimits[static_cast<std::size_t>(kind)];
}

std::string protocol_of(Kind kind, const Hash& genesis);
std::optional<Kind> kind_of(std::string_view protocol, const Hash& genesis);
/// What a node of this chain accepts on streams.
std::vector<std::string> protocols_of(const Hash& genesis);

}  // namespace descent::network
