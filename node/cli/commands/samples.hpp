#pragma once
// Samples for a model, from text.
#include <vector>

#include "node/cli/failure.hpp"

namespace descent::cli {

/// One row a sample, as f32 bit patterns.
using Samples = std::vector<std::vector<std::uint32_t>>;

/// Lines of numbers between commas; a first line of words is a heading and left out.
/// errors  Usage: the line and what is wrong with it: not a finite number, not as many as in the
///         others, nothing at all
Outcome<Samples> samples_from_csv(std::string_view text);

/// An array of samples, each an array of numbers, nested as the model's input is.
/// errors  Usage: what is wrong
Outcome<Samples> samples_from_json(std::string_view text);

}  // namespace descent::cli
