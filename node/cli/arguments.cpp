#include "node/cli/arguments.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <filesystem>
#include <optional>

namespace descent::cli {

Argument& Argument::required() {
  option_->required();
  return *this;
}

Argument& Argument::shows_default() {
  option_->capture_default_str();
  return *this;
}

Argument& Argument::one_of(std::vector<std::string> words) {
  option_->check(CLI::IsMember(std::move(words)));
  return *this;
}

Argument& Argument::between(std::uint64_t least, std::uint64_t most) {
  option_->check(CLI::Range(least, most));
  return *this;
}

Argument& Argument::variable(const std::string& name) {
  option_->envname(name);
  return *this;
}

template <class T>
Argument Arguments::add_option(const std::string& names, T& value, const std::string& help) {
  return Argument{*app_.add_option(names, value, help)};
}

Argument Arguments::add_flag(const std::string& names, bool& value, const std::string& help) {
  return Argument{*app_.add_flag(names, value, help)};
}

Argument Arguments::add_option_function(const std::string& names,
                                        const std::function<void(const std::string&)>& use,
                                        const std::string& help) {
  return Argument{*app_.add_option_function<std::string>(names, use, help)};
}

void Arguments::add_flag_function(const std::string& names, std::function<void()> use,
                                  const std::string& help) {
  app_.add_flag_callback(names, std::move(use), help);
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
