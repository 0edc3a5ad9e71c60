#pragma once
// What descent_bench_weights measured in 2026-11 on an AMD EPYC (family 26, two cores at 2.6 GHz),
// one thread, 100,000 accounts, roots and database included; charged with a factor of 1.5.
#include "runtime/primitives/weight.hpp"

namespace descent::modules::blobs_weights {

/// The deposit, the record, its place in the queue, and the tree over `chunks` hashes.
constexpr Weight begin(std::size_t chunks) {
  return {200 * kMicrosecond + 3 * kMicrosecond * chunks, 0};
}
/// Hashing a chunk, the bookkeeping, and writing it, twice: the database merges it later.
constexpr Weight store(std::size_t bytes) {
  return {120 * kMicrosecond + 4 * kNanosecond * bytes, 0};
}
/// Removing a blob of `chunks` chunks and returning the deposit.
constexpr Weight drop(std::uint32_t chunks) {
  return {150 * kMicrosecond + 15 * kMicrosecond * chunks, 0};
}
/// Looking whether a block of the queue has anything left.
inline constexpr Weight kLook{6 * kMicrosecond, 0};
/// What `on_idle` takes of a block at most, so that a wave of expiries leaves evaluation its share.
inline constexpr Weight kIdleMost{20 * kMillisecond, 0};

}  // namespace descent::modules::blobs_weights
