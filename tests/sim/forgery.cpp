#include "tests/sim/forgery.hpp"

#include "chain-spec/descent_runtime.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"
#include "runtime/trie/build.hpp"

namespace descent::sim::forgery {

using consensus::CommitCertificate;
using consensus::Equivocation;
using consensus::Vote;
using service::gossip::Name;
using service::gossip::Sketch;

std::optional<Equivocation> relabelled(const Vote& vote) {
  Vote other = vote;
  if (other.block)
    other.block->bytes[0] ^= 1;
  else
    other.block = Hash{};
  return equivocation_of(vote, other);
}

std::optional<Equivocation> signed_by_another(Vote vote, const consensus::AuthorityId& victim,
                                              const crypto::Keypair& liar, const Hash& genesis) {
  vote.validator = victim;
  Vote other = vote;
  other.block = Hash{{7}};
  return equivocation_of(signed_vote(vote, liar, genesis), signed_vote(other, liar, genesis));
}

std::optional<Equivocation> moved(const Vote& a, Vote b) {
  b.number = a.number;
  b.round = a.round;
  b.kind = a.kind;
  b.valid_round = a.valid_round;
  return equivocation_of(a, b);
}

Bytes report_of(const Equivocation& evidence) {
  const modules::Offences::report_equivocation_unsigned call{evidence};
  frame::RuntimeCall out{{chain_spec::kOffences, call.meta.index}};
  scale::encode(out.bytes, call);
  return frame::encode_extrinsic({std::nullopt, std::move(out)});
}

std::optional<service::Proposal> block_with(service::Chain& chain, Moment time,
                                            const Digest& digest,
                                            const std::vector<Bytes>& extrinsics) {
  const auto fill = [&](frame::Execution& execution, std::vector<Bytes>& body) {
    const std::size_t before = body.size();
    for (const Bytes& extrinsic : extrinsics)
      if (execution.apply(extrinsic, true)) body.push_back(extrinsic);
    if (body.size() == before && !extrinsics.empty()) body.push_back(extrinsics.front());
  };
  auto made = chain.build(time, fill, digest);
  if (!made) return std::nullopt;
  return *std::move(made);
}

CommitCertificate certificate(Certificate how, const Vote& own, const consensus::AuthoritySet& set,
                              Dice& dice) {
  CommitCertificate out{.number = own.number, .round = own.round, .block = *own.block};
  for (std::size_t i = 0; i < set.size(); ++i) {
    if (how == Certificate::Few && set[i].id != own.validator) continue;
    auto signature = own.signature;
    if (how == Certificate::Noise)
      for (auto& byte : signature) byte = static_cast<std::uint8_t>(dice.next());
    out.signatures.push_back({static_cast<consensus::AuthorityIndex>(i), signature});
  }
  return out;
}

consensus::AuthoritySet authorities(const service::Chain& chain) {
  const auto answer = chain.newest().call("SessionApi_authorities", {});
  DESCENT_ASSERT(answer);
  auto set = scale::decoded<consensus::AuthoritySet>(*answer);
  DESCENT_ASSERT(set);
  return *std::move(set);
}

Hash reseal(Block& block) {
  block.header.extrinsics_root = trie::ordered_root(block.extrinsics, trie::Layout::V1);
  return crypto::blake2b_256(scale::encoded(block.header));
}

std::optional<Block> block_of(const Sketch& sketch, const pool::Pool& pool) {
  return service::assembled(sketch,
                            [&](const Name& name) { return pool.find_by_prefix(name.bytes); });
}

Sketch sketch_of(const Block& block, const pool::Pool& pool) {
  return service::sketch_of(block, [&](const Hash& hash) { return pool.contains(hash); });
}

Sketch whole(const Block& block) {
  return service::sketch_of(block, [](const Hash&) { return false; });
}

void spoil(Sketch& sketch, Dice& dice) {
  auto& parts = sketch.parts;
  const auto how = dice.below(3);
  Name unknown;
  for (auto& byte : unknown.bytes) byte = static_cast<std::uint8_t>(dice.next());
  if (how == 0 || parts.size() < 2)
    parts.emplace_back(unknown);
  else if (how == 1)
    std::swap(parts.front(), parts[1 + dice.below(parts.size() - 1)]);
  else
    parts.pop_back();
}

}  // namespace descent::sim::forgery
