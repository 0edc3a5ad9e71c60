#include "node/cli/commands/commands.hpp"
#include "node/cli/manual.hpp"
#include "node/cli/runtime_model.hpp"

namespace descent::cli {

Rows command::man() {
  return {
      {"", "man", "Print the manual page",
       "  descent man | man -l -\n"
       "  descent man > /usr/local/share/man/man1/descent.1",
       [](Arguments&) -> Action {
         return [](Session& session) -> Outcome<> {
           const auto& version = session.words().model().runtime.system.config.version;
           session.world().out << manual_page(catalogue_of(commands()),
                                              std::to_string(version.spec_version));
           return {};
         };
       }},
  };
}

}  // namespace descent::cli
