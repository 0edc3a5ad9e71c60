// How protocols are agreed on: what comes of it does not depend on the pieces the bytes came in.
#include "network/libp2p/multistream.hpp"

#include <algorithm>

#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

using namespace network::libp2p;

/// All that can be seen of one side.
struct Seen {
  std::optional<Error> error;
  std::size_t taken = 0;
  Bytes said;
  std::optional<std::string> selected;
};

const std::vector<std::string> kProtocols{"/noise", "/yamux/1.0.0"};

Seen hear(bool dials, View bytes, std::size_t piece) {
  auto side = dials ? Multistream::dialler(kProtocols) : Multistream::listener(kProtocols);
  Seen out;
  while (out.taken < bytes.size() && !out.error && side.selected() == nullptr) {
    const auto taken =
        side.receive(bytes.subspan(out.taken, std::min(piece, bytes.size() - out.taken)));
    if (!taken)
      out.error = taken.error();
    else
      out.taken += *taken;
    append(out.said, side.output());
  }
  if (side.selected() != nullptr) out.selected = *side.selected();
  if (out.error) out.taken = 0;
  return out;
}

}  // namespace

void multistream_target(View input) {
  Input in{input};
  const bool dials = in.below(2) == 0;
  const std::size_t piece = 1 + in.below(16);
  const Seen whole = hear(dials, in.rest(), SIZE_MAX), pieces = hear(dials, in.rest(), piece);
  require(whole.error == pieces.error && whole.taken == pieces.taken &&
              whole.selected == pieces.selected && whole.said == pieces.said,
          "pieces come to the same as the whole");
  require(whole.said.size() <= Multistream::kProposalsMax * 64,
          "an answer is no longer than a few lines");
  require(!whole.selected || std::ranges::find(kProtocols, *whole.selected) != kProtocols.end(),
          "what is selected is among what is known");
}

}  // namespace descent::fuzz
