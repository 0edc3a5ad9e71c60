#pragma once
// A folder of key files, each under a name its owner gave.
#include <filesystem>
#include <vector>

#include "node/keystore/key_file.hpp"

namespace descent::keystore {

inline constexpr std::size_t kNameLengthMax = 32;

/// Letters, digits, '-' and '_', a letter first, 1 to 32 of them: never an address, a seed, a
/// phrase or a path. Names of development accounts ("Alice") are taken.
bool is_key_name(std::string_view text);

/// $XDG_DATA_HOME/descent/keystore, or below ~/.local/share; what the XDG says. Empty if the
/// environment names neither.
std::filesystem::path default_folder();

class Keystore {
 public:
  /// The folder is made when the first key is saved.
  explicit Keystore(std::filesystem::path folder) : folder_{std::move(folder)} {}

  const std::filesystem::path& folder() const { return folder_; }
  std::filesystem::path path_of(std::string_view name) const;
  /// False for what is no name.
  bool contains(std::string_view name) const;

  struct Entry {
    std::string name;
    Kept<KeyFile> file;  ///< a damaged file does not hide the others
  };
  /// By name.
  /// errors  Io
  Kept<std::vector<Entry>> list() const;

  /// errors  BadName, NotFound; as `read_private` and `parse_key_file`, with the file's name
  Kept<KeyFile> load(std::string_view name) const;

  /// errors  BadName; Exists unless `replace`; Io
  Kept<> save(std::string_view name, const KeyFile& file, bool replace) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace descent::keystore
