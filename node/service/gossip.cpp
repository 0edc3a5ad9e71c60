#include "node/service/gossip.hpp"

#include <algorithm>

#include "node/service/sync_bytes.hpp"

namespace descent::service::gossip {
namespace {

/// The first byte of a message, or of another sum, of this kind.
template <class Wanted, class Sum = Message, std::size_t Index = 0>
constexpr std::uint8_t first_byte() {
  if constexpr (std::same_as<std::variant_alternative_t<Index, typename Sum::Cases>, Wanted>)
    return Index;
  else
    return first_byte<Wanted, Sum, Index + 1>();
}

/// The kinds are counted apart: a whole extrinsic may be two bytes and take forty, a name is
/// seventeen.
void skip_parts(scale::Reader& in, std::size_t bytes) {
  const std::size_t parts = scale::decode_count(in, SIZE_MAX);
  std::size_t names = 0, wholes = 0;
  for (std::size_t i = 0; i < parts && in.ok(); ++i) {
    const bool is_name = in.byte() == first_byte<Name, Part>();
    (void)in.take(is_name ? sizeof(Name) : scale::decode_count(in, SIZE_MAX));
    ++(is_name ? names : wholes);
    if (names > kNamesMost || wholes > extrinsics_max(bytes)) in.fail(scale::Error::TooMany);
  }
}

void skip_sketch(scale::Reader& in, std::size_t bytes) {
  skip_header(in);
  skip_parts(in, bytes);
}

void skip_places(scale::Reader& in) {
  const std::size_t places = scale::decode_count(in, kNamesMost);
  std::optional<u128> last;
  for (std::size_t i = 0; i < places && in.ok(); ++i) {
    const u128 place = scale::decode_compact(in, UINT32_MAX);
    if (last && place <= *last) in.fail(scale::Error::NotCanonical);
    last = place;
  }
}

template <class T>
void skip_value(scale::Reader& in) {
  T value;
  scale::decode(in, value);
}

/// Reads past what of a message is counted, so far as to know the counts.
void skip(scale::Reader& in, std::size_t bytes) {
  switch (in.byte()) {
    case first_byte<Proposed>(): skip_value<consensus::Vote>(in); return skip_sketch(in, bytes);
    case first_byte<BlockFound>(): return skip_sketch(in, bytes);
    case first_byte<CommitFound>():
      skip_value<consensus::CommitCertificate>(in);
      return skip_block(in, bytes);
    case first_byte<PartsWanted>(): skip_value<Hash>(in); return skip_places(in);
    case first_byte<PartsFound>():
      skip_value<Hash>(in);
      (void)scale::decode_count(in, std::min(kNamesMost, extrinsics_max(bytes)));
      return;
    default: return;
  }
}

bool repeats_a_name(const Sketch& sketch) {
  std::vector<Name> names;
  names.reserve(sketch.parts.size());
  for (const Part& part : sketch.parts)
    if (const auto* name = std::get_if<Name>(&part)) names.push_back(*name);
  std::ranges::sort(names);
  return std::ranges::adjacent_find(names) != names.end();
}

bool repeats_a_name(const Message& message) {
  if (const auto* proposed = std::get_if<Proposed>(&message))
    return repeats_a_name(proposed->sketch);
  if (const auto* found = std::get_if<BlockFound>(&message)) return repeats_a_name(found->sketch);
  return false;
}

template <class... Kinds>
bool is_of(View bytes) {
  return !bytes.empty() && ((bytes[0] == first_byte<Kinds>()) || ...);
}

}  // namespace

bool is_question(View bytes) { return is_of<BlockWanted, CommitWanted, PartsWanted>(bytes); }

bool is_of_its_sender(View bytes) { return is_of<Proposed, BlockFound, PartsFound>(bytes); }

Expected<Message, scale::Error> decode(View bytes) {
  if (bytes.size() > kMessageBytesMax) return scale::Error::TooMany;
  scale::Reader ahead{bytes};
  skip(ahead, bytes.size());
  if (!ahead.ok()) return ahead.error();
  auto message = scale::decoded<Message>(bytes);
  if (message && repeats_a_name(*message)) return scale::Error::NotCanonical;
  return message;
}

}  // namespace descent::service::gossip
