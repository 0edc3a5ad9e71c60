#include "node/store/leveldb_store.hpp"

#include <leveldb/cache.h>
#include <leveldb/db.h>
#include <leveldb/env.h>
#include <leveldb/filter_policy.h>
#include <leveldb/write_batch.h>

#include "node/store/leveldb_error.hpp"

namespace descent::store {
namespace {

constexpr int kBloomBitsPerKey = 10;  // one lookup of an absent key in a hundred reads a table

leveldb::Slice slice(View bytes) {
  return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

View view(const leveldb::Slice& bytes) { return as_view({bytes.data(), bytes.size()}); }

leveldb::ReadOptions reading() {
  leveldb::ReadOptions options;
  options.verify_checksums = true;
  return options;
}

leveldb::WriteBatch leveldb_batch(const Batch& batch) {
  leveldb::WriteBatch out;
  for (const auto& [key, value] : batch) {
    if (value) {
      out.Put(slice(key), slice(*value));
    } else {
      out.Delete(slice(key));
    }
  }
  return out;
}

class LevelDbCursor : public Cursor {
 public:
  LevelDbCursor(std::unique_ptr<leveldb::Iterator> at, std::filesystem::path folder,
                leveldb::Env& env)
      : at_{std::move(at)}, folder_{std::move(folder)}, env_{env} {}

  bool valid() const override { return at_->Valid(); }
  View key() const override { return view(at_->key()); }
  View value() const override { return view(at_->value()); }
  void next() override { at_->Next(); }
  std::optional<Error> error() const override {
    if (at_->status().ok()) return std::nullopt;
    return leveldb_error(at_->status(), folder_, env_);
  }

 private:
  const std::unique_ptr<leveldb::Iterator> at_;
  const std::filesystem::path folder_;
  leveldb::Env& env_;
};

/// LevelDB makes the last folder only. With an `Env` of its own the caller has made the folders.
Stored<> make_folders(const std::filesystem::path& folder) {
  std::error_code failure;
  std::filesystem::create_directories(folder, failure);
  if (!failure) return {};
  return Error{ErrorKind::Io, "cannot create " + folder.string() + " (" + failure.message() +
                                  "); choose another --base-path or change its permissions"};
}

/// LevelDB takes a folder without CURRENT for a new database, and deletes what else is in it.
Stored<> check_complete(const std::filesystem::path& folder, leveldb::Env& env) {
  std::vector<std::string> names;
  if (env.FileExists((folder / "CURRENT").string())) return {};
  if (!env.GetChildren(folder.string(), &names).ok()) return {};
  for (const std::filesystem::path name : names) {
    if (name.extension() != ".ldb" && name.extension() != ".log") continue;
    return Error{ErrorKind::Corrupt,
                 "the database has lost its file " + (folder / "CURRENT").string() +
                     "; restore it from a backup, or delete the folder and let the node fetch "
                     "the chain again"};
  }
  return {};
}

}  // namespace

LevelDbStore::LevelDbStore(std::filesystem::path folder, const Options& options)
    : folder_{std::move(folder)},
      env_{options.env != nullptr ? options.env : leveldb::Env::Default()},
      filter_{leveldb::NewBloomFilterPolicy(kBloomBitsPerKey)},
      cache_{leveldb::NewLRUCache(options.cache_bytes)} {}

LevelDbStore::~LevelDbStore() = default;

Stored<std::unique_ptr<LevelDbStore>> LevelDbStore::open(const std::filesystem::path& folder,
                                                         const Options& options) {
  if (options.env == nullptr) DESCENT_TRY(make_folders(folder));
  std::unique_ptr<LevelDbStore> store{new LevelDbStore{folder, options}};
  DESCENT_TRY(check_complete(folder, *store->env_));
  DESCENT_TRY(store->open_database(options));
  return store;
}

Stored<> LevelDbStore::open_database(const Options& options) {
  leveldb::Options opening;
  opening.create_if_missing = true;
  opening.paranoid_checks = true;
  opening.env = env_;
  opening.write_buffer_size = options.write_buffer_bytes;
  opening.block_cache = cache_.get();
  opening.filter_policy = filter_.get();
  leveldb::DB* database = nullptr;
  const auto status = leveldb::DB::Open(opening, folder_.string(), &database);
  database_.reset(database);
  if (!status.ok()) return error_of(status);
  return {};
}

Error LevelDbStore::error_of(const leveldb::Status& status) const {
  return leveldb_error(status, folder_, *env_);
}

Stored<std::optional<Bytes>> LevelDbStore::get(View key) const {
  std::string value;
  const auto status = database_->Get(reading(), slice(key), &value);
  if (status.IsNotFound()) return std::optional<Bytes>{};
  if (!status.ok()) return error_of(status);
  return std::optional<Bytes>{std::in_place, value.begin(), value.end()};
}

Stored<> LevelDbStore::write(const Batch& batch, Sync sync) {
  if (write_failure_) return *write_failure_;
  leveldb::WriteOptions writing;
  writing.sync = sync == Sync::Yes;
  auto writes = leveldb_batch(batch);
  const auto status = database_->Write(writing, &writes);
  if (status.ok()) return {};
  write_failure_ = error_of(status);
  return *write_failure_;
}

std::unique_ptr<Cursor> LevelDbStore::seek(View from) const {
  std::unique_ptr<leveldb::Iterator> at{database_->NewIterator(reading())};
  at->Seek(slice(from));
  return std::make_unique<LevelDbCursor>(std::move(at), folder_, *env_);
}

}  // namespace descent::store
