// What nodes say to each other, in Protobuf.
#include "network/protocols/messages.hpp"

#include <algorithm>

#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

using namespace network;

/// Counted before anything is parsed: so many fields, each a few dozen bytes in memory.
constexpr std::size_t kMemoryPerByte = 16;
constexpr std::size_t kMemoryMore = 512 * kFieldsMax;

void is_within_limits(const message::Peers& peers) {
  require(peers.addresses.size() <= kAddressesMax, "peers are told of a few at a time");
  for (const auto& address : peers.addresses)
    require(address.peer.has_value(), "an address of a peer says whose it is");
}
void is_within_limits(const message::SyncRequest& request) {
  require(request.count > 0 && request.count <= kBlocksPerRequest, "blocks are asked for by some");
}
void is_within_limits(const message::SyncResponse& response) {
  require(response.headers.size() == response.certificates.size() &&
              std::max(response.headers.size(), response.bodies.size()) <= kBlocksPerRequest,
          "each header has its certificate, and no more come than one may ask for");
}
template <class Other>
void is_within_limits(const Other&) {}

}  // namespace

void messages_target(View input) {
  Input in{input};
  const auto kind = static_cast<Kind>(in.below(kKinds));
  const View bytes = in.take(limits_of(kind).message_bytes);
  const Allocations taken;
  const auto read = decode(kind, bytes);
  require(taken.bytes() <= kMemoryPerByte * bytes.size() + kMemoryMore,
          "what a message takes is in proportion to its bytes");
  if (!read) return;
  require(kind_of(*read) == kind, "a message is of the kind of its stream");
  std::visit([](const auto& said) { is_within_limits(said); }, *read);
  const Bytes written = encode(*read);
  // What was left out is written, so that a message of the greatest length may be too long now.
  if (written.size() > limits_of(kind).message_bytes) return;
  require(decode(kind, written) == read, "a message that is written is read as the same");
}

}  // namespace descent::fuzz
