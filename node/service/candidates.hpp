#pragma once
// The blocks that may become the next one: what was built here, heard of, or fetched.
#include <map>

#include "node/service/chain.hpp"

namespace descent::service {

/// Blocks of one height by their hash, each executed once. A stranger's bytes get in only if they
/// are the body their header names, so an invalid block is invalid in every mouth.
class Candidates {
 public:
  /// What strangers can make us keep; blocks built here or committed to before a crash are not
  /// counted and never displaced.
  static constexpr std::size_t kMost = 32;

  struct Candidate {
    Block block;
    Hash hash;
    bool ours = false;        ///< is not displaced
    std::uint64_t arrival{};  ///< in order
    std::optional<Proposal> executed;
    std::optional<std::string> refusal;  ///< why it is invalid
  };

  /// returns  its hash; nullopt if the body is not the header's or the height is not the next one
  std::optional<Hash> add(const Chain& chain, Block block, bool ours);
  /// What was built and executed here.
  void add_built(Proposal proposal);
  /// nullptr if it is not known
  Candidate* find(const Hash& block);
  /// Executes it, if that was not done yet. REQUIRES: it is known
  Candidate& execute(const Hash& block, const Chain& chain, Verifier& verifier,
                     const std::function<bool(const Hash&)>& known);
  /// The height is over.
  void clear() { blocks_.clear(); }
  std::size_t size() const { return blocks_.size(); }

 private:
  void make_room();

  std::map<Hash, Candidate> blocks_;
  std::uint64_t arrivals_ = 0;
};

/// The time a block bears.
std::optional<Moment> time_of(const frame::BlockOutcome& outcome);

}  // namespace descent::service
