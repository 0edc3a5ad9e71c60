#pragma once
/// # Completion
/// What may stand next on a command line that is being typed: worked out here for every shell, so
/// that they cannot differ. A shell's script asks `descent complete` at each press of the key.
#include <functional>

#include "node/cli/catalogue.hpp"

namespace descent::cli {

struct Candidate {
  std::string word;
  std::string summary;
  friend bool operator==(const Candidate&, const Candidate&) = default;
};

/// What is offered. With `kind` File or Folder, the shell offers what it finds, too.
struct Completion {
  std::vector<Candidate> candidates;
  ValueKind kind = ValueKind::Text;
};

/// The names of the keys in a folder; in the keystore that is used anyway, if it is empty.
using KeyNames = std::function<std::vector<std::string>(const std::string& keystore_path)>;

/// words  behind "descent", the last one as far as it is typed. REQUIRES at least one.
Completion complete(const Catalogue& catalogue, const std::vector<std::string>& words,
                    const KeyNames& key_names);

}  // namespace descent::cli
