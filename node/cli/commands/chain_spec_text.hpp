#pragma once
// What the commands on chain specs share.
#include "node/cli/session.hpp"
#include "node/spec/spec_file.hpp"

namespace descent::cli {

Hash genesis_hash(const chain_spec::ChainSpec& spec);

/// A preset or a file. errors  Usage: neither; Refused: what is wrong with the file
Outcome<spec::SpecFile> chain_named(const std::string& text);

/// The same of the form for people.
Outcome<spec::DraftFile> draft_named(const std::string& text);

/// Writes to the file, or without one to the output.
Outcome<> put_text(const Session& session, const std::string& file, const std::string& text);

}  // namespace descent::cli
