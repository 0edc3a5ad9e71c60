#include <gtest/gtest.h>

#include "chain-spec/genesis.hpp"
#include "runtime/crypto/keypair.hpp"
#include "runtime/frame/storage.hpp"

namespace descent::chain_spec {
namespace {

TEST(Presets, every_name_is_a_chain_and_no_other) {
  for (const auto& name : preset_names()) EXPECT_TRUE(preset(name)) << name;
  EXPECT_FALSE(preset("polkadot"));
}

TEST(Presets, dev_funds_alice_whatever_her_key) {
  const auto spec = preset("dev");
  ASSERT_TRUE(spec);
  for (const auto type :
       {crypto::KeyType::Sr25519, crypto::KeyType::Ed25519, crypto::KeyType::Ecdsa}) {
    Bytes key = frame::item_prefix("System", "Account");
    frame::Blake2_128Concat::hash(key, crypto::from_suri(type, "//Alice")->account().id);
    EXPECT_TRUE(spec->genesis.contains(key));
  }
}

TEST(Presets, dev_is_the_same_chain_every_time) {
  EXPECT_EQ(preset("dev")->genesis, preset("dev")->genesis);
}

}  // namespace
}  // namespace descent::chain_spec
