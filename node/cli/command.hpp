#pragma once
// What a command is: a row with its words, and a function that declares its options and returns
// what runs when they have been read.
#include "node/cli/arguments.hpp"
#include "node/cli/session.hpp"

namespace descent::cli {

inline constexpr std::string_view kAbout =
    "a proof-of-stake chain on which machine-learning models are trained together";

using Action = std::function<Outcome<>(Session&)>;

struct Command {
  std::string_view group;  ///< "key" of `descent key generate`; empty: a command by itself
  std::string_view name;
  std::string_view summary;
  std::string_view examples;  ///< a line each
  Action (*declare)(Arguments& arguments);
};
/// What a file of commands defines.
using Rows = std::vector<Command>;

/// A value that options are read into and the action reads from.
template <class T>
std::shared_ptr<T> shared_options() {
  return std::make_shared<T>();
}

/// What every command takes, before its name or behind it.
void add_global_options(Arguments& arguments, Globals& globals);
/// --scheme: of the key that signs.
void add_signer_options(Arguments& arguments, Signing& signing);
/// Also --tip, --nonce, --sign-only and --offline: whether and how it is sent.
void add_signing_options(Arguments& arguments, Signing& signing);

}  // namespace descent::cli
