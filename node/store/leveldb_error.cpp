#include "node/store/leveldb_error.hpp"

#include <leveldb/env.h>
#include <leveldb/iterator.h>
#include <leveldb/options.h>
#include <leveldb/table.h>

#include <algorithm>
#include <memory>
#include <optional>

#include "runtime/primitives/assert.hpp"

namespace descent::store {
namespace {

using Path = std::filesystem::path;

/// LevelDB says "lock <file>" where a lock is held, here or in another process.
bool is_lock(const leveldb::Status& status) {
  return status.ToString().starts_with("IO error: lock ");
}

leveldb::Status read_all(leveldb::RandomAccessFile& file, std::uint64_t size, leveldb::Env& env) {
  leveldb::Options options;
  options.env = &env;
  options.paranoid_checks = true;
  leveldb::Table* opened = nullptr;
  auto status = leveldb::Table::Open(options, &file, size, &opened);
  if (!status.ok()) return status;
  const std::unique_ptr<leveldb::Table> table{opened};
  leveldb::ReadOptions reading;
  reading.verify_checksums = true;
  reading.fill_cache = false;
  const std::unique_ptr<leveldb::Iterator> at{table->NewIterator(reading)};
  for (at->SeekToFirst(); at->Valid(); at->Next()) {}
  return at->status();
}

bool is_damaged_table(const Path& path, leveldb::Env& env) {
  std::uint64_t size = 0;
  leveldb::RandomAccessFile* opened = nullptr;
  if (!env.GetFileSize(path.string(), &size).ok()) return true;
  if (!env.NewRandomAccessFile(path.string(), &opened).ok()) return true;
  const std::unique_ptr<leveldb::RandomAccessFile> file{opened};
  return !read_all(*file, size, env).ok();
}

/// LevelDB does not say in which table a checksum failed.
std::optional<Path> damaged_table(const Path& folder, leveldb::Env& env) {
  std::vector<std::string> names;
  if (!env.GetChildren(folder.string(), &names).ok()) return std::nullopt;
  std::sort(names.begin(), names.end());
  for (const auto& name : names) {
    const Path path = folder / name;
    if (path.extension() == ".ldb" && is_damaged_table(path, env)) return path;
  }
  return std::nullopt;
}

std::string damaged_part(const Path& folder, leveldb::Env& env) {
  if (const auto table = damaged_table(folder, env)) return table->string();
  return "the log, MANIFEST or CURRENT file in " + folder.string();
}

Error in_use(const Path& folder) {
  return {ErrorKind::InUse, "another node uses this base path (" + folder.string() +
                                "); stop it or choose another --base-path"};
}

Error corrupt(const leveldb::Status& status, const Path& folder, leveldb::Env& env) {
  return {ErrorKind::Corrupt, "the database is damaged in " + damaged_part(folder, env) + " (" +
                                  status.ToString() +
                                  "); check the disk, then restore a backup of " + folder.string() +
                                  " or delete it and let the node fetch the chain again"};
}

Error io(const leveldb::Status& status, const Path& folder) {
  return {ErrorKind::Io,
          "the database in " + folder.string() + " cannot be read or written (" +
              status.ToString() +
              "); check free space, permissions and the disk, then start the node again"};
}

}  // namespace

Error leveldb_error(const leveldb::Status& status, const Path& folder, leveldb::Env& env) {
  DESCENT_ASSERT(!status.ok());
  if (is_lock(status)) return in_use(folder);
  const bool damaged = status.IsCorruption() || status.IsInvalidArgument();
  return damaged ? corrupt(status, folder, env) : io(status, folder);
}

}  // namespace descent::store
