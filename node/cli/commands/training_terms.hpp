#pragma once
// The terms of a task, as a file of JSON.
#include "modules/training/training.hpp"
#include "node/cli/session.hpp"

namespace descent::cli {

/// An object with every field of `terms` as `descent training show --json` prints them: amounts are
/// base units, or text like "50 GRAD"; accounts are addresses, names of keys or //Alice.
/// errors  Usage: the field that is missing, unknown or wrong
Outcome<modules::training::Terms> terms_from(const Session& session, std::string_view text);

}  // namespace descent::cli
