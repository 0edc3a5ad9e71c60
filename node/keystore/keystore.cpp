#include "node/keystore/keystore.hpp"

#include <algorithm>
#include <cstdlib>

#include "node/keystore/private_file.hpp"

namespace descent::keystore {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kEnding = ".json";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

Error bad_name(std::string_view name) {
  return {ErrorKind::BadName, "'" + std::string{name} +
                                  "' cannot name a key: take a letter, then up to 31 letters, "
                                  "digits, - or _, and no development account's name"};
}

fs::path from_environment(const char* variable) {
  const char* value = std::getenv(variable);
  return value == nullptr ? fs::path{} : fs::path{value};
}

}  // namespace

bool is_key_name(std::string_view text) {
  static constexpr auto taken = crypto::dev_accounts();
  if (text.empty() || text.size() > kNameLengthMax || !is_letter(text.front())) return false;
  const auto fits = [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; };
  return std::ranges::all_of(text, fits) && std::ranges::find(taken, text) == taken.end();
}

fs::path default_folder() {
  // A relative path is to be ignored, says the XDG.
  if (const fs::path data = from_environment("XDG_DATA_HOME"); data.is_absolute())
    return data / "descent" / "keystore";
  const fs::path home = from_environment("HOME");
  return home.empty() ? home : home / ".local" / "share" / "descent" / "keystore";
}

fs::path Keystore::path_of(std::string_view name) const {
  return folder_ / (std::string{name} + std::string{kEnding});
}

bool Keystore::contains(std::string_view name) const {
  std::error_code error;
  return is_key_name(name) && fs::exists(path_of(name), error);
}

Kept<std::vector<Keystore::Entry>> Keystore::list() const {
  std::vector<Entry> out;
  std::error_code error;
  if (!fs::exists(folder_, error)) return out;
  for (auto it = fs::directory_iterator{folder_, error}; !error && it != fs::directory_iterator{};
       it.increment(error)) {
    const fs::path& path = it->path();
    const std::string name = path.stem().string();
    std::error_code ignored;
    if (path.extension() == kEnding && is_key_name(name) && it->is_regular_file(ignored))
      out.push_back({name, load(name)});
  }
  if (error)
    return Error{ErrorKind::Io, "cannot read the folder " + folder_.string() + ": " +
                                    error.message() + "; choose another with --keystore-path"};
  std::ranges::sort(out, {}, &Entry::name);
  return out;
}

Kept<KeyFile> Keystore::load(std::string_view name) const {
  if (!is_key_name(name)) return bad_name(name);
  const auto text = read_private(path_of(name), kKeyFileBytesMax);
  if (!text && text.error().kind == ErrorKind::NotFound)
    return Error{ErrorKind::NotFound, "there is no key '" + std::string{name} + "' in " +
                                          folder_.string() + "; `descent key list` shows them"};
  if (!text) return text.error();
  auto file = parse_key_file(**text);
  if (!file) return Error{file.error().kind, std::string{name} + ": " + file.error().text};
  return file;
}

Kept<> Keystore::save(std::string_view name, const KeyFile& file, bool replace) const {
  if (!is_key_name(name)) return bad_name(name);
  DESCENT_TRY(make_private_folder(folder_));
  return write_private(path_of(name), to_text(file), replace);
}

}  // namespace descent::keystore
