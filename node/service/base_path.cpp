#include "node/service/base_path.hpp"

#include <cstdlib>
#include <string>

namespace descent::service {

Expected<BasePath, std::string> BasePath::open(const std::optional<std::filesystem::path>& path) {
  std::error_code error;
  if (path) {
    std::filesystem::create_directories(*path, error);
    if (error) {
      return "cannot use the base path " + path->string() + ": " + error.message() +
             "; choose another with --base-path";
    }
    return BasePath{*path, false};
  }
  std::string name = (std::filesystem::temp_directory_path(error) / "descent-XXXXXX").string();
  if (error || mkdtemp(name.data()) == nullptr) {
    return std::string{"cannot make a temporary folder; give one with --base-path"};
  }
  return BasePath{name, true};
}

BasePath::BasePath(BasePath&& other) noexcept
    : path_{std::move(other.path_)}, temporary_{std::exchange(other.temporary_, false)} {}

BasePath::~BasePath() {
  std::error_code ignored;  // a folder left behind is no reason to fail a clean shutdown
  if (temporary_) std::filesystem::remove_all(path_, ignored);
}

std::filesystem::path BasePath::database(std::string_view chain_id) const {
  return path_ / "chains" / chain_id / "db";
}

std::filesystem::path BasePath::signing(std::string_view chain_id) const {
  return path_ / "chains" / chain_id / "signing";
}

std::filesystem::path BasePath::network(std::string_view chain_id) const {
  return path_ / "chains" / chain_id / "network";
}

std::filesystem::path BasePath::keystore(std::string_view chain_id) const {
  return path_ / "chains" / chain_id / "keystore";
}

}  // namespace descent::service
