#include "runtime/primitives/certificate.hpp"

#include "runtime/primitives/assert.hpp"

namespace descent::consensus {
namespace {

/// Of number, round and block, which stand before the count.
constexpr std::size_t kBytesBeforeCount = 4 + 4 + 32;

}  // namespace

std::string_view describe(CertificateError error) {
  switch (error) {
    case CertificateError::Malformed: return "the bytes are no certificate for this many signers";
    case CertificateError::UnknownSigner: return "a signer is not in the set of authorities";
    case CertificateError::UnorderedSigner: return "the signers are not in ascending order";
    case CertificateError::TooLittlePower: return "the signers are not more than two thirds";
    case CertificateError::BadSignature: return "a signature is not of this block and round";
    case CertificateError::kCount: break;
  }
  return "unknown error";
}

Expected<CommitCertificate, CertificateError> decode_certificate(View bytes,
                                                                 std::size_t authorities) {
  scale::Reader ahead{bytes};
  (void)ahead.take(kBytesBeforeCount);
  (void)scale::decode_count(ahead, authorities);
  if (!ahead.ok()) return CertificateError::Malformed;
  auto certificate = scale::decoded<CommitCertificate>(bytes);
  if (!certificate) return CertificateError::Malformed;
  return *std::move(certificate);
}

Expected<void, CertificateError> check_signers(const CommitCertificate& certificate,
                                               const AuthoritySet& set) {
  DESCENT_ASSERT(is_canonical(set));
  Power power = 0;
  std::optional<AuthorityIndex> last;
  for (const auto& [signer, signature] : certificate.signatures) {
    if (signer >= set.size()) return CertificateError::UnknownSigner;
    if (last && signer <= *last) return CertificateError::UnorderedSigner;
    power += set[signer].power;
    last = signer;
  }
  if (!is_quorum(power, total_power(set))) return CertificateError::TooLittlePower;
  return {};
}

std::vector<Vote> precommits(const CommitCertificate& certificate, const AuthoritySet& set) {
  std::vector<Vote> votes;
  votes.reserve(certificate.signatures.size());
  for (const auto& [signer, signature] : certificate.signatures) {
    DESCENT_ASSERT(signer < set.size());
    votes.push_back({.number = certificate.number,
                     .round = certificate.round,
                     .kind = VoteKind::Precommit,
                     .block = certificate.block,
                     .valid_round = std::nullopt,
                     .validator = set[signer].id,
                     .signature = signature});
  }
  return votes;
}

Expected<void, CertificateError> check(const CommitCertificate& certificate,
                                       const AuthoritySet& set, const Hash& genesis,
                                       const Verify& verify) {
  if (const auto signers = check_signers(certificate, set); !signers) return signers.error();
  for (const auto& vote : precommits(certificate, set)) {
    const Bytes message = scale::encoded(sign_bytes(genesis, vote));
    if (!verify(vote.validator, message, vote.signature)) return CertificateError::BadSignature;
  }
  return {};
}

}  // namespace descent::consensus
