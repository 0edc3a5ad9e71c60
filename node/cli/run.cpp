#include "node/cli/run.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <algorithm>
#include <boost/json/serialize.hpp>

#include "node/cli/catalogue.hpp"

namespace descent::cli {
namespace {

constexpr std::string_view kExamples = R"(
Examples:
  descent node --dev
  descent account transfer --key //Alice --to //Bob --amount 1.5
  descent query storage System.Account //Alice

`descent GROUP COMMAND --help` shows a command's options and examples, `descent man` all.)";

std::string footer() {
  std::string out = "\nExit codes:\n";
  for (const auto& [exit, words] : kExitWords)
    out += "  " + std::to_string(static_cast<int>(exit)) + "  " + std::string{words} + "\n";
  return out + std::string{kExamples};
}

/// The parser with every command in it, and which action each of them has.
class Line {
 public:
  Line(std::span<const Command> commands, Globals& globals) {
    app_.fallthrough();
    app_.require_subcommand(1);
    app_.footer(footer());
    Arguments arguments{app_};
    add_global_options(arguments, globals);
    for (const auto& command : commands) add(command);
  }

  /// throws  CLI::ParseError
  void parse(std::vector<std::string> arguments) {
    std::ranges::reverse(arguments);
    app_.parse(std::move(arguments));
  }
  const Action& action() const {
    const auto is_chosen = [](const auto& row) { return row.first->parsed(); };
    return std::ranges::find_if(actions_, is_chosen)->second;
  }
  /// "descent key generate": as far as the words were understood.
  std::string understood() const {
    std::string out = "descent";
    for (const CLI::App* at = &app_; !at->get_subcommands().empty();) {
      at = at->get_subcommands().front();
      out += " " + at->get_name();
    }
    return out;
  }
  int print_help(const CLI::ParseError& request, World& world) {
    return app_.exit(request, world.out, world.err);
  }

 private:
  void add(const Command& command) {
    CLI::App* parent = command.group.empty() ? &app_ : group(command.group);
    CLI::App* app = parent->add_subcommand(std::string{command.name}, std::string{command.summary});
    app->footer("\nExamples:\n" + std::string{command.examples} +
                "\n\n--key, --url, --json, --wait, --yes, --keystore-path and --password-file work "
                "with every command: see\n`descent --help`.");
    Arguments arguments{*app};
    actions_.emplace_back(app, command.declare(arguments));
  }
  CLI::App* group(std::string_view name) {
    auto& app = groups_[name];
    if (app == nullptr) {
      app = app_.add_subcommand(std::string{name}, std::string{summary_of_group(name)});
      app->require_subcommand(1);
    }
    return app;
  }

  CLI::App app_{"Descent: " + std::string{kAbout} + ".", "descent"};
  std::map<std::string_view, CLI::App*> groups_;
  std::vector<std::pair<CLI::App*, Action>> actions_;
};

int report(const Failure& failure, const Globals& globals, const World& world) {
  const int code = static_cast<int>(failure.exit);
  if (globals.json)
    world.err << boost::json::serialize(
        boost::json::object{{"error", failure.message}, {"exit", code}});
  else
    world.err << "error: " << failure.message;
  world.err << '\n';
  return code;
}

}  // namespace

int run(std::span<const Command> commands, std::vector<std::string> arguments, World& world) {
  Globals globals;
  Line line{commands, globals};
  try {
    line.parse(std::move(arguments));
  } catch (const CLI::ParseError& error) {
    if (error.get_exit_code() == 0) return line.print_help(error, world);
    return report(misused(std::string{error.what()} + "; see `" + line.understood() + " --help`"),
                  globals, world);
  }
  Session session{world, globals};
  const auto outcome = line.action()(session);
  return outcome ? 0 : report(outcome.error(), globals, world);
}

}  // namespace descent::cli
