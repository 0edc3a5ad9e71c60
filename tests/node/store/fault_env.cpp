#include "tests/node/store/fault_env.hpp"

#include <algorithm>

namespace descent::store {
namespace {

using leveldb::Slice;
using leveldb::Status;

class ReadFile : public leveldb::SequentialFile, public leveldb::RandomAccessFile {
 public:
  explicit ReadFile(std::shared_ptr<const std::string> content) : content_{std::move(content)} {}

  Status Read(std::size_t n, Slice* result, char*) override {
    *result = part(at_, n);
    at_ += result->size();
    return {};
  }
  Status Skip(std::uint64_t n) override {
    at_ = std::min(content_->size(), at_ + n);
    return {};
  }
  Status Read(std::uint64_t offset, std::size_t n, Slice* result, char*) const override {
    *result = part(offset, n);
    return {};
  }

 private:
  Slice part(std::size_t offset, std::size_t n) const {
    const auto from = std::min(offset, content_->size());
    return {content_->data() + from, std::min(n, content_->size() - from)};
  }

  const std::shared_ptr<const std::string> content_;
  std::size_t at_ = 0;
};

class NamedLock : public leveldb::FileLock {
 public:
  explicit NamedLock(std::string name_) : name{std::move(name_)} {}
  const std::string name;
};

class SilentLogger : public leveldb::Logger {
 public:
  void Logv(const char*, std::va_list) override {}
};

Status missing(const std::string& name) { return Status::NotFound(name, "No such file"); }

}  // namespace

class RecordedFile : public leveldb::WritableFile {
 public:
  RecordedFile(FaultEnv& env, std::size_t file) : env_{env}, file_{file} {}
  Status Append(const Slice& data) override { return env_.append(file_, data); }
  Status Close() override { return {}; }
  Status Flush() override { return {}; }
  Status Sync() override { return env_.sync(file_); }

