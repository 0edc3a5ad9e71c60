#pragma once
// Targets without libFuzzer: what their corpora hold, and what is close to it.
#include <filesystem>
#include <vector>

#include "tests/fuzz/fuzz.hpp"

namespace descent::fuzz {

/// The inputs of corpus/`name`, by the names of their files.
std::vector<std::filesystem::path> corpus_of(const std::string& name);

/// Calls `target` with no bytes, with each file of its corpus, with beginnings of each, and with
/// each changed in one byte: at most `most` damaged inputs of a file, spread over it. Fails the
/// test for each file of which something does not hold, and says how to come back to it.
void replay(const std::string& name, Target target, std::size_t most);

}  // namespace descent::fuzz
