#pragma once
// Headers and bodies from peers, read within limits: what decoding takes of memory is a multiple of
// the bytes that came.
#include "network/protocols/kind.hpp"
#include "runtime/primitives/header.hpp"

namespace descent::service {

/// Longer ones could not be announced.
inline constexpr std::size_t kHeaderBytesMax =
    network::limits_of(network::Kind::Announce).message_bytes;
/// Extrinsics are longer than this on average, as a signature alone is...
inline constexpr std::size_t kExtrinsicBytesMean = 64;
/// ... but for those without one, of which a block has few.
inline constexpr std::size_t kExtrinsicsUnsigned = 16;

/// How many extrinsics a body of so many bytes can have.
constexpr std::size_t extrinsics_max(std::size_t bytes) {
  return kExtrinsicsUnsigned + bytes / kExtrinsicBytesMean;
}

/// Items of a header's digest: the engine's, one for the next set of validators, and a few more.
inline constexpr std::size_t kDigestItemsMax = 64;

/// Reads past a header or a block one element at a time, before memory is taken for all of them: a
/// byte may be an item that takes forty. `in` fails where there are more than so many `bytes` have.
void skip_header(scale::Reader& in);
void skip_block(scale::Reader& in, std::size_t bytes);

std::optional<Header> decode_header(View bytes);
std::optional<std::vector<Bytes>> decode_body(View bytes);

}  // namespace descent::service