 private:
  FaultEnv& env_;
  const std::size_t file_;
};

// ---- FaultEnv -----------------------------------------------------------------------------------

FaultEnv::FaultEnv(const Files& files) : EnvWrapper{leveldb::Env::Default()} {
  for (const auto& [name, content] : files) {
    directory_[name] = contents_.size();
    contents_.push_back(content);
  }
}

std::vector<Operation> FaultEnv::operations() const {
  const std::lock_guard lock{mutex_};
  return operations_;
}

std::size_t FaultEnv::now() const {
  const std::lock_guard lock{mutex_};
  return operations_.size();
}

Files FaultEnv::files() const {
  const std::lock_guard lock{mutex_};
  Files out;
  for (const auto& [name, file] : directory_) out[name] = contents_[file];
  return out;
}

void FaultEnv::set_full(bool full) {
  const std::lock_guard lock{mutex_};
  full_ = full;
}

FaultEnv::Content FaultEnv::content_of(const std::string& name) const {
  const std::lock_guard lock{mutex_};
  const auto at = directory_.find(name);
  return at == directory_.end() ? nullptr : std::make_shared<std::string>(contents_[at->second]);
}

Status FaultEnv::NewSequentialFile(const std::string& name, leveldb::SequentialFile** out) {
  const auto content = content_of(name);
  *out = content ? new ReadFile{content} : nullptr;
  return content ? Status{} : missing(name);
}

Status FaultEnv::NewRandomAccessFile(const std::string& name, leveldb::RandomAccessFile** out) {
  const auto content = content_of(name);
  *out = content ? new ReadFile{content} : nullptr;
  return content ? Status{} : missing(name);
}

Status FaultEnv::NewWritableFile(const std::string& name, leveldb::WritableFile** out) {
  const std::lock_guard lock{mutex_};
  const auto file = contents_.size();
  contents_.emplace_back();
  directory_[name] = file;
  operations_.push_back({Operation::Kind::Create, file, name, {}});
  *out = new RecordedFile{*this, file};
  return {};
}

Status FaultEnv::NewAppendableFile(const std::string& name, leveldb::WritableFile**) {
  return Status::NotSupported(name, "appending to an existing file is not recorded");
}

bool FaultEnv::FileExists(const std::string& name) {
  const std::lock_guard lock{mutex_};
  return directory_.contains(name);
}

Status FaultEnv::GetChildren(const std::string& folder, std::vector<std::string>* out) {
  const std::lock_guard lock{mutex_};
  const std::string prefix = folder + "/";
  out->clear();
  for (const auto& [name, file] : directory_)
    if (name.starts_with(prefix)) out->push_back(name.substr(prefix.size()));
  return {};
}

Status FaultEnv::RemoveFile(const std::string& name) {
  const std::lock_guard lock{mutex_};
  if (directory_.erase(name) == 0) return missing(name);
  operations_.push_back({Operation::Kind::Remove, 0, name, {}});
  return {};
}

Status FaultEnv::GetFileSize(const std::string& name, std::uint64_t* out) {
  const auto content = content_of(name);
  *out = content ? content->size() : 0;
  return content ? Status{} : missing(name);
}

Status FaultEnv::RenameFile(const std::string& from, const std::string& to) {
  const std::lock_guard lock{mutex_};
  const auto at = directory_.find(from);
  if (at == directory_.end()) return missing(from);
  const auto file = at->second;
  directory_.erase(at);
  directory_[to] = file;
  operations_.push_back({Operation::Kind::Rename, 0, from, to});
  return {};
}

Status FaultEnv::LockFile(const std::string& name, leveldb::FileLock** out) {
  const std::lock_guard lock{mutex_};
  *out = nullptr;
  if (!locked_.insert(name).second)
    return Status::IOError("lock " + name, "already held by process");
  *out = new NamedLock{name};
  return {};
}

Status FaultEnv::UnlockFile(leveldb::FileLock* held) {
  const std::unique_ptr<NamedLock> named{static_cast<NamedLock*>(held)};
  const std::lock_guard lock{mutex_};
  locked_.erase(named->name);
  return {};
}

Status FaultEnv::NewLogger(const std::string&, leveldb::Logger** out) {
  *out = new SilentLogger;
  return {};
}

Status FaultEnv::append(std::size_t file, const Slice& data) {
  const std::lock_guard lock{mutex_};
  if (full_) return Status::IOError("append", "No space left on device");
  contents_[file].append(data.data(), data.size());
  operations_.push_back({Operation::Kind::Append, file, {}, data.ToString()});
  return {};
}

Status FaultEnv::sync(std::size_t file) {
  const std::lock_guard lock{mutex_};
  if (full_) return Status::IOError("sync", "No space left on device");
  operations_.push_back({Operation::Kind::Sync, file, {}, {}});
  return {};
}

// ---- PowerLoss ----------------------------------------------------------------------------------

void PowerLoss::change(Directory& directory, const Operation& operation) {
  switch (operation.kind) {
    case Operation::Kind::Create: directory[operation.name] = operation.file; break;
    case Operation::Kind::Rename:
      directory[operation.data] = directory.at(operation.name);
      directory.erase(operation.name);
      break;
    case Operation::Kind::Remove: directory.erase(operation.name); break;
    case Operation::Kind::Append:
    case Operation::Kind::Sync: break;
  }
}

void PowerLoss::apply(const Operation& operation) {
  switch (operation.kind) {
    case Operation::Kind::Create:
      files_.resize(std::max(files_.size(), operation.file + 1));
      [[fallthrough]];
    case Operation::Kind::Rename:
    case Operation::Kind::Remove: pending_.push_back(operation); break;
    case Operation::Kind::Append: files_[operation.file].content += operation.data; break;
    case Operation::Kind::Sync:
      files_[operation.file].synced = files_[operation.file].content.size();
      for (const auto& earlier : pending_) change(durable_, earlier);
      pending_.clear();
      break;
  }
}

Files PowerLoss::dropped() const {
  Files out;
  for (const auto& [name, file] : durable_)
    out[name] = files_[file].content.substr(0, files_[file].synced);
  return out;
}

Files PowerLoss::torn(std::mt19937_64& random) const {
  const auto up_to = [&](std::size_t most) { return random() % (most + 1); };
  Directory names = durable_;
  const auto kept = up_to(pending_.size());
  for (std::size_t i = 0; i < kept; ++i) change(names, pending_[i]);
  Files out;
  for (const auto& [name, at] : names) {
    const auto& [content, synced] = files_[at];
    out[name] = content.substr(0, synced + up_to(content.size() - synced));
  }
  return out;
}

}  // namespace descent::store
