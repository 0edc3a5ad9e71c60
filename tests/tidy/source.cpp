#include "tests/tidy/source.hpp"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace descent::tidy {
namespace {

enum class In { Code, Line, Block, Text, Character, Raw };

bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Replaces what is not code by spaces; line ends stay, so that lines keep their numbers.
class Blanker {
 public:
  explicit Blanker(std::string_view text) : text_{text}, out_{text} {}

  std::string run() {
    for (at_ = 0; at_ < text_.size(); ++at_) state_ == In::Code ? enter() : pass();
    return out_;
  }

 private:
  bool sees(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  void blank(std::size_t n) {
    for (std::size_t i = at_; i < std::min(at_ + n, out_.size()); ++i)
      if (out_[i] != '\n') out_[i] = ' ';
  }

  void enter() {
    const char before = at_ == 0 ? ' ' : text_[at_ - 1];
    if (sees("//")) state_ = In::Line;
    if (sees("/*")) state_ = In::Block;
    if (sees("\"")) state_ = before == 'R' ? In::Raw : In::Text;
    if (sees("'") && !is_word(before)) state_ = In::Character;  // else it groups digits
    if (state_ == In::Raw) raw_end_ = ")" + std::string{raw_delimiter()} + "\"";
    if (state_ == In::Line || state_ == In::Block) blank(2);
    if (state_ == In::Block) ++at_;
  }

  std::string_view raw_delimiter() const {
    const auto open = text_.find('(', at_);
    return text_.substr(at_ + 1, open - at_ - 1);
  }

  void pass() {
    const char c = text_[at_];
    if (state_ == In::Line && c == '\n') return leave();
    if (state_ == In::Block && sees("*/")) return leave(2);
    if (state_ == In::Raw && sees(raw_end_)) return leave(raw_end_.size());
    if (state_ == In::Text && c == '"') return leave();
    if (state_ == In::Character && c == '\'') return leave();
    const bool escaped = c == '\\' && (state_ == In::Text || state_ == In::Character);
    blank(escaped ? 2 : 1);
    if (escaped) ++at_;
  }

  void leave(std::size_t n = 1) {
    if (n > 1) blank(n);
    at_ += n - 1;
    state_ = In::Code;
  }

  std::string_view text_;
  std::string out_;
  std::string raw_end_;
  std::size_t at_ = 0;
  In state_ = In::Code;
};

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> out;
  std::istringstream in{text};
  for (std::string line; std::getline(in, line);) out.push_back(line);
  return out;
}

/// An include names a file in quotes, which blanking would hide.
void restore_includes(Source& s) {
  for (std::size_t i = 0; i < s.lines.size(); ++i)
    if (s.code[i].starts_with("#include")) s.code[i] = s.lines[i].substr(0, s.lines[i].find("//"));
}

bool is_read(const std::filesystem::path& path) {
  const auto extension = path.extension();
  return extension == ".cpp" || extension == ".hpp" || extension == ".md" ||
         path.filename() == "CMakeLists.txt";
}

bool is_skipped(const std::filesystem::path& folder) {
  const auto name = folder.filename().string();
  return name.starts_with('.') || name.starts_with("build") || name == "node_modules";
}

}  // namespace

bool Source::is_in(std::string_view folder) const { return lies_in(path, folder); }

std::string to_string(const Problems& problems) {
  std::string out;
  for (const auto& p : problems)
    out += p.path + ":" + std::to_string(p.line) + ": " + p.reason + "\n";
  return out;
}

Source source(std::string path, std::string_view text) {
  Source out;
  out.path = std::move(path);
  out.lines = split(std::string{text});
  out.code = out.is_code() ? split(Blanker{text}.run()) : out.lines;
  if (out.is_code()) restore_includes(out);
  return out;
}

Tree read_tree(const std::filesystem::path& root) {
  Tree out;
  std::filesystem::recursive_directory_iterator walk{root};
  for (const auto& entry : walk) {
    if (entry.is_directory() && is_skipped(entry.path())) walk.disable_recursion_pending();
    if (!entry.is_regular_file() || !is_read(entry.path())) continue;
    std::ifstream file{entry.path()};
    std::stringstream text;
    text << file.rdbuf();
    out.push_back(source(entry.path().lexically_relative(root).generic_string(), text.str()));
  }
  std::ranges::sort(out, {}, &Source::path);
  return out;
}

bool lies_in(std::string_view path, std::string_view folder) {
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

bool is_pure(std::string_view path) {
  for (const auto* folder : {"runtime", "modules", "chain-spec", "consensus"})
    if (lies_in(path, folder)) return true;
  return false;
}

}  // namespace descent::tidy
