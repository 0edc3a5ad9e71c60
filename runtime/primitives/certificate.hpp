#pragma once
// Why a block is final: the precommits of more than two thirds, small enough to store with each
// block, and checked by anybody who knows the authorities.
#include <functional>

#include "runtime/primitives/vote.hpp"

namespace descent::consensus {

struct CommitSignature {
  AuthorityIndex signer{};  ///< its place in the set of authorities; the key is there, not here
  Signature signature{};
  DESCENT_FIELDS(signer, signature)
  friend bool operator==(const CommitSignature&, const CommitSignature&) = default;
};

/// Signers are in ascending order. Nothing is said twice, so nothing can be contradicted: a signer
/// is its place alone, and number, round and block are in the bytes each of them signed.
struct CommitCertificate {
  BlockNumber number{};
  Round round{};
  Hash block;
  Bounded<CommitSignature, kAuthoritiesMax> signatures;
  DESCENT_FIELDS(number, round, block, signatures)
  friend bool operator==(const CommitCertificate&, const CommitCertificate&) = default;
};

enum class CertificateError : std::uint8_t {
  Malformed,      ///< the bytes are no certificate, or hold more signatures than there are signers
  UnknownSigner,  ///< a place beyond the set: made for another one
  UnorderedSigner,  ///< not above the signer before it; the same signer twice is this too
  TooLittlePower,   ///< the signers are not more than two thirds
  BadSignature,     ///< some signer did not sign this block in this round
  kCount
};

/// A sentence for people.
std::string_view describe(CertificateError error);

/// True if `signature` over `message` is by `signer`. Cryptography is the caller's.
using Verify =
    std::function<bool(const AuthorityId& signer, View message, const Signature& signature)>;

/// Reads a certificate for a set of `authorities` members. A larger count is refused before memory
/// is taken for it, bytes behind the last signature are refused too.
Expected<CommitCertificate, CertificateError> decode_certificate(View bytes,
                                                                 std::size_t authorities);

/// All but the signatures: cheap, and to be asked first.
/// set     canonical, of the certificate's number
Expected<void, CertificateError> check_signers(const CommitCertificate& certificate,
                                               const AuthoritySet& set);

/// The precommits it consists of, in order.
/// REQUIRES check_signers.
std::vector<Vote> precommits(const CommitCertificate& certificate, const AuthoritySet& set);

/// True to the word: `certificate.block` is final at `certificate.number` on the chain that began
/// with `genesis`. That the number and the block are those the caller means is for the caller to
/// compare.
Expected<void, CertificateError> check(const CommitCertificate& certificate,
                                       const AuthoritySet& set, const Hash& genesis,
                                       const Verify& verify);

}  // namespace descent::consensus
