#pragma once
/// # Sending a call
/// Signs it, hands it to the node, and watches blocks until it is in one. HTTP has no
/// notifications, so the node is asked again and again.
#include <chrono>

#include "node/cli/chain.hpp"
#include "node/cli/runtime_words.hpp"
#include "runtime/crypto/keypair.hpp"
#include "runtime/frame/extrinsic.hpp"

namespace descent::cli {

inline constexpr std::uint64_t kEraBlocks = 64;

/// What to wait for: nothing, a block, or a block that cannot be undone.
enum class Wait : std::uint8_t { None, Included, Finalized };

struct Order {
  frame::RuntimeCall call;
  Balance tip{};
  Wait wait = Wait::Finalized;
  std::chrono::milliseconds patience = std::chrono::seconds{60};
};

struct Receipt {
  Hash extrinsic;
  std::optional<BlockRef> block;  ///< nullopt: not waited for
  std::vector<EventEntry> events;
  std::optional<Balance> fee;
  std::optional<std::string> failure;  ///< why the call was refused in the block
};

/// A signed extrinsic of version 4, mortal for `kEraBlocks` from `birth` on.
Bytes sign_extrinsic(const crypto::Keypair& key, const Order& order, const Versions& versions,
                     const Hash& genesis, const BlockRef& birth, Nonce nonce);

/// errors  as Chain; Refused: the node's rules are of another version, or `patience` is over
Outcome<Receipt> send(const Chain& chain, const RuntimeWords& words, const crypto::Keypair& key,
                      const Order& order, Audience audience);

}  // namespace descent::cli
