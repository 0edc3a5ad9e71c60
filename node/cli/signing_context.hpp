#pragma once
/// # What a signature depends on besides the call
/// The chain, its rules, the block an era begins at, and the next nonce of who signs: asked of a
/// node, or carried in a file to a machine that has no network.
#include <boost/json/object.hpp>

#include "node/cli/chain.hpp"
#include "node/cli/runtime_words.hpp"
#include "runtime/frame/extrinsic.hpp"

namespace descent::cli {

/// The longest era whose first block the chain still knows when it ends: it keeps 2,400 hashes.
inline constexpr std::uint64_t kEraBlocksMax = 2'048;
inline constexpr std::uint64_t kEraBlocks = 64;  ///< of what is sent at once

struct SigningContext {
  std::string chain;  ///< what people call it
  Versions versions;
  Hash genesis;
  BlockRef birth;          ///< the era begins at it
  std::uint64_t period{};  ///< blocks; 0: immortal
  AccountId account;
  Nonce nonce{};

  frame::Era era() const;
  frame::Implicit implicit() const;
};

/// Of the next extrinsic of `who`, the era beginning at the newest block that cannot be undone.
/// period  0, or up to kEraBlocksMax
/// errors  as Chain; Refused: the node's rules are of another version than this program's
Outcome<SigningContext> context_of(const Chain& chain, const RuntimeWords& words,
                                   const AccountId& who, std::uint64_t period);

boost::json::object context_json(const SigningContext& context);
/// What `context_json` wrote. errors  Usage: the field that is missing or wrong
Outcome<SigningContext> context_from(std::string_view text);

/// errors  Refused: calls are encoded as this program knows them, and the chain's rules differ
Outcome<> check_version(const RuntimeWords& words, const Versions& versions);

}  // namespace descent::cli
