#include <map>

#include "node/cli/commands/commands.hpp"

namespace descent::cli {
namespace {

// bash cuts words at ':' and '=', so they are put together again, and what stands before the last
// cut is taken off again.
constexpr std::string_view kBash =
    R"bash(# bash completion of descent: eval "$(descent completion bash)"
_descent() {
  local -a words=()
  local word line typed prefix
  for word in "${COMP_WORDS[@]:1:COMP_CWORD}"; do
    if ((${#words[@]})) && [[ $word == [:=]* || ${words[-1]} == *[:=] ]]; then
      words[-1]+=$word
    else
      words+=("$word")
    fi
  done
  word=${COMP_WORDS[COMP_CWORD]}
  [[ $word == [:=] ]] && word=
  typed=${words[-1]}
  prefix=${typed%"$word"}
  COMPREPLY=()
  while IFS= read -r line; do
    case $line in
      :files) compopt -o filenames 2>/dev/null
        while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -f -- "$word") ;;
      :folders) compopt -o filenames 2>/dev/null
        while IFS= read -r line; do COMPREPLY+=("$line"); done < <(compgen -d -- "$word") ;;
      *) line=${line%%$'\t'*}
        COMPREPLY+=("${line#"$prefix"}") ;;
    esac
  done < <("$1" complete -- "${words[@]}" 2>/dev/null)
}
complete -F _descent descent
)bash";

constexpr std::string_view kZsh = R"zsh(#compdef descent
# zsh completion of descent: eval "$(descent completion zsh)" behind compinit
_descent() {
  local -a lines named
  local line summary
  lines=("${(@f)$("${words[1]}" complete -- "${(@)words[2,CURRENT]}" 2>/dev/null)}")
  for line in "${lines[@]}"; do
    case $line in
      '') ;;
      :files) _files ;;
      :folders) _files -/ ;;
      *) summary=${line#*$'\t'}
        [[ $summary == "$line" ]] && summary=
        named+=("${${line%%$'\t'*}//:/\\:}${summary:+:$summary}") ;;
    esac
  done
  if (( ${#named} )); then _describe descent named; fi
}
compdef _descent descent
)zsh";

constexpr std::string_view kFish =
    R"fish(# fish completion of descent: descent completion fish | source
function __descent_complete
    set -l words (commandline -opc) (commandline -ct)
    for line in ($words[1] complete -- $words[2..-1] 2>/dev/null)
        switch $line
            case :files
                __fish_complete_path (commandline -ct)
            case :folders
                __fish_complete_directories (commandline -ct)
            case '*'
                echo $line
        end
    end
end
complete -c descent -f -a '(__descent_complete)'
)fish";

const std::map<std::string_view, std::string_view> kScripts{
    {"bash", kBash}, {"zsh", kZsh}, {"fish", kFish}};

}  // namespace

Rows command::completion() {
  return {
      {"", "completion", "Print the script that completes commands in a shell",
       "  descent completion bash > ~/.local/share/bash-completion/completions/descent\n"
       "  eval \"$(descent completion zsh)\"        # in ~/.zshrc, behind compinit\n"
       "  descent completion fish > ~/.config/fish/completions/descent.fish\n"
       "Commands, options, their values, keys and files are completed.",
       [](Arguments& arguments) -> Action {
         auto shell = shared_options<std::string>();
         arguments.add_option("shell", *shell, "Which shell")
             .required()
             .one_of({"bash", "zsh", "fish"});
         return [shell](Session& session) -> Outcome<> {
           session.world().out << kScripts.at(*shell);
           return {};
         };
       }},
  };
}

}  // namespace descent::cli
