#pragma once
// What the commands on signed extrinsics share.
#include "node/cli/extrinsic_text.hpp"
#include "node/cli/session.hpp"

namespace descent::cli {

/// "0x..." or a file with one a line: hex, or the JSON of --sign-only.
/// errors  Usage: which line, and what is wrong with it
Outcome<std::vector<SignedExtrinsic>> extrinsics_named(const RuntimeWords& words,
                                                       const std::string& hex_or_file);

enum class Verdict : std::uint8_t {
  Right,
  Expired,  ///< right in an era that is over
  Wrong,    ///< of another chain or other rules, or altered: one cannot be told from the other
};
struct Checked {
  Verdict verdict{};
  std::optional<std::uint64_t> death;  ///< the first block too late for it; nullopt: none is
};

bool is_right(const SignedExtrinsic& extrinsic, const frame::Implicit& implicit);

/// Whether the block behind `newest` may hold it, as far as its signature says.
/// errors  as Chain; Refused: the node's rules are of another version
Outcome<Checked> check_signature(const Chain& chain, const RuntimeWords& words,
                                 const SignedExtrinsic& extrinsic, const BlockRef& newest);

/// The signature is right and the nonce is the next one.
/// errors  as `check_signature`; Refused: why the chain would not take it, and what to do
Outcome<> check_acceptable(const Session& session, const Chain& chain,
                           const SignedExtrinsic& extrinsic, const BlockRef& newest);

}  // namespace descent::cli
