#include "node/service/gossip.hpp"

#include "node/service/sync_bytes.hpp"

namespace descent::service::gossip {
namespace {

/// The first byte of a message of this kind.
template <class Wanted, std::size_t Index = 0>
constexpr std::uint8_t first_byte() {
  if constexpr (std::same_as<std::variant_alternative_t<Index, Message::Cases>, Wanted>)
    return Index;
  else
    return first_byte<Wanted, Index + 1>();
}

/// Reads past the block of a message that has one, or as far as its count of extrinsics.
void skip(scale::Reader& in, std::size_t bytes) {
  const std::uint8_t kind = in.byte();
  if (kind == first_byte<Proposed>()) {
    consensus::Vote vote;
    scale::decode(in, vote);
  } else if (kind == first_byte<CommitFound>()) {
    consensus::CommitCertificate certificate;
    scale::decode(in, certificate);
  } else if (kind != first_byte<BlockFound>()) {
    return;
  }
  skip_block(in, bytes);
}

}  // namespace

bool is_question(View bytes) {
  return !bytes.empty() &&
         (bytes[0] == first_byte<BlockWanted>() || bytes[0] == first_byte<CommitWanted>());
}

Expected<Message, scale::Error> decode(View bytes) {
  if (bytes.size() > kMessageBytesMax) return scale::Error::TooMany;
  scale::Reader ahead{bytes};
  skip(ahead, bytes.size());
  if (!ahead.ok()) return ahead.error();
  return scale::decoded<Message>(bytes);
}

}  // namespace descent::service::gossip
