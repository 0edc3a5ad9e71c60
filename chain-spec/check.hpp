#pragma once
// What is wrong with a chain that somebody outside describes, in words for whoever wrote it.
#include "chain-spec/genesis.hpp"

namespace descent::chain_spec {

inline constexpr std::size_t kNameMax = 64;           ///< of a name or an id
inline constexpr std::size_t kProblemsMax = 20;       ///< told at once
inline constexpr std::size_t kBalancesMax = 500'000;  ///< accounts of a draft

/// A sentence for each mistake of `draft`, at most kProblemsMax; empty if `build` takes it.
std::vector<std::string> problems_of(const Draft& draft);

/// The same of the state of block 0: each key and value is one that its rules would write, and the
/// invariants of their modules hold.
std::vector<std::string> problems_of(const KeyValues& state);

/// True of an id that may name a folder: a lower-case letter or digit, then those, '-' and '_'.
bool is_chain_id(std::string_view id);

/// "Development", "Local" and "Live".
bool is_chain_type(std::string_view text);

}  // namespace descent::chain_spec
