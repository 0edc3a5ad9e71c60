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

const Block* block_in(const Message& message) {
  if (const auto* proposed = std::get_if<Proposed>(&message)) return &proposed->block;
  if (const auto* found = std::get_if<BlockFound>(&message)) return &found->block;
  if (const auto* commit = std::get_if<CommitFound>(&message)) return &commit->block;
  return nullptr;
}

}  // namespace

bool is_question(View bytes) {
  return !bytes.empty() &&
         (bytes[0] == first_byte<BlockWanted>() || bytes[0] == first_byte<CommitWanted>());
}

Expected<Message, scale::Error> decode(View bytes) {
  if (bytes.size() > kMessageBytesMax) return scale::Error::TooMany;
  auto message = DESCENT_TRY(scale::decoded<Message>(bytes));
  const Block* block = block_in(message);
  if (block != nullptr && block->extrinsics.size() > extrinsics_max(bytes.size()))
    return scale::Error::TooMany;
  return message;
}

}  // namespace descent::service::gossip
