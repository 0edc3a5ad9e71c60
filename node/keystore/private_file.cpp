#include "node/keystore/private_file.hpp"

#include <sys/stat.h>

#include <cerrno>
#include <cstring>

#include "network/files/owners_file.hpp"

namespace descent::keystore {
namespace {

namespace fs = std::filesystem;

Error io(const std::string& cause) {
  return {ErrorKind::Io, cause + "; look at its folder's owner and space"};
}

}  // namespace

Kept<crypto::SecretText> read_private(const fs::path& path, std::size_t bytes_max) {
  const auto content = network::read_owners(path, bytes_max);
  if (!content && content.error().too_large)
    return Error{ErrorKind::TooLarge, content.error().text};
  if (!content) return io(content.error().text);
  if (!*content)
    return Error{ErrorKind::NotFound, "there is no file " + path.string() + "; check the path"};
  return crypto::SecretText{std::string{as_text(***content)}};
}

Kept<> write_private(const fs::path& path, std::string_view text, bool replace) {
  if (path.has_parent_path() && !fs::exists(path.parent_path()))
    return Error{ErrorKind::Io, "there is no folder " + path.parent_path().string() +
                                    "; make it, or check the path"};
  if (replace) {
    const auto done = network::replace_owners(path, as_view(text));
    if (!done) return io(done.error());
    return {};
  }
  const auto made = network::make_owners(path, as_view(text));
  if (!made) return io(made.error());
  if (!*made)
    return Error{ErrorKind::Exists, path.string() +
                                        " is there already and is not overwritten; take another "
                                        "name, or --force"};
  return {};
}

Kept<> make_private_folder(const fs::path& path) {
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  if (::mkdir(path.c_str(), 0700) == 0) return {};
  if (errno != EEXIST)
    return io("cannot make the folder " + path.string() + ": " + std::strerror(errno));
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
