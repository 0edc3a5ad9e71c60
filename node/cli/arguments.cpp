#include "node/cli/arguments.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <concepts>
#include <filesystem>
#include <optional>
#include <sstream>

namespace descent::cli {

Argument& Argument::required() {
  option_->required();
  description_->required = true;
  return *this;
}

Argument& Argument::shows_default() {
  option_->capture_default_str();
  description_->initial = option_->get_default_str();
  return *this;
}

Argument& Argument::one_of(std::vector<std::string> words) {
  description_->words = words;
  option_->check(CLI::IsMember(std::move(words)));
  return *this;
}

Argument& Argument::between(std::uint64_t least, std::uint64_t most) {
  option_->check(CLI::Range(least, most));
  return *this;
}

Argument& Argument::variable(const std::string& name) {
  option_->envname(name);
  description_->variable = name;
  return *this;
}

Argument& Argument::is(ValueKind kind) {
  description_->kind = kind;
  return *this;
}

Description& Arguments::describe(const std::string& names, const std::string& help,
                                 bool takes_value) {
  Description out;
  std::stringstream all{names};
  for (std::string name; std::getline(all, name, ',');)
    out.names.push_back(name.substr(name.starts_with('!') ? 1 : 0));
  out.help = help;
  out.takes_value = takes_value;
  return descriptions_.emplace_back(std::move(out));
}

template <class T>
Argument Arguments::add_option(const std::string& names, T& value, const std::string& help) {
  Description& description = describe(names, help, true);
  description.many = std::same_as<T, std::vector<std::string>>;
  return {*app_.add_option(names, value, help), description};
}

Argument Arguments::add_flag(const std::string& names, bool& value, const std::string& help) {
  return {*app_.add_flag(names, value, help), describe(names, help, false)};
}

Argument Arguments::add_option_function(const std::string& names,
                                        const std::function<void(const std::string&)>& use,
                                        const std::string& help) {
  return {*app_.add_option_function<std::string>(names, use, help), describe(names, help, true)};
}

void Arguments::add_flag_function(const std::string& names, std::function<void()> use,
                                  const std::string& help) {
  app_.add_flag_callback(names, std::move(use), help);
  describe(names, help, false);
}

template Argument Arguments::add_option(const std::string&, std::string&, const std::string&);
template Argument Arguments::add_option(const std::string&, std::optional<std::string>&,
                                        const std::string&);
template Argument Arguments::add_option(const std::string&, std::vector<std::string>&,
                                        const std::string&);
template Argument Arguments::add_option(const std::string&, std::uint16_t&, const std::string&);
template Argument Arguments::add_option(const std::string&, std::uint32_t&, const std::string&);
template Argument Arguments::add_option(const std::string&, std::uint64_t&, const std::string&);
template Argument Arguments::add_option(const std::string&, std::optional<std::uint32_t>&,
                                        const std::string&);

}  // namespace descent::cli
