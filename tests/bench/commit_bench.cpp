#include "tests/bench/commit_bench.hpp"

#include <cstdio>
#include <cstdlib>

#include "tests/bench/disk_chain.hpp"
#include "tests/bench/measure.hpp"

namespace descent::bench {
namespace {

constexpr std::size_t kPuts = 10'000;
constexpr std::size_t kBytes = 80;  ///< of a key, and of a value: an account

/// Values under keys that are as scattered as hashes are.
Changes puts() {
  Changes out;
  for (std::size_t i = 0; i < kPuts; ++i) {
    const auto id = stranger(i).id;
    Bytes key(kBytes, 0);
    std::copy(id.begin(), id.end(), key.end() - 32);
    out.emplace(std::move(key), Bytes(kBytes, 1));
  }
  return out;
}

double commit(const Changes& changes) {
  Disk disk{"ours"};
  const Hash genesis;
  auto blocks = *store::BlockStore::open(disk.store(), genesis);
  const store::BlockCommit block{.header = {},
                                 .hash = genesis,
                                 .body = {},
                                 .justification = {},
                                 .state = changes,
                                 .nodes = {},
                                 .blobs = {}};
  return seconds([&] {
    if (!blocks->commit(block)) std::abort();
  });
}

double write_raw(const Changes& changes) {
  Disk disk{"raw"};
  store::Batch batch;
  for (const auto& [key, value] : changes) batch.push_back({key, value});
  return seconds([&] {
    if (!disk.store().write(batch, store::Sync::Yes)) std::abort();
  });
}

}  // namespace

void bench_commit(int runs) {
  const Changes changes = puts();
  const Pair pair = interleaved(
      runs, [&] { return commit(changes); }, [&] { return write_raw(changes); });
  std::printf(
      "state commit: %.0f puts/s; a raw synced LevelDB batch of the same bytes %.0f puts/s; ratio "
      "%.2f\n",
      kPuts / pair.ours, kPuts / pair.theirs, pair.ratio);
}

}  // namespace descent::bench
