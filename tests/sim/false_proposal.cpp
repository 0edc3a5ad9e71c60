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
Proposed rebuilt(Proposed proposed, service::Chain* chain, Moment time,
                 const std::vector<Bytes>& extrinsics) {
  const Header& header = proposed.block.header;
  if (chain == nullptr || chain->head_hash() != header.parent_hash) return proposed;
  const Moment allowed = std::max(time, chain->earliest_next());
  auto made = forgery::block_with(*chain, allowed, engine_digest(header), extrinsics);
  if (made) proposed.block = std::move(made->block);
  return proposed;
}

std::vector<Bytes> reports_of(const std::vector<consensus::Equivocation>& evidence) {
  std::vector<Bytes> out;
  for (const auto& each : evidence) out.push_back(forgery::report_of(each));
  return out;
}

Proposed altered(Proposed proposed, Falsehood how, service::Chain* chain, Moment now,
                 const std::vector<consensus::Equivocation>& evidence) {
  auto& [header, body] = proposed.block;
  switch (how) {
    case Falsehood::WrongRoot: header.state_root.bytes[0] ^= 1; break;
    case Falsehood::WrongParent: header.parent_hash.bytes[0] ^= 1; break;
    case Falsehood::Garbage:
      body.push_back(Bytes{4, 9, 9});
      forgery::reseal(proposed.block);
      break;
    case Falsehood::FalseReport:
      return rebuilt(std::move(proposed), chain, now, reports_of(evidence));
    case Falsehood::Future: return rebuilt(std::move(proposed), chain, now + kHourMs, {});
    case Falsehood::Appeal:
      if (proposed.vote.round > 0) proposed.vote.valid_round = proposed.vote.round - 1;
      break;
    case Falsehood::None:
    case Falsehood::OtherBody:
    case Falsehood::BadSignature:
    case Falsehood::kCount: break;
  }
  return proposed;
}

}  // namespace

Proposed falsified(Proposed proposed, Falsehood how, service::Chain* chain, Moment now,
                   const std::vector<consensus::Equivocation>& evidence) {
  auto out = altered(std::move(proposed), how, chain, now, evidence);
  out.vote.block = crypto::blake2b_256(scale::encoded(out.block.header));
  if (how == Falsehood::OtherBody) out.block.extrinsics.push_back(Bytes{4, 9, 9});
  return out;
}

}  // namespace descent::sim
