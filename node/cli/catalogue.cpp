#include "node/cli/catalogue.hpp"

#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>
#include <map>

namespace descent::cli {
namespace {

const std::map<std::string_view, std::string_view> kGroups{
    {"key", "Keys and addresses"},
    {"account", "Balances and transfers"},
    {"model", "Models on the chain"},
    {"training", "Tasks, rounds and payouts"},
    {"stake", "Validating and nominating"},
    {"tx", "Signing on one machine, and sending from another"},
    {"query", "What the chain holds"},
    {"chain-spec", "What a chain begins with"},
};

template <class Declare>
std::vector<Description> described_by(Declare declare) {
  CLI::App app;
  Arguments arguments{app};
  declare(arguments);
  return {arguments.descriptions().begin(), arguments.descriptions().end()};
}

}  // namespace

std::string CommandEntry::line() const {
  return "descent " + (group.empty() ? "" : group + " ") + name;
}

Catalogue catalogue_of(std::span<const Command> commands) {
  Globals globals;
  Catalogue out;
  out.globals = described_by([&](Arguments& a) { add_global_options(a, globals); });
  for (const auto& command : commands)
    out.commands.push_back({std::string{command.group}, std::string{command.name},
                            std::string{command.summary}, std::string{command.examples},
                            described_by([&](Arguments& a) { command.declare(a); })});
  return out;
}

std::string_view summary_of_group(std::string_view group) { return kGroups.at(group); }

}  // namespace descent::cli
