#include "node/cli/commands/chain_spec_text.hpp"

#include "node/cli/commands/model_text.hpp"
#include "runtime/crypto/hash.hpp"

namespace descent::cli {
namespace {

/// What is no chain at all is a mistake of the line; a file that is wrong is refused.
Failure failure_of_chain(const std::string& error) {
  return error.starts_with("there is no chain") || error.starts_with("cannot read")
             ? misused(error)
             : refused(error);
}

}  // namespace

Hash genesis_hash(const chain_spec::ChainSpec& spec) {
  return crypto::blake2b_256(scale::encoded(chain_spec::genesis_header(spec.genesis)));
}

Outcome<spec::SpecFile> chain_named(const std::string& text) {
  auto file = spec::find(text);
  if (!file) return failure_of_chain(file.error());
  return *std::move(file);
}

Outcome<spec::DraftFile> draft_named(const std::string& text) {
  auto file = spec::find_draft(text);
  if (!file) return failure_of_chain(file.error());
  return *std::move(file);
}

Outcome<> put_text(const Session& session, const std::string& file, const std::string& text) {
  if (!file.empty()) return write_file(file, as_view(text));
  session.world().out << text;
  return {};
}

}  // namespace descent::cli
