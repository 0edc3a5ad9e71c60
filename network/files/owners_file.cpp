#include "network/files/owners_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

#include "network/files/descriptor.hpp"

namespace descent::network {
namespace {

namespace fs = std::filesystem;

std::string cannot(std::string_view what, const fs::path& path) {
  return "cannot " + std::string{what} + " " + path.string() + ": " + std::strerror(errno);
}

/// A file that goes with this object, unless it was renamed.
struct Temporary {
  std::string name;
  ~Temporary() { ::unlink(name.c_str()); }
};

bool write_all(int file, View content) {
  while (!content.empty()) {
    const ssize_t put = ::write(file, content.data(), content.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    content = content.subspan(static_cast<std::size_t>(put));
  }
  return ::fsync(file) == 0;
}

fs::path folder_of(const fs::path& path) {
  return path.has_parent_path() ? path.parent_path() : fs::path{"."};
}

Expected<void, std::string> sync_folder(const fs::path& folder) {
  const Descriptor opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  if (!opened || ::fsync(opened.get()) != 0) return cannot("sync", folder);
  return {};
}

/// Writes the content under another name first, and then calls `publish` with that name.
/// returns  whether that succeeded, or failed for the name being taken
template <class Publish>
Expected<bool, std::string> write(const fs::path& path, View content, Publish publish) {
  const fs::path folder = folder_of(path);
  Temporary fresh{(folder / ("." + path.filename().string() + "-XXXXXX")).string()};
  const Descriptor file{::mkostemp(fresh.name.data(), O_CLOEXEC)};  // of mode 0600
  if (!file || !write_all(file.get(), content)) return cannot("write", path);
  if (publish(fresh.name.c_str()) != 0) {
    if (errno == EEXIST) return false;
    return cannot("make", path);
  }
  DESCENT_TRY(sync_folder(folder));
  return true;
}

}  // namespace

Expected<std::optional<crypto::SecretBytes>, FileError> read_owners(const fs::path& path,
                                                                    std::size_t bytes_max) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file && errno == ENOENT) return std::optional<crypto::SecretBytes>{};
  if (!file) return FileError{false, cannot("open", path)};
  // One more than allowed, so that too many are noticed; never grown, so that no copy is left.
  crypto::SecretBytes out{Bytes(bytes_max + 1)};
  std::size_t size = 0;
  while (size < out->size()) {
    const ssize_t got = ::read(file.get(), out->data() + size, out->size() - size);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return FileError{false, cannot("read", path)};
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > bytes_max)
    return FileError{true, path.string() + " has more than " + std::to_string(bytes_max) +
                               " bytes; is it the right file?"};
  out->resize(size);
  return std::optional{std::move(out)};
}

void make_folders_of(const fs::path& path) {
  std::error_code ignored;  // whoever writes the file finds out
  fs::create_directories(folder_of(path), ignored);
}

bool is_open_to_others(const fs::path& path) {
  struct stat about {};
  return ::stat(path.c_str(), &about) == 0 && (about.st_mode & 077) != 0;
}

Expected<void, std::string> replace_owners(const fs::path& path, View content) {
  DESCENT_TRY(
      write(path, content, [&](const char* fresh) { return ::rename(fresh, path.c_str()); }));
  return {};
}

Expected<bool, std::string> make_owners(const fs::path& path, View content) {
  return write(path, content, [&](const char* fresh) { return ::link(fresh, path.c_str()); });
}

}  // namespace descent::network
