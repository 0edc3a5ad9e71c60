#include "node/service/signer.hpp"

#include <gtest/gtest.h>

#include "runtime/crypto/signature.hpp"
#include "tests/node/keystore/folder.hpp"

namespace descent::service {
namespace {

using consensus::AuthorityId;
using consensus::Vote;
using consensus::VoteKind;

constexpr Hash kGenesis{{7}};

struct SigningKeys : testing::Test {
  const keystore::Folder folder{};
  const keystore::SessionKeys keys = *keystore::SessionKeys::open(folder / "keystore");

  AuthorityId insert(const std::string& name) const {
    const AuthorityId id = of(name);
    EXPECT_TRUE(keys.insert("dsc1", "//" + name, id.key));
    return id;
  }
  static AuthorityId of(const std::string& name) {
    return {crypto::from_suri(crypto::KeyType::Ed25519, "//" + name)->account().id};
  }
  static consensus::AuthoritySet set(const std::vector<AuthorityId>& ids) {
    consensus::AuthoritySet out;
    for (const auto& id : ids) out.push_back({id, 1});
    return out;
  }
  static Vote vote(const AuthorityId& by, const Hash& block) {
    Vote out;
    out.number = 5;
    out.kind = VoteKind::Prevote;
    out.block = block;
    out.validator = by;
    return out;
  }
  Signer signer(SignState::Missing missing) const {
    return {keys, kGenesis, {folder / "signing", missing}};
  }
};

TEST_F(SigningKeys, it_is_whoever_of_the_set_has_its_key_here) {
  const AuthorityId bob = insert("Bob");
  Signer s = signer(SignState::Missing::Create);
  EXPECT_FALSE(s.self(set({of("Alice")})));
  EXPECT_EQ(s.self(set({of("Alice"), bob})), bob);
  const AuthorityId alice = insert("Alice");
  EXPECT_EQ(s.self(set({alice})), alice) << "a key that came later";
}

TEST_F(SigningKeys, a_key_without_its_state_is_not_voted_with) {
  const AuthorityId bob = insert("Bob");
  Signer s = signer(SignState::Missing::Refuse);
  EXPECT_FALSE(s.self(set({bob})));
  EXPECT_FALSE(s.sign(vote(bob, {{1}})));
}

TEST_F(SigningKeys, a_key_that_was_made_here_may_be_voted_with) {
  const AuthorityId bob = insert("Bob");
  Signer s = signer(SignState::Missing::Refuse);
  s.born(bob);
  EXPECT_EQ(s.self(set({bob})), bob);
  EXPECT_TRUE(s.sign(vote(bob, {{1}})));
}

TEST_F(SigningKeys, a_signature_is_that_of_the_vote) {
  const AuthorityId bob = insert("Bob");
  Signer s = signer(SignState::Missing::Create);
  const Vote v = vote(bob, {{1}});
  const auto signature = s.sign(v);
  ASSERT_TRUE(signature);
  EXPECT_TRUE(crypto::verify(MultiSignature{multi_signature::Ed25519{*signature}},
                             scale::encoded(sign_bytes(kGenesis, v)), AccountId{bob.key}));
}

TEST_F(SigningKeys, what_contradicts_a_vote_is_refused_by_the_next_process_too) {
  const AuthorityId bob = insert("Bob");
  {
    Signer s = signer(SignState::Missing::Create);
    EXPECT_TRUE(s.sign(vote(bob, {{1}})));
  }
  Signer s = signer(SignState::Missing::Refuse);
  EXPECT_FALSE(s.sign(vote(bob, {{2}})));
  EXPECT_TRUE(s.sign(vote(bob, {{1}}))) << "the very same again";
}

}  // namespace
}  // namespace descent::service
