// A secure channel with somebody in the middle, who may change, drop and add what both sides say:
// nothing is heard that was not said, and by whom.
#include "network/libp2p/noise/channel.hpp"

#include <algorithm>

#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

using namespace network::libp2p;
using noise::Channel;

crypto::Seed seed(std::uint8_t fill) {
  crypto::Seed out;
  std::ranges::fill(out, fill);
  return out;
}

const Identity& identity(std::size_t side) {
  static const Identity both[]{Identity{seed(1)}, Identity{seed(2)}};
  return both[side];
}

struct Side {
  Channel channel;
  Bytes wire;  ///< to the other side
  Bytes said = {}, heard = {};
  bool failed = false;
};

class Wire {
 public:
  void step(Input& in) {
    Side& from = sides_[in.below(2)];
    Side& to = &from == &sides_[0] ? sides_[1] : sides_[0];
    append(from.wire, from.channel.output());
    switch (in.below(6)) {
      case 0: return speak(from, in.piece());
      case 1: return damage(from.wire, in);
      case 2: return carry(from, to, in.byte());
      case 3: return add(from.wire, in.piece());
      default: return carry(from, to, SIZE_MAX);
    }
  }

 private:
  static void speak(Side& from, View plain) {
    if (!from.channel.secure() || from.failed) return;
    const auto sealed = from.channel.seal(plain);
    require(bool{sealed}, "a secure channel seals");
    append(from.wire, *sealed);
    append(from.said, plain);
  }
  static void damage(Bytes& wire, Input& in) {
    const std::size_t at = in.byte();
    if (at < wire.size()) wire[at] = static_cast<std::uint8_t>(wire[at] ^ in.byte());
  }
  static void add(Bytes& wire, View bytes) {
    wire.insert(wire.begin(), bytes.begin(), bytes.end());
  }

  void carry(Side& from, Side& to, std::size_t most) {
    const std::size_t n = std::min(most, from.wire.size());
    const auto got = to.channel.receive(View{from.wire}.first(n));
    from.wire.erase(from.wire.begin(), from.wire.begin() + static_cast<std::ptrdiff_t>(n));
    to.failed = to.failed || !got;
    if (!got) return;
    append(to.heard, *got);
    require(to.heard.size() <= from.said.size() &&
                std::ranges::equal(to.heard, View{from.said}.first(to.heard.size())),
            "what is heard is what was said, from its beginning");
    require(!to.channel.secure() ||
                to.channel.remote() == identity(&from == &sides_[0] ? 0 : 1).peer_id(),
            "it is said by whom it seems to be");
  }

  Side sides_[2]{{Channel{true, identity(0), {seed(3), seed(4)}, identity(1).peer_id()}, {}},
                 {Channel{false, identity(1), {seed(5), seed(6)}, {}}, {}}};
};

}  // namespace

void noise_target(View input) {
  Input in{input};
  Wire wire;
  for (std::size_t i = 0; i < 64 && !in.empty(); ++i) wire.step(in);
}

}  // namespace descent::fuzz
