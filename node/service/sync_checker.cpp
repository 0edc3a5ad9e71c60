#include "node/service/sync_checker.hpp"

#include <algorithm>

#include "node/service/sync_bytes.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/assert.hpp"
#include "runtime/trie/build.hpp"

namespace descent::service {
namespace {

using modules::session::SetChange;
using network::SyncFault;

/// A liar costs us no more signatures than so many blocks have.
constexpr std::size_t kBatch = 32;

template <class T>
T answer_of(const Chain& chain, std::string_view question) {
  const auto answer = chain.newest().call(question, {});
  DESCENT_ASSERT(answer);
  auto value = scale::decoded<T>(*answer);
  DESCENT_ASSERT(value);
  return *std::move(value);
}

/// What is to be verified: `vote.validator` said it.
frame::SignatureCheck check_of(const consensus::Vote& vote, const Hash& genesis) {
  return {.signer = AccountId{vote.validator.key},
          .signature = MultiSignature{multi_signature::Ed25519{vote.signature}},
          .message = scale::encoded(sign_bytes(genesis, vote))};
}

/// The runtime says it in at most one item.
Expected<std::optional<SetChange>, SyncFault> change_in(const Header& header) {
  std::optional<SetChange> out;
  for (const auto& item : header.digest.logs) {
    const auto* said = std::get_if<digest_item::Consensus>(&item);
    if (said == nullptr || said->engine != modules::session::kEngineId) continue;
    const auto change = scale::decoded<SetChange>(said->data);
    if (out || !change || !is_canonical(change->authorities)) return SyncFault::BadHeader;
    if (change->since != header.number + modules::session::kDelay) return SyncFault::BadHeader;
    out = *change;
  }
  return out;
}

}  // namespace

// ---- Who decides ----------------------------------------------------------------------------

Authorities::Authorities(const Chain& chain) : number_{chain.head().number} {
  sets_.push_back(
      {number_ + 1, answer_of<consensus::AuthoritySet>(chain, "SessionApi_authorities")});
  for (auto& change : answer_of<std::vector<SetChange>>(chain, "SessionApi_queued"))
    sets_.push_back(std::move(change));
}

bool Authorities::advance(const Header& header) {
  DESCENT_ASSERT(header.number == number_ + 1);
  auto change = change_in(header);
  if (!change) return false;
  ++number_;
  if (*change) sets_.push_back(**std::move(change));
  while (sets_.size() > 1 && sets_[1].since <= number_ + 1) sets_.pop_front();
  return true;
}

// ---- Headers --------------------------------------------------------------------------------

SyncChecker::SyncChecker(const Chain& chain, Verifier& verifier)
    : chain_{chain},
      verifier_{verifier},
      tip_{chain.head().number, chain.head_hash(), Authorities{chain}} {}

BlockNumber SyncChecker::reset() {
  tip_ = {chain_.head().number, chain_.head_hash(), Authorities{chain_}};
  return tip_.number;
}

network::Checker::Checked SyncChecker::check_headers(std::span<const Claim> claims) {
  Checked out;
  while (!claims.empty() && !out.fault) {
    const auto batch = claims.first(std::min(kBatch, claims.size()));
    const Checked checked = check_batch(batch);
    out.good += checked.good;
    out.fault = checked.fault;
    claims = claims.subspan(batch.size());
  }
  return out;
}

/// The headers lead the way, as if all signatures were right; then we follow as far as they are.
network::Checker::Checked SyncChecker::check_batch(std::span<const Claim> claims) {
  Checked out;
  Verifier::Checks checks;
  std::vector<Link> links;
  Tip ahead = tip_;
  for (const Claim& claim : claims) {
    auto next = link(ahead, claim, checks);
    if (!next) {
      out.fault = next.error();
      break;
    }
    links.push_back(*std::move(next));
    step(ahead, links.back());
  }
  const auto verdicts = verifier_.verify(std::move(checks));
  auto verdict = verdicts.begin();
  for (const Link& next : links) {
    const auto end = verdict + static_cast<std::ptrdiff_t>(next.signatures);
    if (std::find(verdict, end, false) != end) {
      out.fault = SyncFault::BadCertificate;
      break;
    }
    verdict = end;
    step(tip_, next);
    ++out.good;
  }
  return out;
}

Expected<SyncChecker::Link, SyncFault> SyncChecker::link(const Tip& tip, const Claim& claim,
                                                         Verifier::Checks& checks) const {
  auto header = decode_header(claim.header);
  if (!header || header->number != tip.number + 1 || header->parent_hash != tip.hash)
    return SyncFault::BadHeader;
  const auto change = change_in(*header);
  if (!change) return change.error();
  const Hash hash = crypto::blake2b_256(claim.header);
  const auto& set = tip.authorities.next();
  const auto proof = consensus::decode_certificate(claim.certificate, set.size());
  if (!proof || proof->number != header->number || proof->block != hash ||
      !consensus::check_signers(*proof, set))
    return SyncFault::BadCertificate;
  for (const auto& vote : precommits(*proof, set))
    checks.emplace_back(check_of(vote, chain_.genesis_hash()));
  return Link{*std::move(header), hash, proof->signatures.size()};
}

void SyncChecker::step(Tip& tip, const Link& next) {
  tip.number = next.header.number;
  tip.hash = next.hash;
  DESCENT_ASSERT(tip.authorities.advance(next.header));
}

// ---- Bodies ---------------------------------------------------------------------------------

bool SyncChecker::body_matches(View header, View body) const {
  const auto known = decode_header(header);
  DESCENT_ASSERT(known);
  const auto extrinsics = decode_body(body);
  return extrinsics && known->extrinsics_root == trie::ordered_root(*extrinsics, trie::Layout::V1);
}

}  // namespace descent::service
