#pragma once
// A signed extrinsic as programs and people read it, and as text that can be carried around.
#include "node/cli/runtime_words.hpp"
#include "node/cli/signing_context.hpp"
#include "node/cli/table.hpp"

namespace descent::cli {

struct SignedExtrinsic {
  Bytes bytes;  ///< without its length
  frame::RuntimeCall call;
  frame::Signature signature;
  AccountId signer;
};

/// The most bytes that a block has for one.
std::size_t extrinsic_bytes_max(const RuntimeWords& words);

/// "0x" and hex, the length in front: what author_submitExtrinsic takes, and other tools too.
std::string extrinsic_hex(View bytes);

/// errors  Usage: no hex, cut off or too long, bytes of other rules, no signature
Outcome<SignedExtrinsic> extrinsic_from(const RuntimeWords& words, std::string_view hex);

/// Name and value of signer, nonce, tip, era, call, arguments and hash. What is long is cut.
Sheet extrinsic_sheet(const RuntimeWords& words, View bytes);

/// {"extrinsic": hex, "hash", "signer", "nonce", "tip", "era", "call"}
boost::json::object extrinsic_json(const RuntimeWords& words, View bytes);

}  // namespace descent::cli
