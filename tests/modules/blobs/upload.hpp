#pragma once
// Contents and uploads for tests.
#include <random>

#include "tests/modules/harness.hpp"

namespace descent::modules {

inline Bytes random_content(std::size_t bytes, std::uint64_t seed = 1) {
  std::mt19937_64 random{seed};
  Bytes out(bytes);
  for (auto& b : out) b = static_cast<std::uint8_t>(random());
  return out;
}

inline Blobs::begin begin_of(View content) {
  Blobs::begin out{.root = blob_root(content), .length = content.size(), .chunks = {}};
  for (std::uint32_t i = 0; i < chunk_count(content.size()); ++i)
    out.chunks.push_back(chunk_hash(chunk_of(content, i)));
  return out;
}

inline Blobs::store store_of(View content, std::uint32_t index) {
  const View chunk = chunk_of(content, index);
  return {.root = blob_root(content), .index = index, .chunk = {chunk.begin(), chunk.end()}};
}

/// Begins and stores all of `content`; returns its root.
inline Hash upload(Chain& chain, const AccountId& who, View content) {
  auto& blobs = chain.runtime().blobs;
  EXPECT_DONE(chain.call(who, blobs, begin_of(content)));
  for (std::uint32_t i = 0; i < chunk_count(content.size()); ++i)
    EXPECT_DONE(chain.call(who, blobs, store_of(content, i)));
  return blob_root(content);
}

}  // namespace descent::modules
