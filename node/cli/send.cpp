#include "node/cli/send.hpp"

#include <thread>

#include "node/cli/runtime_model.hpp"
#include "runtime/scale/decimal.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::cli {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::chrono::milliseconds kPoll{50};

Failure out_of_patience(const Hash& extrinsic) {
  return refused(
      "extrinsic " + to_0x(extrinsic.bytes) +
      " is not in a block yet, and may still come into one until its era is over. If the "
      "node seals on command, make a block; if the nonce of the account has a gap, send what "
      "is missing");
}

Bytes events_key() { return frame::item_prefix(modules::System::name, "Events"); }

/// The events of extrinsic `index` of a block.
Outcome<std::vector<EventEntry>> events_of(const Chain& chain, const RuntimeWords& words,
                                           const Hash& block, std::size_t index,
                                           Audience audience) {
  const auto bytes = DESCENT_TRY(chain.storage(events_key(), block));
  auto events = words.events(bytes.value_or(Bytes{0}), audience);
  if (!events)
    return refused("the events of block " + to_0x(block.bytes) +
                   " are not of this program's runtime; use the `descent` of the node's version");
  std::erase_if(*events, [&](const EventEntry& e) { return e.extrinsic != index; });
  return *std::move(events);
}

Outcome<> complete(const Chain& chain, const RuntimeWords& words, std::size_t index,
                   Audience audience, Receipt& receipt) {
  const Hash& block = receipt.block->hash;
  receipt.events = DESCENT_TRY(events_of(chain, words, block, index, audience));
  const auto plain = DESCENT_TRY(events_of(chain, words, block, index, Audience::Program));
  for (const auto& event : plain) {
    if (event.name == "TransactionFeePaid")
      receipt.fee = u128_from(event.fields.at("actual_fee").as_string());
    if (event.name == "ExtrinsicFailed")
      receipt.failure = reason_of(event.fields.at("dispatch_error"));
  }
  return {};
}

/// The place of `extrinsic` in a block.
std::optional<std::size_t> place_in(const Block& block, const Hash& extrinsic) {
  for (std::size_t i = 0; i < block.extrinsics.size(); ++i)
    if (frame::extrinsic_hash(block.extrinsics[i]) == extrinsic) return i;
  return std::nullopt;
}

}  // namespace

Bytes sign_extrinsic(const crypto::Keypair& key, const frame::RuntimeCall& call, Balance tip,
                     const SigningContext& context) {
  frame::Extra extra;
  std::get<frame::CheckMortality>(extra).era = context.era();
  std::get<frame::CheckNonce>(extra).nonce = context.nonce;
  std::get<frame::ChargeTransactionPayment>(extra).tip = tip;
  const Bytes payload = frame::signing_payload(call, extra, context.implicit());
  return frame::encode_extrinsic({frame::Signature{key.account(), key.sign(payload), extra}, call});
}

Outcome<Receipt> submit(const Chain& chain, const RuntimeWords& words, View extrinsic,
                        BlockNumber after, const Waiting& waiting, Audience audience) {
  Receipt out;
  out.extrinsic = frame::extrinsic_hash(extrinsic);
  DESCENT_TRY(chain.submit(extrinsic));
  if (waiting.until == Wait::None) return out;

  const auto deadline = Clock::now() + waiting.patience;
  for (BlockNumber next = after + 1;;) {
    const bool final_only = waiting.until == Wait::Finalized;
    const BlockRef newest = DESCENT_TRY(final_only ? chain.finalized() : chain.head());
    for (; next <= newest.number; ++next) {
      const Hash hash = DESCENT_TRY(chain.hash_of(next));
      const Block block = DESCENT_TRY(chain.block(hash));
      if (const auto place = place_in(block, out.extrinsic)) {
        out.block = BlockRef{next, hash};
        DESCENT_TRY(complete(chain, words, *place, audience, out));
        return out;
      }
    }
    if (Clock::now() >= deadline) return out_of_patience(out.extrinsic);
    std::this_thread::sleep_for(kPoll);
  }
}

Outcome<Receipt> send(const Chain& chain, const RuntimeWords& words, const crypto::Keypair& key,
                      const Order& order, Audience audience) {
  auto context = DESCENT_TRY(context_of(chain, words, key.account(), kEraBlocks));
  if (order.nonce) context.nonce = *order.nonce;
  const Bytes extrinsic = sign_extrinsic(key, order.call, order.tip, context);
  return submit(chain, words, extrinsic, context.birth.number, order.waiting, audience);
}

}  // namespace descent::cli
