#pragma once
/// # The messages
/// Values, and their bytes in Protobuf. What the bytes can hold is limited before any is parsed.
#include <variant>

#include "network/libp2p/multiaddr.hpp"
#include "network/protocols/kind.hpp"

namespace descent::network {

namespace message {

/// Roles, as bits.
inline constexpr std::uint32_t kFull = 1, kAuthority = 2, kArchive = 4;

struct Handshake {
  Hash genesis;
  BlockNumber best_number{};
  Hash best_hash;
  std::uint32_t roles = kFull;
  friend bool operator==(const Handshake&, const Handshake&) = default;
};
struct Consensus {
  Bytes payload;
  friend bool operator==(const Consensus&, const Consensus&) = default;
};
struct Blocks {
  Bytes payload;
  friend bool operator==(const Blocks&, const Blocks&) = default;
};
struct Announce {
  Bytes header;  ///< in SCALE
  friend bool operator==(const Announce&, const Announce&) = default;
};
struct Transactions {
  std::vector<Hash> announced, wanted;
  std::vector<Bytes> bodies;
  friend bool operator==(const Transactions&, const Transactions&) = default;
};
struct Peers {
  bool asks{};
  std::vector<libp2p::Multiaddr> addresses;  ///< each with a peer id; others are left out
  friend bool operator==(const Peers&, const Peers&) = default;
};
/// Ids are the asker's, below 2^63. Blocks `from`, `from` + 1, ...: headers with certificates, or
/// bodies.
struct SyncRequest {
  std::uint64_t id{};
  BlockNumber from{};
  std::uint32_t count{};
  bool bodies{};
  friend bool operator==(const SyncRequest&, const SyncRequest&) = default;
};
/// As many as the peer has and the message holds, possibly none.
struct SyncResponse {
  std::uint64_t id{};
  std::vector<Bytes> headers, certificates;  ///< as many of both
  std::vector<Bytes> bodies;                 ///< SCALE of a block's extrinsics
  friend bool operator==(const SyncResponse&, const SyncResponse&) = default;
};
struct ChunkRequest {
  std::uint64_t id{};
  Hash hash;
  friend bool operator==(const ChunkRequest&, const ChunkRequest&) = default;
};
struct ChunkResponse {
  std::uint64_t id{};
  std::optional<Bytes> data;  ///< nullopt if the peer does not have it
  friend bool operator==(const ChunkResponse&, const ChunkResponse&) = default;
};

}  // namespace message

using Message =
    std::variant<message::Handshake, message::Consensus, message::Blocks, message::Announce,
                 message::Transactions, message::Peers, message::SyncRequest, message::SyncResponse,
                 message::ChunkRequest, message::ChunkResponse>;

inline constexpr std::size_t kFieldsMax = 4'096;         ///< of one message
inline constexpr std::size_t kAddressesMax = 64;         ///< of one Peers
inline constexpr std::uint32_t kBlocksPerRequest = 256;  ///< of one SyncRequest

Kind kind_of(const Message& message);

/// Without the length in front.
Bytes encode(const Message& message);

/// nullopt if the bytes are no message of `kind` or are over a limit.
/// REQUIRES  no more bytes than limits_of(kind).message_bytes
std::optional<Message> decode(Kind kind, View bytes);

}  // namespace descent::network
