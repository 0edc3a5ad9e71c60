#include "node/cli/completion.hpp"

#include <algorithm>
#include <set>

#include "runtime/crypto/keypair.hpp"
#include "runtime/primitives/assert.hpp"

namespace descent::cli {
namespace {

bool is_option(const Description& argument) { return argument.names.front().starts_with('-'); }

/// A line, read word by word up to the one that is being typed.
class TypedLine {
 public:
  TypedLine(const Catalogue& catalogue, const KeyNames& key_names)
      : catalogue_{catalogue}, key_names_{key_names} {}

  void read(const std::string& word) {
    if (pending_ != nullptr) return take_value(word);
    if (word.starts_with('-')) return read_option(word);
    if (command_ == nullptr) return read_name(word);
    ++places_;
  }

  Completion candidates(const std::string& typed) {
    if (pending_ != nullptr) return values(*pending_, "", typed);
    const auto equals = typed.find('=');
    if (typed.starts_with("--") && equals != typed.npos) {
      const auto* option = option_called(typed.substr(0, equals));
      return option == nullptr
                 ? Completion{}
                 : values(*option, typed.substr(0, equals + 1), typed.substr(equals + 1));
    }
    if (lost_) return {};
    if (typed.starts_with('-')) return options(typed);
    if (command_ == nullptr) return names(typed);
    const auto* place = place_now();
    return place == nullptr ? Completion{} : values(*place, "", typed);
  }

 private:
  void take_value(const std::string& word) {
    if (pending_->names.front() == "--keystore-path") keystore_path_ = word;
    pending_ = nullptr;
  }
  void read_option(const std::string& word) {
    const auto* option = option_called(word.substr(0, word.find('=')));
    if (option == nullptr) return;
    used_.insert(option->names.front());
    if (option->takes_value && word.find('=') == word.npos) pending_ = option;
  }
  void read_name(const std::string& word) {
    for (const auto& command : catalogue_.commands) {
      if (command.group == group_ && command.name == word) command_ = &command;
      if (group_.empty() && command.group == word) return void(group_ = word);
    }
    lost_ = command_ == nullptr;
  }

  template <class Visit>
  void each_option(Visit visit) const {
    if (command_ != nullptr)
      for (const auto& argument : command_->arguments)
        if (is_option(argument)) visit(argument);
    for (const auto& argument : catalogue_.globals) visit(argument);
  }
  const Description* option_called(std::string_view name) const {
    const Description* out = nullptr;
    each_option([&](const Description& option) {
      if (out == nullptr && std::ranges::count(option.names, name) > 0) out = &option;
    });
    return out;
  }
  /// What stands at the next place without a name; the last one may be given again and again.
  const Description* place_now() const {
    std::vector<const Description*> all;
    for (const auto& argument : command_->arguments)
      if (!is_option(argument)) all.push_back(&argument);
    if (places_ < all.size()) return all[places_];
    return !all.empty() && all.back()->many ? all.back() : nullptr;
  }

  Completion names(std::string_view typed) const {
    Completion out;
    std::set<std::string_view> groups;
    for (const auto& command : catalogue_.commands) {
      const bool of_group = group_.empty() && !command.group.empty();
      if (of_group && groups.insert(command.group).second)
        add(typed, command.group, summary_of_group(command.group), out);
      if (!of_group && command.group == group_) add(typed, command.name, command.summary, out);
    }
    return out;
  }
  Completion options(std::string_view typed) const {
    Completion out;
    each_option([&](const Description& option) {
      if (used_.contains(option.names.front()) && !option.many) return;
      for (const auto& name : option.names)
        if (name.starts_with("--")) add(typed, name, option.help, out);
    });
    add(typed, "--help", "Print this help message and exit", out);
    return out;
  }
  Completion values(const Description& of, const std::string& before,
                    const std::string& typed) const {
    Completion out;
    out.kind = of.kind;
    for (const auto& word : of.words) add(typed, word, "", out);
    if (of.kind == ValueKind::Account) {
      for (const auto& name : key_names_(keystore_path_)) add(typed, name, "", out);
      if (typed.starts_with('/'))
        for (const auto name : crypto::dev_accounts())
          add(typed, "//" + std::string{name}, "", out);
    }
    for (auto& candidate : out.candidates) candidate.word.insert(0, before);
    return out;
  }
  static void add(std::string_view typed, std::string_view word, std::string_view summary,
                  Completion& out) {
    if (word.starts_with(typed))
      out.candidates.push_back({std::string{word}, std::string{summary}});
  }

  const Catalogue& catalogue_;
  const KeyNames& key_names_;
  std::string group_;
  const CommandEntry* command_ = nullptr;
  const Description* pending_ = nullptr;  ///< an option whose value is next
  std::set<std::string> used_;
  bool lost_ = false;  ///< a word is no command
  std::size_t places_ = 0;
  std::string keystore_path_;
};

}  // namespace

Completion complete(const Catalogue& catalogue, const std::vector<std::string>& words,
                    const KeyNames& key_names) {
  DESCENT_ASSERT(!words.empty());
  TypedLine line{catalogue, key_names};
  for (std::size_t i = 0; i + 1 < words.size(); ++i) line.read(words[i]);
  return line.candidates(words.back());
}

}  // namespace descent::cli
