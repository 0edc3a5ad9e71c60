// Addresses and identities of peers, in bytes and in text.
#include "network/libp2p/multiaddr.hpp"

#include <algorithm>

#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

using namespace network::libp2p;

void same_in_both_forms(const Multiaddr& address) {
  const Bytes bytes = address.bytes();
  const std::string text = address.text();
  require(bytes.size() <= Multiaddr::kBytesMax && text.size() <= Multiaddr::kTextMax,
          "no address is longer than the limits");
  require(Multiaddr::from_bytes(bytes) == address, "an address comes back from its bytes");
  require(Multiaddr::from_text(text) == address, "an address comes back from its text");
}

}  // namespace

void multiaddr_target(View input) {
  if (const auto address = Multiaddr::from_bytes(input)) {
    require(std::ranges::equal(address->bytes(), input), "the bytes of an address are canonical");
    same_in_both_forms(*address);
  }
  if (const auto address = Multiaddr::from_text(as_text(input))) same_in_both_forms(*address);
  if (const auto peer = PeerId::from_bytes(input))
    require(std::ranges::equal(peer->bytes(), input), "the bytes of a peer id are canonical");
  if (const auto peer = PeerId::from_text(as_text(input))) {
    require(peer->text() == as_text(input), "the text of a peer id is canonical");
    require(PeerId::from_bytes(peer->bytes()) == peer, "a peer id comes back from its bytes");
  }
}

}  // namespace descent::fuzz
