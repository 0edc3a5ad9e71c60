#include "tests/sim/false_proposal.hpp"

#include <algorithm>

#include "runtime/crypto/hash.hpp"

namespace descent::sim {
namespace {

using service::gossip::Proposed;

constexpr Moment kHourMs = 3'600'000;

/// What the engine said to the runtime.
Digest engine_digest(const Header& header) {
  Digest out;
  for (const auto& item : header.digest.logs)
    if (std::holds_alternative<digest_item::PreRuntime>(item)) out.logs.push_back(item);
  return out;
}

/// Another block in the place of the proposed one, if it still can be built.
Block rebuilt(Block block, const Means& means, Moment time, const std::vector<Bytes>& extrinsics) {
  const Header& header = block.header;
  if (means.chain == nullptr || means.chain->head_hash() != header.parent_hash) return block;
  const Moment allowed = std::max(time, means.chain->earliest_next());
  auto made = forgery::block_with(*means.chain, allowed, engine_digest(header), extrinsics);
  return made ? std::move(made->block) : block;
}

std::vector<Bytes> reports_of(const std::vector<consensus::Equivocation>& evidence) {
  std::vector<Bytes> out;
  for (const auto& each : evidence) out.push_back(forgery::report_of(each));
  return out;
}

Block altered(Block block, Falsehood how, const Means& means) {
  switch (how) {
    case Falsehood::WrongRoot: block.header.state_root.bytes[0] ^= 1; break;
    case Falsehood::WrongParent: block.header.parent_hash.bytes[0] ^= 1; break;
    case Falsehood::OtherBody: block.extrinsics.push_back(Bytes{4, 9, 9}); break;
    case Falsehood::Garbage:
      block.extrinsics.push_back(Bytes{4, 9, 9});
      forgery::reseal(block);
      break;
    case Falsehood::FalseReport:
      return rebuilt(std::move(block), means, means.now, reports_of(means.evidence));
    case Falsehood::Future: return rebuilt(std::move(block), means, means.now + kHourMs, {});
    case Falsehood::None:
    case Falsehood::OtherParts:
    case Falsehood::Appeal:
    case Falsehood::BadSignature:
    case Falsehood::kCount: break;
  }
  return block;
}

}  // namespace

Proposed falsified(Proposed proposed, Falsehood how, const Means& means) {
  if (how == Falsehood::Appeal && proposed.vote.round > 0)
    proposed.vote.valid_round = proposed.vote.round - 1;
  if (means.pool == nullptr) return proposed;
  auto block = forgery::block_of(proposed.sketch, *means.pool);
  if (!block) return proposed;
  const Block other = altered(*std::move(block), how, means);
  proposed.sketch = forgery::sketch_of(other, *means.pool);
  proposed.vote.block = crypto::blake2b_256(scale::encoded(other.header));
  return proposed;
}

}  // namespace descent::sim
