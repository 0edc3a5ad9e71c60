#pragma once
#include <filesystem>
#include <optional>

#include "runtime/scale/expected.hpp"

namespace descent::service {

/// The folder of a node's database. A throw-away one goes with the node.
class BasePath {
 public:
  /// path  nullopt: a new folder under the system's temporary one
  /// errors  a sentence for the operator
  static Expected<BasePath, std::string> open(const std::optional<std::filesystem::path>& path);
  BasePath(BasePath&& other) noexcept;
  BasePath& operator=(BasePath&&) = delete;
  ~BasePath();

  std::filesystem::path database(std::string_view chain_id) const;
  /// Where the node's session keys are.
  std::filesystem::path keystore(std::string_view chain_id) const;
  /// Where the states of signing are: apart from the database, which may be restored from a copy.
  std::filesystem::path signing(std::string_view chain_id) const;
  /// Where the node's own key and the addresses of others are.
  std::filesystem::path network(std::string_view chain_id) const;
  bool is_temporary() const { return temporary_; }

 private:
  BasePath(std::filesystem::path path, bool temporary)
      : path_{std::move(path)}, temporary_{temporary} {}

  std::filesystem::path path_;
  bool temporary_;
};

}  // namespace descent::service
