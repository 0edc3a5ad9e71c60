// What validators tell each other: votes, proposals, certificates, evidence.
#include "node/service/gossip.hpp"

#include <algorithm>
#include <set>

#include "node/service/sync_bytes.hpp"
#include "tests/consensus/bft/people.hpp"
#include "tests/fuzz/targets.hpp"

namespace descent::fuzz {
namespace {

using namespace consensus;
namespace gossip = service::gossip;

/// A message may be of 6 MiB, and anybody may send one: no part of it may be made of tiny elements.
constexpr std::size_t kMemoryPerByte = 16;
constexpr std::size_t kMemoryMore = 16'384;

const AuthoritySet& people() {
  static const AuthoritySet set = testing::authorities({1, 2, 3, 4});
  return set;
}

/// Counts by itself: each signer once, more than two thirds, all signatures right.
bool is_final(const CommitCertificate& certificate) {
  std::set<AuthorityIndex> signers;
  Power power = 0;
  for (const auto& [signer, signature] : certificate.signatures) {
    if (signer >= people().size() || !signers.insert(signer).second) return false;
    const Vote vote{
        certificate.number,  certificate.round, VoteKind::Precommit, certificate.block, {},
        people()[signer].id, signature};
    if (!testing::is_signed(vote)) return false;
    power += people()[signer].power;
  }
  return power * 3 > total_power(people()) * 2;
}

void holds_of(const CommitCertificate& certificate) {
  const Bytes bytes = scale::encoded(certificate);
  const auto read = decode_certificate(bytes, people().size());
  require(read ? *read == certificate : certificate.signatures.size() > people().size(),
          "a certificate is read unless it has more signatures than there are authorities");
  require(
      !check(certificate, people(), testing::kGenesis, testing::verify) || is_final(certificate),
      "a certificate that is good has more than two thirds of the power behind it");
}

void holds_of(const Equivocation& evidence) {
  const auto& [a, b] = evidence;
  const auto found = equivocation_of(a, b);
  require(found == equivocation_of(b, a), "evidence does not depend on who was heard first");
  require(!found || is_equivocation(found->first, found->second), "what is found is evidence");
  require(!is_equivocation(a, b) || (found == evidence && a.block != b.block),
          "evidence has one form, and two blocks");
}

}  // namespace

void gossip_target(View input) {
  const Allocations taken;
  const auto message = gossip::decode(input);
  const auto header = service::decode_header(input);
  const auto body = service::decode_body(input);
  require(taken.bytes() <= kMemoryPerByte * input.size() + kMemoryMore,
          "what a message takes is in proportion to its bytes");
  require(!header || std::ranges::equal(scale::encoded(*header), input), "a header is canonical");
  require(!body || std::ranges::equal(scale::encoded(*body), input), "a body is canonical");
  if (!message) return;
  require(std::ranges::equal(scale::encoded(*message), input), "a message is canonical");
  if (const auto* commit = std::get_if<gossip::CommitFound>(&*message))
    holds_of(commit->certificate);
  if (const auto* caught = std::get_if<gossip::Caught>(&*message)) holds_of(caught->evidence);
}

}  // namespace descent::fuzz
