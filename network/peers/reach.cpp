#include "network/peers/reach.hpp"

#include <algorithm>

namespace descent::network {
namespace {

using libp2p::Ip4;
using libp2p::Ip6;

template <class Ip>
struct Block {
  Ip address;
  unsigned bits;
};

template <class Ip>
bool contains(const Block<Ip>& block, const Ip& ip) {
  for (unsigned bit = 0; bit < block.bits; ++bit) {
    const auto mask = static_cast<std::uint8_t>(0x80u >> bit % 8);
    if (((block.address[bit / 8] ^ ip[bit / 8]) & mask) != 0) return false;
  }
  return true;
}

template <class Ip, std::size_t N>
bool any_contains(const std::array<Block<Ip>, N>& blocks, const Ip& ip) {
  return std::ranges::any_of(blocks, [&](const auto& block) { return contains(block, ip); });
}

constexpr std::array<Block<Ip4>, 12> kNotPublic4{{
    {{10, 0, 0, 0}, 8},       // private
    {{100, 64, 0, 0}, 10},    // carriers' NAT
    {{127, 0, 0, 0}, 8},      // loopback
    {{169, 254, 0, 0}, 16},   // link
    {{172, 16, 0, 0}, 12},    // private
    {{192, 0, 0, 0}, 24},     // protocols
    {{192, 0, 2, 0}, 24},     // documentation
    {{192, 88, 99, 0}, 24},   // 6to4 relays
    {{192, 168, 0, 0}, 16},   // private
    {{198, 18, 0, 0}, 15},    // benchmarks
    {{198, 51, 100, 0}, 24},  // documentation
    {{203, 0, 113, 0}, 24},   // documentation
}};
/// This network, multicast, and what is reserved with broadcast in it.
constexpr std::array<Block<Ip4>, 3> kNobody4{{
    {{0, 0, 0, 0}, 8},
    {{224, 0, 0, 0}, 4},
    {{240, 0, 0, 0}, 4},
}};

constexpr Block<Ip6> kUnicast6{{0x20}, 3};
constexpr std::array<Block<Ip6>, 3> kNotPublic6{{
    {{0x20, 0x01, 0x00}, 23},        // protocols, Teredo among them
    {{0x20, 0x01, 0x0d, 0xb8}, 32},  // documentation
    {{0x20, 0x02}, 16},              // 6to4: an IPv4 address in disguise
}};
constexpr Block<Ip6> kMulticast6{{0xff}, 8}, kUnspecified6{{}, 128};
/// IPv4 mapped to IPv6: it has a form of its own.
constexpr Block<Ip6> kMapped6{{0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff}, 96};

}  // namespace

bool is_of_one(const libp2p::Host& host) {
  if (const auto* ip4 = std::get_if<Ip4>(&host)) return !any_contains(kNobody4, *ip4);
  if (const auto* ip6 = std::get_if<Ip6>(&host))
    return !contains(kMulticast6, *ip6) && !contains(kUnspecified6, *ip6) &&
           !contains(kMapped6, *ip6);
  return false;
}

bool is_public(const libp2p::Host& host) {
  if (!is_of_one(host)) return false;
  if (const auto* ip4 = std::get_if<Ip4>(&host)) return !any_contains(kNotPublic4, *ip4);
  const auto& ip6 = std::get<Ip6>(host);
  return contains(kUnicast6, ip6) && !any_contains(kNotPublic6, ip6);
}

libp2p::Host customer_of(const libp2p::Host& host) {
  const auto* ip6 = std::get_if<Ip6>(&host);
  if (ip6 == nullptr) return host;
  Ip6 out = *ip6;
  std::fill(out.begin() + 8, out.end(), std::uint8_t{0});
  return out;
}

}  // namespace descent::network
