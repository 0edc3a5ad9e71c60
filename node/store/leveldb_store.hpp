#pragma once
/// # LevelDbStore
/// The port on LevelDB 1.23, tuned for a chain: many point reads of recent state, one synced batch
/// a block.
///
/// - Checksums are verified on every read, and the log is read in paranoid mode: LevelDB's default
///   skips a damaged record and goes on with the next, which would drop one block and keep those
///   after it. A torn end of the log, what a power loss leaves, still opens.
/// - A Bloom filter spares the search for absent keys (undo records are mostly absent), the block
///   cache holds the hot part of the state.
#include <filesystem>

#include "node/store/store.hpp"

namespace leveldb {
class Cache;
class DB;
class Env;
class FilterPolicy;
class Status;
}  // namespace leveldb

namespace descent::store {

class LevelDbStore : public Store {
 public:
  struct Options {
    leveldb::Env* env = nullptr;  ///< files and threads; nullptr: the system's
    std::size_t write_buffer_bytes = std::size_t{16} << 20;  ///< in memory, twice, beside the log
    std::size_t cache_bytes = std::size_t{128} << 20;        ///< uncompressed blocks of tables
  };

  /// Opens the database in `folder`, creating it and the folders above.
  /// errors  InUse if another process, or this one, has it open; Corrupt; Io
  static Stored<std::unique_ptr<LevelDbStore>> open(const std::filesystem::path& folder,
                                                    const Options& options);
  static Stored<std::unique_ptr<LevelDbStore>> open(const std::filesystem::path& folder) {
    return open(folder, Options{});
  }
  ~LevelDbStore() override;

  Stored<std::optional<Bytes>> get(View key) const override;
  Stored<> write(const Batch& batch, Sync sync) override;
  std::unique_ptr<Cursor> seek(View from) const override;

 private:
  LevelDbStore(std::filesystem::path folder, const Options& options);
  Stored<> open_database(const Options& options);
  Error error_of(const leveldb::Status& status) const;

  const std::filesystem::path folder_;
  leveldb::Env* const env_;
  // In order of dependence: the database is destroyed first.
  const std::unique_ptr<const leveldb::FilterPolicy> filter_;
  const std::unique_ptr<leveldb::Cache> cache_;
  std::unique_ptr<leveldb::DB> database_;
  std::optional<Error> write_failure_;  // touched by the one writer only
};

}  // namespace descent::store
