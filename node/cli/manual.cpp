#include "node/cli/manual.hpp"

namespace descent::cli {
namespace {

void add_paragraph(std::string& out, std::string_view text) {
  out += ".PP\n" + roff_text(text) + "\n";
}

/// "--out, -o VALUE", "file", with what it is below.
void add_argument(std::string& out, const Description& argument) {
  std::string names;
  for (const auto& name : argument.names)
    names += (names.empty() ? "" : ", ") + ("\\fB" + roff_text(name) + "\\fR");
  const bool named = argument.names.front().starts_with('-');
  if (named && argument.takes_value) names += " \\fIVALUE\\fR";
  if (argument.many) names += " ...";
  std::string help = argument.help;
  if (!argument.words.empty()) {
    std::string words;
    for (const auto& word : argument.words) words += (words.empty() ? "" : ", ") + word;
    help += " (" + words + ")";
  }
  if (!argument.initial.empty()) help += " (default: " + argument.initial + ")";
  if (argument.required) help += " (required)";
  out += ".TP\n" + names + "\n" + roff_text(help) + "\n";
}

void add_command(std::string& out, const CommandEntry& command) {
  out += ".SS " + roff_text(command.line()) + "\n" + roff_text(command.summary) + ".\n";
  for (const auto& argument : command.arguments) add_argument(out, argument);
  out += ".PP\nExamples:\n.PP\n.nf\n" + roff_text(command.examples) + "\n.fi\n";
}

void add_exit_codes(std::string& out) {
  out += ".SH EXIT STATUS\n";
  for (const auto& [exit, words] : kExitWords)
    out +=
        ".TP\n\\fB" + std::to_string(static_cast<int>(exit)) + "\\fR\n" + roff_text(words) + "\n";
}

void add_variables(std::string& out, const Catalogue& catalogue) {
  out += ".SH ENVIRONMENT\n";
  for (const auto& argument : catalogue.globals)
    if (!argument.variable.empty())
      out += ".TP\n\\fB" + roff_text(argument.variable) + "\\fR\nStands in for " +
             roff_text(argument.names.front()) + ".\n";
}

}  // namespace

std::string roff_text(std::string_view text) {
  std::string out;
  bool begins_line = true;
  for (const char c : text) {
    if (begins_line && (c == '.' || c == '\'')) out += "\\&";
    begins_line = c == '\n';
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else if (c == '\'')
      out += "\\(aq";
    else if (c == '`')
      out += "\\(ga";
    else
      out += c;
  }
  return out;
}

std::string manual_page(const Catalogue& catalogue, std::string_view version) {
  std::string out = ".TH DESCENT 1 \"\" \"descent " + roff_text(version) + "\" \"Descent\"\n";
  out += ".SH NAME\ndescent \\- " + roff_text(kAbout) + "\n";
  out +=
      ".SH SYNOPSIS\n\\fBdescent\\fR [\\fIOPTION\\fR ...] \\fICOMMAND\\fR [\\fIARGUMENT\\fR ...]\n";
  out += ".SH DESCRIPTION\n";
  add_paragraph(out,
                "A program to run a node of the chain, and to ask and use one. Its options stand "
                "before a command or behind it.");
  out += ".SH OPTIONS\n";
  for (const auto& argument : catalogue.globals) add_argument(out, argument);
  out += ".SH COMMANDS\n";
  for (const auto& command : catalogue.commands) add_command(out, command);
  add_exit_codes(out);
  add_variables(out, catalogue);
  return out;
}

}  // namespace descent::cli
