#include <gtest/gtest.h>

#include "chain-spec/descent_runtime.hpp"
#include "chain-spec/genesis.hpp"
#include "runtime/crypto/keypair.hpp"
#include "runtime/frame/storage.hpp"
#include "runtime/state/memory.hpp"

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

TEST(Presets, dev_has_one_validator_and_local_four) {
  for (const auto& [name, count] : {std::pair{"dev", 1u}, std::pair{"local", 4u}}) {
    const state::MemorySource state{preset(name)->genesis};
    frame::Frame frame{state, state};
    DevRuntime runtime{frame};
    const auto set = runtime.session.query(modules::Session::Api::authorities{});
    EXPECT_EQ(set.size(), count);
    const auto alice = crypto::from_suri(crypto::KeyType::Ed25519, "//Alice");
    EXPECT_TRUE(consensus::index_of(set, {alice->account().id}));
    EXPECT_TRUE(runtime.staking.try_state().empty());
    EXPECT_TRUE(runtime.session.try_state().empty());
  }
}

TEST(Presets, dev_is_the_same_chain_every_time) {
  EXPECT_EQ(preset("dev")->genesis, preset("dev")->genesis);
}

}  // namespace
}  // namespace descent::chain_spec
