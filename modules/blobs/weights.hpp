#pragma once
// Estimated upper bounds on the reference machine; not measured.
#include "runtime/primitives/weight.hpp"

namespace descent::modules::blobs_weights {

/// The deposit, the record, its place in the queue, and the tree over `chunks` hashes.
constexpr Weight begin(std::size_t chunks) {
  return {80 * kMicrosecond + kMicrosecond / 2 * chunks, 0};
}
/// Hashing a chunk, writing it to the database, and the bookkeeping.
constexpr Weight store(std::size_t bytes) {
  return {80 * kMicrosecond + 5 * kNanosecond * bytes, 0};
}
/// Removing a blob of `chunks` chunks and returning the deposit.
constexpr Weight drop(std::uint32_t chunks) {
  return {80 * kMicrosecond + 15 * kMicrosecond * chunks, 0};
}
/// Looking whether a block of the queue has anything left.
inline constexpr Weight kLook{10 * kMicrosecond, 0};
/// What `on_idle` takes of a block at most, so that a wave of expiries leaves evaluation its share.
inline constexpr Weight kIdleMost{20 * kMillisecond, 0};

}  // namespace descent::modules::blobs_weights
