#include "tests/sim/forgery.hpp"

#include <gtest/gtest.h>

#include "node/service/evidence.hpp"
#include "runtime/crypto/signature.hpp"

namespace descent::sim {
namespace {

using consensus::Vote;

struct SimForgery : testing::Test {
  const Founding& who = founding(4, false);
  Dice dice{3};

  Vote vote(std::size_t machine, consensus::Round round) const {
    return signed_vote({.number = 1,
                        .round = round,
                        .kind = consensus::VoteKind::Precommit,
                        .block = Hash{{5}},
                        .validator = {who.keys[machine].account().id}},
                       who.keys[machine], who.genesis);
  }
  /// The node's judgement.
  bool is_believed(const consensus::Equivocation& evidence) const {
    return service::Evidence{}.add(evidence, who.genesis);
  }
  consensus::AuthoritySet authorities() const {
    consensus::AuthoritySet out;
    for (const auto& key : who.keys) out.push_back({{key.account().id}, 1});
    std::ranges::sort(out, {}, &consensus::Authority::id);
    return out;
  }
};

TEST_F(SimForgery, evidence_of_two_real_votes_is_believed) {
  Vote other = vote(1, 0);
  other.block = Hash{{6}};
  const auto real = equivocation_of(vote(1, 0), signed_vote(other, who.keys[1], who.genesis));
  ASSERT_TRUE(real);
  EXPECT_TRUE(is_believed(*real));
}

TEST_F(SimForgery, forged_evidence_looks_like_evidence_and_is_not_believed) {
  const auto relabelled = forgery::relabelled(vote(1, 0));
  const auto signed_by_another =
      forgery::signed_by_another(vote(1, 0), vote(1, 0).validator, who.keys[0], who.genesis);
  Vote other = vote(1, 3);
  other.block.reset();
  const auto moved = forgery::moved(vote(1, 0), signed_vote(other, who.keys[1], who.genesis));
  for (const auto& forged : {relabelled, signed_by_another, moved}) {
    ASSERT_TRUE(forged);
    EXPECT_TRUE(is_equivocation(forged->first, forged->second));
    EXPECT_EQ(forged->first.validator, vote(1, 0).validator);
    EXPECT_FALSE(is_believed(*forged));
  }
}

TEST_F(SimForgery, forged_certificates_decode_and_prove_nothing) {
  const auto set = authorities();
  const auto verify = [](const consensus::AuthorityId& signer, View message,
                         const consensus::Signature& signature) {
    return crypto::verify(MultiSignature{multi_signature::Ed25519{signature}}, message,
                          AccountId{signer.key});
  };
  for (std::uint8_t how = 0; how < static_cast<std::uint8_t>(forgery::Certificate::kCount); ++how) {
    const auto forged =
        forgery::certificate(static_cast<forgery::Certificate>(how), vote(1, 0), set, dice);
    EXPECT_TRUE(consensus::decode_certificate(scale::encoded(forged), set.size()));
    EXPECT_FALSE(check(forged, set, who.genesis, verify)) << int{how};
  }
}

/// A pool of three transactions, and a block of them and of one more.
struct SimSketches : SimForgery {
  struct Anything final : pool::Validator {
    frame::Validity<pool::Checked> check(View extrinsic) const override {
      return pool::Checked{{{extrinsic[0]}}, 0, 0, 1};
    }
    frame::Validity<pool::Checked> recheck(View extrinsic) const override {
      return check(extrinsic);
    }
    Nonce nonce(const AccountId&) const override { return 0; }
  };
  Anything rules;
  pool::Pool pool{rules, [](const pool::Event&) {}, {}};
  Block block{{}, {Bytes(40, 1), Bytes(40, 2), Bytes(40, 3), Bytes(40, 9)}};

  SimSketches() {
    for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(pool.submit(block.extrinsics[i]));
    forgery::reseal(block);
  }
  bool leads_to_it(const service::gossip::Sketch& sketch) const {
    const auto found = forgery::block_of(sketch, pool);
    return found && found->extrinsics == block.extrinsics;
  }
};

TEST_F(SimSketches, what_the_pool_has_is_named_and_found_again) {
  const auto sketch = forgery::sketch_of(block, pool);
  EXPECT_EQ(service::whole_bytes(sketch), 40U);
  EXPECT_TRUE(leads_to_it(sketch));
  EXPECT_EQ(service::whole_bytes(forgery::whole(block)), 160U);
  EXPECT_TRUE(leads_to_it(forgery::whole(block)));
}

TEST_F(SimSketches, a_spoilt_sketch_decodes_and_leads_elsewhere) {
  for (int i = 0; i < 20; ++i) {
    for (auto sketch : {forgery::sketch_of(block, pool), forgery::whole(block)}) {
      forgery::spoil(sketch, dice);
      const service::gossip::Message message{service::gossip::BlockFound{sketch}};
      EXPECT_TRUE(service::gossip::decode(scale::encoded(message)));
      EXPECT_FALSE(leads_to_it(sketch));
    }
  }
  service::gossip::Sketch none;
  forgery::spoil(none, dice);
  EXPECT_EQ(none.parts.size(), 1U);
}

}  // namespace
}  // namespace descent::sim
