#pragma once
/// # Arguments
/// What a command is asked with, in the order in which --help shows it. A layer over CLI11 that a
/// command can be read and compiled without knowing.
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace descent::cli {

/// One of them.
class Argument {
 public:
  explicit Argument(CLI::Option& option) : option_{&option} {}

  Argument& required();
  /// What it is without being given is shown by --help.
  Argument& shows_default();
  Argument& one_of(std::vector<std::string> words);
  /// Both ends are allowed.
  Argument& between(std::uint64_t least, std::uint64_t most);
  /// The variable of the environment that stands in for it.
  Argument& variable(const std::string& name);

 private:
  CLI::Option* option_;
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

 private:
  CLI::App& app_;
};

}  // namespace descent::cli
