#pragma once
// Contradictions of validators, kept until a block has punished them.
#include <set>

#include "runtime/frame/runtime.hpp"
#include "runtime/primitives/vote.hpp"

namespace descent::service {

class Evidence {
 public:
  static constexpr std::size_t kMost = 64;

  /// returns  true if it is new, and well signed on the chain that began with `genesis`. When there
  /// is no room it is left out: the contradiction stands in the votes of others.
  bool add(const consensus::Equivocation& evidence, const Hash& genesis);

  /// Appends what the state would punish to a block being made, and forgets what it would not:
  /// that is punished already, too old, or of no validator.
  void fill(frame::Execution& execution, std::vector<Bytes>& body);

  std::size_t size() const { return known_.size(); }

 private:
  std::set<consensus::Equivocation> known_;
};

}  // namespace descent::service
