#include "modules/blobs/merkle.hpp"

#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::modules {
namespace {

// What is hashed begins with what it is, so a chunk, an inner node and a root are never taken for
// one another.
constexpr std::uint8_t kLeaf = 0x00;
constexpr std::uint8_t kInner = 0x01;
constexpr std::uint8_t kBlob = 0x02;

Hash inner(const Hash& left, const Hash& right) {
  Bytes message{kInner};
  append(message, left.bytes);
  append(message, right.bytes);
  return crypto::blake2b_256(message);
}

}  // namespace

Hash merkle_top(std::vector<Hash> level) {
  DESCENT_ASSERT(!level.empty());
  while (level.size() > 1) {
    const std::size_t pairs = level.size() / 2;
    for (std::size_t i = 0; i < pairs; ++i) level[i] = inner(level[2 * i], level[2 * i + 1]);
    if (level.size() % 2 == 1) level[pairs] = level.back();
    level.resize(pairs + level.size() % 2);
  }
  return level.front();
}

Hash chunk_hash(View chunk) {
  crypto::Blake2b256 hash;
  const Bytes mark{kLeaf};
  hash.update(mark);
  hash.update(chunk);
  return hash.finish();
}

Hash blob_root(std::uint64_t length, std::vector<Hash> chunks) {
  DESCENT_ASSERT(length > 0 && chunks.size() == chunk_count(length));
  Bytes message{kBlob};
  scale::encode(message, length);
  append(message, merkle_top(std::move(chunks)).bytes);
  return crypto::blake2b_256(message);
}

Hash blob_root(View content) {
  std::vector<Hash> chunks;
  for (std::uint32_t i = 0; i < chunk_count(content.size()); ++i)
    chunks.push_back(chunk_hash(chunk_of(content, i)));
  return blob_root(content.size(), std::move(chunks));
}

}  // namespace descent::modules
