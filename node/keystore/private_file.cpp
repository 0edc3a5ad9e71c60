#include "node/keystore/private_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>

namespace descent::keystore {
namespace {

namespace fs = std::filesystem;

Error io(std::string_view what, const fs::path& path) {
  return {ErrorKind::Io, "cannot " + std::string{what} + " " + path.string() + ": " +
                             std::strerror(errno) + "; look at its folder's owner and space"};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_{number} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  explicit operator bool() const { return number_ >= 0; }
  operator int() const { return number_; }

 private:
  int number_;
};

/// Bytes read, 0 at the end, below 0 on failure.
ssize_t read_some(int file, char* out, std::size_t size) {
  ssize_t got;
  do got = ::read(file, out, size);
  while (got < 0 && errno == EINTR);
  return got;
}

bool write_all(int file, std::string_view text) {
  while (!text.empty()) {
    const ssize_t put = ::write(file, text.data(), text.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    text.remove_prefix(static_cast<std::size_t>(put));
  }
  return ::fsync(file) == 0;
}

bool sync_folder(const fs::path& folder) {
  const Descriptor opened{::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC)};
  return opened && ::fsync(opened) == 0;
}

/// Gives the file its name. `link` fails if the name is taken, and no other process comes between.
int publish(const fs::path& temporary, const fs::path& path, bool replace) {
  if (replace) return ::rename(temporary.c_str(), path.c_str());
  const int status = ::link(temporary.c_str(), path.c_str());
  const int why = errno;
  ::unlink(temporary.c_str());
  errno = why;
  return status;
}

}  // namespace

Kept<crypto::SecretText> read_private(const fs::path& path, std::size_t bytes_max) {
  const Descriptor file{::open(path.c_str(), O_RDONLY | O_CLOEXEC)};
  if (!file && errno == ENOENT)
    return Error{ErrorKind::NotFound, "there is no file " + path.string() + "; check the path"};
  if (!file) return io("read", path);
  // One more than allowed, so that too many are noticed; never grown, so that no copy is left.
  crypto::SecretText out{std::string(bytes_max + 1, '\0')};
  std::size_t size = 0;
  while (size < out->size()) {
    const ssize_t got = read_some(file, out->data() + size, out->size() - size);
    if (got < 0) return io("read", path);
    if (got == 0) break;
    size += static_cast<std::size_t>(got);
  }
  if (size > bytes_max)
    return Error{ErrorKind::TooLarge, path.string() + " has more than " +
                                          std::to_string(bytes_max) +
                                          " bytes; is it the right file?"};
  out->resize(size);
  return out;
}

Kept<> write_private(const fs::path& path, std::string_view text, bool replace) {
  const fs::path folder = path.has_parent_path() ? path.parent_path() : fs::path{"."};
  std::string temporary = (folder / ("." + path.filename().string() + "-XXXXXX")).string();
  {
    const Descriptor file{::mkostemp(temporary.data(), O_CLOEXEC)};  // of mode 0600
    if (!file) return io("write", path);
    if (!write_all(file, text)) {
      const Error failed = io("write", path);
      ::unlink(temporary.c_str());
      return failed;
    }
  }
  if (publish(temporary, path, replace) != 0) {
    if (errno == EEXIST)
      return Error{ErrorKind::Exists,
                   path.string() +
                       " is there already and is not overwritten; take another name, "
                       "or --force"};
    const Error failed = io("write", path);
    ::unlink(temporary.c_str());
    return failed;
  }
  if (!sync_folder(folder)) return io("write", folder);
  return {};
}

Kept<> make_private_folder(const fs::path& path) {
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  if (::mkdir(path.c_str(), 0700) == 0) return {};
  if (errno != EEXIST) return io("make the folder", path);
  struct stat about {};
  if (::stat(path.c_str(), &about) != 0 || !S_ISDIR(about.st_mode))
    return Error{ErrorKind::Io, path.string() +
                                    " is no folder; choose another with "
                                    "--keystore-path"};
  if ((about.st_mode & 077) != 0)
    return Error{ErrorKind::Io, "others may look into " + path.string() +
                                    "; close it to them (chmod 700), or choose another folder "
                                    "with --keystore-path"};
  return {};
}

}  // namespace descent::keystore
