#include "runtime/primitives/certificate.hpp"

#include <gtest/gtest.h>

namespace descent::consensus {
namespace {

constexpr Hash kGenesis{{9}};
constexpr Hash kBlock{{1}};

/// What stands for a signature here: as many bytes of a checksum of key and message. Whoever alters
/// either has to know the key, as with a real one.
Signature sign(const AuthorityId& id, View message) {
  std::uint64_t sum = 0xcbf29ce484222325;
  const auto mix = [&](std::uint8_t byte) { sum = (sum ^ byte) * 0x100000001b3; };
  for (const auto byte : id.key) mix(byte);
  for (const auto byte : message) mix(byte);
  Signature out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = static_cast<std::uint8_t>(sum >> 56);
    mix(static_cast<std::uint8_t>(i));
  }
  return out;
}

bool verify(const AuthorityId& id, View message, const Signature& signature) {
  return sign(id, message) == signature;
}

/// Powers 1, 2, 3, 4: a quorum is 7 of 10.
AuthoritySet four() { return {{{{1}}, 1}, {{{2}}, 2}, {{{3}}, 3}, {{{4}}, 4}}; }

CommitCertificate signed_by(const std::vector<AuthorityIndex>& signers,
                            const AuthoritySet& set = four()) {
  CommitCertificate out{.number = 7, .round = 2, .block = kBlock};
  for (const auto signer : signers) out.signatures.push_back({signer, {}});
  const auto votes = precommits(out, set);
  for (std::size_t i = 0; i < votes.size(); ++i)
    out.signatures[i].signature =
        sign(votes[i].validator, scale::encoded(sign_bytes(kGenesis, votes[i])));
  return out;
}

Expected<void, CertificateError> checked(const CommitCertificate& certificate) {
  return check(certificate, four(), kGenesis, verify);
}

/// The error of `certificate` once `alter` has had it.
template <class Alter>
std::optional<CertificateError> altered(Alter alter) {
  CommitCertificate certificate = signed_by({1, 2, 3});
  alter(certificate);
  const auto result = checked(certificate);
  return result ? std::nullopt : std::optional{result.error()};
}

TEST(Certificate, more_than_two_thirds_make_a_block_final) {
  EXPECT_TRUE(checked(signed_by({0, 1, 2, 3})));
  EXPECT_TRUE(checked(signed_by({1, 2, 3})));
  EXPECT_TRUE(checked(signed_by({2, 3})));
}

TEST(Certificate, two_thirds_or_less_do_not) {
  EXPECT_EQ(checked(signed_by({0, 1, 2})).error(), CertificateError::TooLittlePower);
  EXPECT_EQ(checked(signed_by({1, 3})).error(), CertificateError::TooLittlePower);
  EXPECT_EQ(checked(signed_by({})).error(), CertificateError::TooLittlePower);
  const AuthoritySet three{{{{1}}, 1}, {{{2}}, 1}, {{{3}}, 1}};
  EXPECT_EQ(check(signed_by({0, 1}, three), three, kGenesis, verify).error(),
            CertificateError::TooLittlePower);
}

TEST(Certificate, every_altered_field_is_noticed) {
  using E = CertificateError;
  EXPECT_EQ(altered([](auto&) {}), std::nullopt);
  EXPECT_EQ(altered([](auto& c) { c.number = 8; }), E::BadSignature);
  EXPECT_EQ(altered([](auto& c) { c.round = 3; }), E::BadSignature);
  EXPECT_EQ(altered([](auto& c) { c.block.bytes[31] ^= 1; }), E::BadSignature);
  for (const std::size_t i : {0u, 1u, 2u}) {
    EXPECT_EQ(altered([&](auto& c) { c.signatures[i].signature[63] ^= 1; }), E::BadSignature);
  }
  EXPECT_EQ(altered([](auto& c) { c.signatures[0].signer = 0; }), E::BadSignature);
  EXPECT_EQ(altered([](auto& c) { c.signatures[2].signer = 4; }), E::UnknownSigner);
  EXPECT_EQ(altered([](auto& c) { c.signatures[2].signer = UINT16_MAX; }), E::UnknownSigner);
}

TEST(Certificate, a_signer_counts_once_and_in_its_place) {
  using E = CertificateError;
  EXPECT_EQ(altered([](auto& c) { c.signatures[1] = c.signatures[0]; }), E::UnorderedSigner);
  EXPECT_EQ(altered([](auto& c) { c.signatures.push_back(c.signatures[2]); }), E::UnorderedSigner);
  EXPECT_EQ(altered([](auto& c) { std::swap(c.signatures[0], c.signatures[1]); }),
            E::UnorderedSigner);
}

TEST(Certificate, signatures_of_others_do_not_stand_in_for_the_signer) {
  EXPECT_EQ(
      altered([](auto& c) { std::swap(c.signatures[0].signature, c.signatures[1].signature); }),
      CertificateError::BadSignature);
}

TEST(Certificate, prevotes_make_nothing_final) {
  CommitCertificate certificate = signed_by({1, 2, 3});
  auto votes = precommits(certificate, four());
  for (std::size_t i = 0; i < votes.size(); ++i) {
    votes[i].kind = VoteKind::Prevote;
    certificate.signatures[i].signature =
        sign(votes[i].validator, scale::encoded(sign_bytes(kGenesis, votes[i])));
  }
  EXPECT_EQ(checked(certificate).error(), CertificateError::BadSignature);
}

TEST(Certificate, of_another_chain_or_another_set_is_refused) {
  const auto certificate = signed_by({1, 2, 3});
  EXPECT_EQ(check(certificate, four(), Hash{}, verify).error(), CertificateError::BadSignature);
  AuthoritySet smaller = four();
  smaller.pop_back();
  EXPECT_EQ(check(certificate, smaller, kGenesis, verify).error(), CertificateError::UnknownSigner);
  AuthoritySet larger = four();
  larger.push_back({{{5}}, 10});
  EXPECT_EQ(check(certificate, larger, kGenesis, verify).error(), CertificateError::TooLittlePower);
  AuthoritySet other = four();
  other[3].id = {{5}};
  EXPECT_EQ(check(certificate, other, kGenesis, verify).error(), CertificateError::BadSignature);
}

TEST(Certificate, without_power_no_signature_is_looked_at) {
  unsigned asked = 0;
  const auto count = [&](const AuthorityId&, View, const Signature&) { return ++asked > 0; };
  EXPECT_FALSE(check(signed_by({0, 1, 2}), four(), kGenesis, count));
  EXPECT_EQ(asked, 0u);
  EXPECT_TRUE(check(signed_by({2, 3}), four(), kGenesis, count));
  EXPECT_EQ(asked, 2u);
}

TEST(Certificate, comes_back_from_its_bytes_and_from_no_others) {
  const auto certificate = signed_by({1, 2, 3});
  Bytes bytes = scale::encoded(certificate);
  EXPECT_EQ(bytes.size(), 4u + 4 + 32 + 1 + 3 * (2 + 64));
  EXPECT_EQ(*decode_certificate(bytes, 4), certificate);
  for (std::size_t n = 0; n < bytes.size(); ++n)
    EXPECT_EQ(decode_certificate(View{bytes}.first(n), 4).error(), CertificateError::Malformed);
  bytes.push_back(0);
  EXPECT_EQ(decode_certificate(bytes, 4).error(), CertificateError::Malformed);
}

TEST(Certificate, more_signatures_than_authorities_are_refused_at_the_count) {
  const Bytes bytes = scale::encoded(signed_by({1, 2, 3}));
  EXPECT_TRUE(decode_certificate(bytes, 3));
  EXPECT_EQ(decode_certificate(bytes, 2).error(), CertificateError::Malformed);
  Bytes promise(40);
  scale::encode_compact(promise, 1'000'000);
  promise.resize(promise.size() + 2'000'000);
  EXPECT_EQ(decode_certificate(promise, kAuthoritiesMax).error(), CertificateError::Malformed);
}

TEST(CertificateDeathTest, a_set_in_disorder_is_a_mistake_of_the_caller) {
  AuthoritySet set = four();
  std::swap(set[0], set[1]);
  EXPECT_DEATH((void)check(signed_by({2, 3}), set, kGenesis, verify), "is_canonical");
}

}  // namespace
}  // namespace descent::consensus
