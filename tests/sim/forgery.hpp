#pragma once
// Things that look right and are not. None of them may ever be believed.
#include "node/service/sketch.hpp"
#include "tests/sim/liar.hpp"

namespace descent::sim::forgery {

/// Evidence against whoever cast `vote`, of which only that vote is real: the other one bears its
/// signature below another block.
std::optional<consensus::Equivocation> relabelled(const consensus::Vote& vote);

/// Evidence against `victim` that `liar` has signed.
std::optional<consensus::Equivocation> signed_by_another(consensus::Vote vote,
                                                         const consensus::AuthorityId& victim,
                                                         const crypto::Keypair& liar,
                                                         const Hash& genesis);

/// Evidence of two real votes of one validator that were cast at two places.
std::optional<consensus::Equivocation> moved(const consensus::Vote& a, consensus::Vote b);

/// The extrinsic by which a proposer shows evidence.
Bytes report_of(const consensus::Equivocation& evidence);

/// The next block with those of `extrinsics` in it that the rules take; with the first whatever
/// they say, if they take none.
std::optional<service::Proposal> block_with(service::Chain& chain, Moment time,
                                            const Digest& digest,
                                            const std::vector<Bytes>& extrinsics);

enum class Certificate : std::uint8_t {
  Few,       ///< one right signature
  Repeated,  ///< that signature in the name of each authority
  Noise,     ///< signatures that are none
  kCount
};
/// A certificate for `block` by someone who can sign for one authority only.
/// own  its precommit for the block, signed
consensus::CommitCertificate certificate(Certificate how, const consensus::Vote& own,
                                         const consensus::AuthoritySet& set, Dice& dice);

/// Who decides on the next block.
consensus::AuthoritySet authorities(const service::Chain& chain);

/// With the root of its extrinsics put right; its hash.
Hash reseal(Block& block);

/// The block, if its names are in the pool.
std::optional<Block> block_of(const service::gossip::Sketch& sketch, const pool::Pool& pool);

/// What is in the pool by its name.
service::gossip::Sketch sketch_of(const Block& block, const pool::Pool& pool);
/// All of it whole.
service::gossip::Sketch whole(const Block& block);

/// Leads to another body than the header's, or to none: with a name that nobody knows, in another
/// order, or without the last part.
void spoil(service::gossip::Sketch& sketch, Dice& dice);

}  // namespace descent::sim::forgery
