#pragma once
// The trees that commit to a blob's chunks and to a set of samples (docs/scoring.md, "Notation" and
// "Blobs").
#include <vector>

#include "runtime/primitives/types.hpp"

namespace descent::modules {

inline constexpr std::size_t kChunkBytes = 524'288;

/// The top of a list of hashes: neighbours are hashed in pairs behind 0x01 until one is left; a
/// last one without a partner moves up unchanged. REQUIRES: not empty.
Hash merkle_top(std::vector<Hash> level);

/// Of the bytes of one chunk, behind 0x00.
Hash chunk_hash(View chunk);

/// Into how many chunks `length` bytes are cut.
constexpr std::uint32_t chunk_count(std::uint64_t length) {
  return static_cast<std::uint32_t>((length + kChunkBytes - 1) / kChunkBytes);
}

/// How many bytes chunk `index` of a blob of `length` bytes has.
/// REQUIRES: index < chunk_count(length)
constexpr std::size_t chunk_length(std::uint64_t length, std::uint32_t index) {
  const std::uint64_t rest = length - std::uint64_t{index} * kChunkBytes;
  return static_cast<std::size_t>(rest < kChunkBytes ? rest : kChunkBytes);
}

/// Chunk `index` of `content`.
inline View chunk_of(View content, std::uint32_t index) {
  return content.subspan(index * kChunkBytes, chunk_length(content.size(), index));
}

/// The root of a blob of `length` bytes whose chunks have these hashes.
/// REQUIRES: chunks.size() = chunk_count(length) > 0
Hash blob_root(std::uint64_t length, std::vector<Hash> chunks);
/// The root of `content`. REQUIRES: not empty.
Hash blob_root(View content);

}  // namespace descent::modules
