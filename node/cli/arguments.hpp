#pragma once
/// # Arguments
/// What a command is asked with, in the order in which --help shows it. A layer over CLI11 that a
/// command can be read and compiled without knowing, and that remembers what was declared.
#include <cstdint>
#include <deque>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace descent::cli {

/// What a value is, for shells that complete it.
enum class ValueKind : std::uint8_t { Text, Account, File, Folder };

/// What was declared of one, for manual pages and completion.
struct Description {
  std::vector<std::string> names;  ///< "--yes" and "-y"; without dashes if it goes by its place
  std::string help;
  std::vector<std::string> words;  ///< the only values it may have; empty: any
  std::string initial;             ///< without being given, if --help shows it
  std::string variable;            ///< of the environment
  ValueKind kind{};
  bool takes_value = true;
  bool required = false;
  bool many = false;  ///< given again for more
};

/// One of them.
class Argument {
 public:
  Argument(CLI::Option& option, Description& description)
      : option_{&option}, description_{&description} {}

  Argument& required();
  /// What it is without being given is shown by --help.
  Argument& shows_default();
  Argument& one_of(std::vector<std::string> words);
  /// Both ends are allowed.
  Argument& between(std::uint64_t least, std::uint64_t most);
  /// The variable of the environment that stands in for it.
  Argument& variable(const std::string& name);
  /// What its value is.
  Argument& is(ValueKind kind);

 private:
  CLI::Option* option_;
  Description* description_;
};

class Arguments {
 public:
  /// app  outlives it, as does whatever is read into
  explicit Arguments(CLI::App& app) : app_{app} {}

  /// An option (`--tip`) or, without dashes, an argument by its place (`account`).
  /// T  text, a number, an optional of them, or a vector of texts: as instantiated in arguments.cpp
  template <class T>
  Argument add_option(const std::string& names, T& value, const std::string& help);
  /// Given or not.
  Argument add_flag(const std::string& names, bool& value, const std::string& help);
  /// Whose value `use` is called with.
  Argument add_option_function(const std::string& names,
                               const std::function<void(const std::string&)>& use,
                               const std::string& help);
  void add_flag_function(const std::string& names, std::function<void()> use,
                         const std::string& help);

  /// Of all that were declared, in their order.
  const std::deque<Description>& descriptions() const { return descriptions_; }

 private:
  Description& describe(const std::string& names, const std::string& help, bool takes_value);

  CLI::App& app_;
  std::deque<Description> descriptions_;  ///< a deque: arguments point into it
};

}  // namespace descent::cli
