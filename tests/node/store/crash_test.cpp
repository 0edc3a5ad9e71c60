// What 50 blocks leave when the power goes: at every operation on the disk, in turn.
#include <gtest/gtest.h>

#include <algorithm>

#include "node/store/block_store.hpp"
#include "node/store/leveldb_store.hpp"
#include "tests/node/store/fault_env.hpp"
#include "tests/node/store/random_chain.hpp"

namespace descent::store {
namespace {

constexpr BlockNumber kBlocks = 50;
constexpr BlockNumber kPruning = 8;  // so that pruning is in the run
const std::string kFolder = "/db";

LevelDbStore::Options small(FaultEnv& env) {
  return {.env = &env,
          .write_buffer_bytes = std::size_t{64} << 10,  // LevelDB's least: tables are written often
          .cache_bytes = std::size_t{1} << 20};
}

/// A store that forgets to sync.
class Unsynced : public Store {
 public:
  explicit Unsynced(Store& store) : store_{store} {}
  Stored<std::optional<Bytes>> get(View key) const override { return store_.get(key); }
  Stored<> write(const Batch& batch, Sync) override { return store_.write(batch, Sync::No); }
  std::unique_ptr<Cursor> seek(View from) const override { return store_.seek(from); }

 private:
  Store& store_;
};

struct Run {
  RandomChain chain{{.seed = 7, .changes = 10, .key_bytes_max = 2, .value_bytes_max = 1600}};
  std::vector<Operation> operations;
  std::vector<std::size_t> acknowledged_at;  // by block number: operations when commit returned
};

std::unique_ptr<Run> run(bool synced) {
  auto out = std::make_unique<Run>();
  FaultEnv env;
  {
    auto database = LevelDbStore::open(kFolder, small(env));
    EXPECT_TRUE(database);
    Unsynced unsynced{**database};
    Store& store = synced ? static_cast<Store&>(**database) : unsynced;
    auto blocks = BlockStore::open(store, out->chain.genesis(), {.pruning = kPruning});
    EXPECT_TRUE(blocks);
    for (BlockNumber n = 0; n <= kBlocks; ++n) {
      EXPECT_TRUE((*blocks)->commit(out->chain.block(n)));
      out->acknowledged_at.push_back(env.now());
    }
    out->chain.block(kBlocks + 1);
  }
  out->operations = env.operations();
  return out;
}

/// The number of blocks whose commit had returned before the operation.
std::size_t acknowledged_before(const Run& run, std::size_t operation) {
  return static_cast<std::size_t>(
      std::upper_bound(run.acknowledged_at.begin(), run.acknowledged_at.end(), operation) -
      run.acknowledged_at.begin());
}

std::string wrong_state(Run& run, const BlockStore& blocks, BlockNumber number) {
  const auto of = " of block " + std::to_string(number);
  const auto state = blocks.state_at(run.chain.block(number).hash);
  const auto nodes = blocks.nodes_at(run.chain.block(number).hash);
  const auto header = blocks.header(run.chain.block(number).hash);
  if (!state || !nodes || !header || !*header) return "unreadable: state" + of;
  const auto content = content_of(**state);
  if (content != run.chain.state(number)) return "wrong state" + of;
  if (content_root(content) != (*header)->state_root) return "wrong root" + of;
  if (content_of(**nodes) != run.chain.nodes(number)) return "wrong nodes" + of;
  return {};
}

std::string wrong_content(Run& run, const BlockStore& blocks) {
  const auto head = *blocks.head();
  if (head.hash != run.chain.block(head.number).hash) return "wrong head";
  if (content_of(*blocks.blobs()) != run.chain.blobs(head.number)) return "wrong blobs";
  auto wrong = wrong_state(run, blocks, head.number);
  if (wrong.empty()) wrong = wrong_state(run, blocks, head.oldest_state);
  return wrong;
}

/// Opens what a power loss left. Empty if all is well: the head is the last acknowledged block or
/// the one that was being written, state is as recorded for it, and the next block is accepted.
std::string complaint(Run& run, const Files& left, std::size_t acknowledged) {
  FaultEnv env{left};
  auto database = LevelDbStore::open(kFolder, small(env));
  if (!database) return database.error().text;
  auto opened = BlockStore::open(**database, run.chain.genesis(), {.pruning = kPruning});
  if (!opened) return opened.error().text;
  auto& blocks = **opened;
  const std::size_t there = blocks.head() ? std::size_t{blocks.head()->number} + 1 : 0;
  if (there < acknowledged)
    return "acknowledged block " + std::to_string(acknowledged - 1) + " is lost";
  if (there > acknowledged + 1) return "a block from the future";
  if (there > 0)
    if (auto wrong = wrong_content(run, blocks); !wrong.empty()) return wrong;
  const auto next = blocks.commit(run.chain.block(static_cast<BlockNumber>(there)));
  if (!next) return next.error().text;
  return wrong_state(run, blocks, blocks.head()->number);
}

struct Sweep {
  std::size_t points = 0;
  std::size_t opened = 0;
  std::string first_complaint;
};

/// Loses power before the first operation, between every two, and after the last. A disk that looks
/// as it did at the point before, with as many blocks acknowledged, is opened once.
Sweep sweep(Run& run, bool torn) {
  Sweep out;
  PowerLoss power;
  std::mt19937_64 random{11};
  std::pair<Files, std::size_t> last{{}, kBlocks + 2};
  for (std::size_t point = 0; point <= run.operations.size(); ++point) {
    if (point > 0) power.apply(run.operations[point - 1]);
    ++out.points;
    std::pair now{torn ? power.torn(random) : power.dropped(), acknowledged_before(run, point)};
    if (now == last) continue;
    last = std::move(now);
    ++out.opened;
    const auto wrong = complaint(run, last.first, last.second);
    if (wrong.empty()) continue;
    out.first_complaint = "power lost at operation " + std::to_string(point) + ": " + wrong;
    break;
  }
  return out;
}

TEST(Crash, what_was_not_synced_is_dropped_at_every_operation) {
  const auto recorded = run(true);
  const auto result = sweep(*recorded, false);
  EXPECT_EQ(result.first_complaint, "");
  std::printf("%zu points, %zu different disks\n", result.points, result.opened);
}

TEST(Crash, what_was_not_synced_is_torn_at_every_operation) {
  const auto recorded = run(true);
  const auto result = sweep(*recorded, true);
  EXPECT_EQ(result.first_complaint, "");
  std::printf("%zu points, %zu different disks\n", result.points, result.opened);
}

TEST(Crash, the_run_flushes_compacts_and_removes_tables) {
  const auto recorded = run(true);
  const auto count = [&](Operation::Kind kind, std::string_view end) {
    return std::count_if(
        recorded->operations.begin(), recorded->operations.end(),
        [&](const Operation& op) { return op.kind == kind && op.name.ends_with(end); });
  };
  EXPECT_GE(count(Operation::Kind::Create, ".ldb"), 5);
  EXPECT_GE(count(Operation::Kind::Remove, ".ldb"), 4);
  EXPECT_GE(count(Operation::Kind::Remove, ".log"), 4);
}

TEST(Crash, a_store_that_does_not_sync_is_caught_losing_an_acknowledged_block) {
  const auto recorded = run(false);
  EXPECT_NE(sweep(*recorded, false).first_complaint.find("is lost"), std::string::npos);
  EXPECT_NE(sweep(*recorded, true).first_complaint.find("is lost"), std::string::npos);
}

}  // namespace
}  // namespace descent::store
