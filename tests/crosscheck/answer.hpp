#pragma once
// What C++ makes of a case of descent.crosscheck (clients/python/descent/crosscheck/__init__.py
// describes the fields), by the functions that a block runs.
#include "tests/crosscheck/read.hpp"

namespace descent::crosscheck {

/// The base: its hashes and shapes, its weights as they are cut, the rows of every value, what it
/// puts out, and its losses.
boost::json::object model_of(const Json& question);

/// The slice of the validation set that is shown, the made-up settlement, and the round: what each
/// update comes to, the merged model, who is paid.
boost::json::object round_of(const Json& question);

}  // namespace descent::crosscheck
