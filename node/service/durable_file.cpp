#include "node/service/durable_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace descent::service {
namespace {

/// A descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_{fd} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  int get() const { return fd_; }
  int release() { return std::exchange(fd_, -1); }

 private:
  int fd_;
};

std::string failure(std::string_view what, const std::filesystem::path& path) {
  return "cannot " + std::string{what} + " " + path.string() + ": " + std::strerror(errno);
}

bool write_all(int fd, View content) {
  while (!content.empty()) {
    const ssize_t written = ::write(fd, content.data(), content.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    content = content.subspan(static_cast<std::size_t>(written));
  }
  return true;
}

Expected<void, std::string> sync_folder(const std::filesystem::path& folder) {
  const Descriptor fd{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (fd.get() < 0 || ::fsync(fd.get()) != 0) return failure("sync", folder);
  return {};
}

}  // namespace

Expected<void, std::string> write_durably(const std::filesystem::path& path, View content) {
  const std::filesystem::path fresh = path.string() + ".new";
  {
    const Descriptor fd{
        ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR)};
    if (fd.get() < 0) return failure("make", fresh);
    if (!write_all(fd.get(), content) || ::fsync(fd.get()) != 0) return failure("write", fresh);
  }
  if (::rename(fresh.c_str(), path.c_str()) != 0) return failure("replace", path);
  return sync_folder(path.parent_path());
}

Expected<std::optional<Bytes>, std::string> read_small(const std::filesystem::path& path,
                                                       std::size_t bytes_max) {
  const Descriptor fd{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (fd.get() < 0 && errno == ENOENT) return std::optional<Bytes>{};
  if (fd.get() < 0) return failure("open", path);
  Bytes out(bytes_max + 1);
  std::size_t have = 0;
  while (have < out.size()) {
    const ssize_t got = ::read(fd.get(), out.data() + have, out.size() - have);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return failure("read", path);
    if (got == 0) break;
    have += static_cast<std::size_t>(got);
  }
  if (have > bytes_max) return path.string() + " is larger than such a file can be";
  out.resize(have);
  return std::optional{std::move(out)};
}

Expected<int, std::string> lock_file(const std::filesystem::path& path) {
  Descriptor fd{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)};
  if (fd.get() < 0) return failure("open", path);
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) return path.string() + " is held by another process";
    return failure("lock", path);
  }
  return fd.release();
}

}  // namespace descent::service
