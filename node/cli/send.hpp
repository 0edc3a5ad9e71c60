#pragma once
/// # Sending a call
/// Signs it, hands it to the node, and watches blocks until it is in one. HTTP has no
/// notifications, so the node is asked again and again.
#include <chrono>

#include "node/cli/signing_context.hpp"
#include "runtime/crypto/keypair.hpp"

namespace descent::cli {

/// What to wait for: nothing, a block, or a block that cannot be undone.
enum class Wait : std::uint8_t { None, Included, Finalized };

struct Waiting {
  Wait until = Wait::Finalized;
  std::chrono::milliseconds patience = std::chrono::seconds{60};
};

struct Order {
  frame::RuntimeCall call;
  Balance tip{};
  Waiting waiting;
  std::optional<Nonce> nonce;  ///< else the next one
};

struct Receipt {
  Hash extrinsic;
  bool sent = true;               ///< false: it was only signed
  std::optional<BlockRef> block;  ///< nullopt: not waited for
  std::vector<EventEntry> events;
  std::optional<Balance> fee;
  std::optional<std::string> failure;  ///< why the call was refused in the block
};

/// A signed extrinsic of version 4.
Bytes sign_extrinsic(const crypto::Keypair& key, const frame::RuntimeCall& call, Balance tip,
                     const SigningContext& context);

/// Hands a signed extrinsic to the node, and waits for a block after `after` that holds it.
/// errors  as Chain; Refused: `patience` is over
Outcome<Receipt> submit(const Chain& chain, const RuntimeWords& words, View extrinsic,
                        BlockNumber after, const Waiting& waiting, Audience audience);

/// Signs for `kEraBlocks` and submits.
/// errors  as `context_of` and `submit`
Outcome<Receipt> send(const Chain& chain, const RuntimeWords& words, const crypto::Keypair& key,
                      const Order& order, Audience audience);

}  // namespace descent::cli
