#include "node/service/evidence.hpp"

#include "tests/node/service/dev_chain.hpp"

namespace descent::service {
namespace {

/// The dev chain's validator, whose session key is the ed25519 key of //Alice, lies.
struct Lies : testing::Test {
  DevChain dev;
  Evidence evidence;
  const crypto::Keypair key = *crypto::from_suri(crypto::KeyType::Ed25519, "//Alice");
  const Hash genesis = dev.chain->genesis_hash();

  consensus::Vote vote(std::uint8_t block, consensus::Round round = 0) const {
    consensus::Vote out;
    out.number = 1;
    out.round = round;
    out.kind = consensus::VoteKind::Prevote;
    out.block = Hash{{block}};
    out.validator = {key.account().id};
    const MultiSignature signature = key.sign(scale::encoded(sign_bytes(genesis, out)));
    out.signature = std::get<multi_signature::Ed25519>(signature).value;
    return out;
  }
  consensus::Equivocation lie(consensus::Round round = 0) const {
    return *equivocation_of(vote(1, round), vote(2, round));
  }
  std::vector<Bytes> filled() {
    std::vector<Bytes> out;
    const auto fill = [&](frame::Execution& execution, std::vector<Bytes>& body) {
      const std::size_t before = body.size();
      evidence.fill(execution, body);
      out.assign(body.begin() + static_cast<std::ptrdiff_t>(before), body.end());
    };
    const auto built = dev.chain->build(dev.chain->earliest_next(), fill);
    EXPECT_TRUE(built);
    last = *built;
    return out;
  }
  Proposal last;
};

TEST_F(Lies, are_kept_once) {
  EXPECT_TRUE(evidence.add(lie(), genesis));
  EXPECT_FALSE(evidence.add(lie(), genesis));
  EXPECT_EQ(evidence.size(), 1U);
}

TEST_F(Lies, that_nobody_told_are_not_taken) {
  auto forged = lie();
  forged.second.signature[5] ^= 1;
  EXPECT_FALSE(evidence.add(forged, genesis));
  EXPECT_FALSE(evidence.add(lie(), Hash{{9}}));
  const auto honest = vote(1);
  EXPECT_FALSE(evidence.add({honest, honest}, genesis));
}

TEST_F(Lies, go_into_a_block_until_one_has_punished_them) {
  ASSERT_TRUE(evidence.add(lie(), genesis));
  ASSERT_EQ(filled().size(), 1U);
  EXPECT_EQ(filled().size(), 1U);  // the block before was not committed
  dev.chain->commit(last);
  EXPECT_TRUE(filled().empty());
  EXPECT_EQ(evidence.size(), 0U);
}

TEST_F(Lies, of_nobody_in_the_set_are_forgotten) {
  auto stranger = lie();
  const auto other = *crypto::from_suri(crypto::KeyType::Ed25519, "//Mallory");
  for (auto* said : {&stranger.first, &stranger.second}) {
    said->validator = {other.account().id};
    const MultiSignature signature = other.sign(scale::encoded(sign_bytes(genesis, *said)));
    said->signature = std::get<multi_signature::Ed25519>(signature).value;
  }
  ASSERT_TRUE(evidence.add(stranger, genesis));
  EXPECT_TRUE(filled().empty());
  EXPECT_EQ(evidence.size(), 0U);
}

TEST_F(Lies, more_than_there_is_room_for_are_left_out) {
  for (consensus::Round round = 0; round < Evidence::kMost; ++round)
    EXPECT_TRUE(evidence.add(lie(round), genesis));
  EXPECT_FALSE(evidence.add(lie(Evidence::kMost), genesis));
}

}  // namespace
}  // namespace descent::service
