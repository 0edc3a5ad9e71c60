#include "node/service/lock_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>

#include <cerrno>
#include <cstring>

namespace descent::service {

Expected<network::Descriptor, std::string> lock_file(const std::filesystem::path& path) {
  network::Descriptor file{::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR)};
  if (!file) return "cannot open " + path.string() + ": " + std::strerror(errno);
  if (::flock(file.get(), LOCK_EX | LOCK_NB) == 0) return file;
  if (errno == EWOULDBLOCK) return path.string() + " is held by another process";
  return "cannot lock " + path.string() + ": " + std::strerror(errno);
}

}  // namespace descent::service
