#include "node/service/lock_file.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace descent::service {

Expected<int, std::string> lock_file(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
  if (fd < 0) return "cannot open " + path.string() + ": " + std::strerror(errno);
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
  const int why = errno;
  ::close(fd);
  if (why == EWOULDBLOCK) return path.string() + " is held by another process";
  return "cannot lock " + path.string() + ": " + std::strerror(why);
}

}  // namespace descent::service
