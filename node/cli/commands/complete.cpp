#include "node/cli/commands/commands.hpp"
#include "node/cli/completion.hpp"

namespace descent::cli {
namespace {

/// None where there is no keystore: a shell has no use for the reason.
std::vector<std::string> key_names(const Session& session, const std::string& keystore_path) {
  const auto keys = keystore_path.empty()
                        ? session.keystore()
                        : Outcome<keystore::Keystore>{keystore::Keystore{keystore_path}};
  const auto entries =
      keys ? keys->list()
           : keystore::Kept<std::vector<keystore::Keystore::Entry>>{keystore::Error{}};
  std::vector<std::string> out;
  if (!entries) return out;
  for (const auto& entry : *entries) out.push_back(entry.name);
  return out;
}

Outcome<> answer(const Session& session, const std::vector<std::string>& words) {
  const auto names = [&](const std::string& path) { return key_names(session, path); };
  const auto line = words.empty() ? std::vector<std::string>{""} : words;
  const Completion found = complete(catalogue_of(commands()), line, names);
  auto& out = session.world().out;
  for (const auto& [word, summary] : found.candidates)
    out << word << (summary.empty() ? "" : "\t") << summary << '\n';
  if (found.kind == ValueKind::File) out << ":files\n";
  if (found.kind == ValueKind::Folder) out << ":folders\n";
  return {};
}

}  // namespace

Rows command::complete() {
  return {
      {"", "complete", "Say how a line may go on: what the scripts of `descent completion` ask",
       "  descent complete -- account tr\n"
       "It prints a word a line, behind a tab what it is, and :files or :folders where the shell's "
       "own fit.",
       [](Arguments& arguments) -> Action {
         auto words = shared_options<std::vector<std::string>>();
         arguments.add_option("words", *words,
                              "The line behind `descent`, its last word as far as it is typed");
         return [words](Session& session) { return answer(session, *words); };
       }},
  };
}

}  // namespace descent::cli
