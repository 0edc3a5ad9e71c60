#pragma once
/// # FaultEnv
/// A disk in memory for LevelDB that records every operation on it, and what is left of it if the
/// power goes at any of them.
///
/// Model: a journaling file system. A sync of a file makes its content durable, and with it every
/// creation, renaming and removal that came before. Nothing else is durable.
#include <leveldb/env.h>

#include <map>
#include <memory>
#include <mutex>
#include <random>
#include <set>
#include <string>
#include <vector>

namespace descent::store {

/// File contents by full path.
using Files = std::map<std::string, std::string>;

/// One operation on the disk. Files are numbered as they are created: a name may change.
struct Operation {
  enum class Kind { Create, Append, Sync, Rename, Remove } kind{};
  std::size_t file{};  ///< of Create, Append, Sync
  std::string name;    ///< of Create, Rename, Remove
  std::string data;    ///< of Append: the bytes; of Rename: the new name
};

class FaultEnv : public leveldb::EnvWrapper {
 public:
  explicit FaultEnv(const Files& files = {});

  std::vector<Operation> operations() const;
  /// The number of operations so far.
  std::size_t now() const;
  Files files() const;
  /// From now on appends fail as on a full disk, or no longer do.
  void set_full(bool full);

  leveldb::Status NewSequentialFile(const std::string&, leveldb::SequentialFile**) override;
  leveldb::Status NewRandomAccessFile(const std::string&, leveldb::RandomAccessFile**) override;
  leveldb::Status NewWritableFile(const std::string&, leveldb::WritableFile**) override;
  leveldb::Status NewAppendableFile(const std::string&, leveldb::WritableFile**) override;
  bool FileExists(const std::string&) override;
  leveldb::Status GetChildren(const std::string&, std::vector<std::string>*) override;
  leveldb::Status RemoveFile(const std::string&) override;
  leveldb::Status CreateDir(const std::string&) override { return {}; }
  leveldb::Status RemoveDir(const std::string&) override { return {}; }
  leveldb::Status GetFileSize(const std::string&, std::uint64_t*) override;
  leveldb::Status RenameFile(const std::string&, const std::string&) override;
  leveldb::Status LockFile(const std::string&, leveldb::FileLock**) override;
  leveldb::Status UnlockFile(leveldb::FileLock*) override;
  leveldb::Status NewLogger(const std::string&, leveldb::Logger**) override;

 private:
  friend class RecordedFile;
  using Content = std::shared_ptr<const std::string>;

  leveldb::Status append(std::size_t file, const leveldb::Slice& data);
  leveldb::Status sync(std::size_t file);
  Content content_of(const std::string& name) const;

  mutable std::mutex mutex_;  // guards what follows
  std::vector<std::string> contents_;
  std::map<std::string, std::size_t> directory_;
  std::set<std::string> locked_;
  std::vector<Operation> operations_;
  bool full_ = false;
};

/// Replays operations and says what a power loss would leave.
class PowerLoss {
 public:
  void apply(const Operation& operation);

  /// Everything that was not synced is gone.
  Files dropped() const;
  /// Of each file some of the unsynced end is there, torn at a random byte; of what happened to
  /// names since the last sync, some first part.
  Files torn(std::mt19937_64& random) const;

 private:
  struct File {
    std::string content;
    std::size_t synced = 0;
  };
  using Directory = std::map<std::string, std::size_t>;

  static void change(Directory& directory, const Operation& operation);

  std::vector<File> files_;
  Directory durable_;
  std::vector<Operation> pending_;  // on names, since the last sync
};

}  // namespace descent::store
