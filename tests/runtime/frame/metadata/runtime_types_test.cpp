#include "runtime/frame/metadata/runtime_types.hpp"

#include <gtest/gtest.h>

#include "chain-spec/descent_runtime.hpp"
#include "runtime/frame/api_hosts.hpp"
#include "runtime/scale/hex.hpp"
#include "runtime/state/memory.hpp"

namespace descent::frame::metadata {
namespace {

class RuntimeTypes : public testing::Test {
 protected:
  const state::MemorySource empty{{}};
  Frame frame{empty, empty};
  const chain_spec::DevRuntime runtime{frame};
  Registry registry;
  const Description description =
      describe_runtime<chain_spec::DevRuntime, CoreHost, MetadataHost>(registry, runtime);
};

TEST_F(RuntimeTypes, account_id_is_type_zero) { EXPECT_EQ(registry.id<AccountId>(), 0u); }

TEST_F(RuntimeTypes, the_eight_extensions_stand_in_frames_order) {
  std::vector<std::string_view> names;
  for (const auto& extension : description.extrinsic.extensions)
    names.push_back(extension.identifier);
  EXPECT_EQ(names, (std::vector<std::string_view>{
                       "CheckNonZeroSender", "CheckSpecVersion", "CheckTxVersion", "CheckGenesis",
                       "CheckMortality", "CheckNonce", "CheckWeight", "ChargeTransactionPayment"}));
}

TEST_F(RuntimeTypes, every_module_keeps_its_written_index) {
  const std::map<std::string_view, std::uint8_t> written{{"System", chain_spec::kSystem},
                                                         {"Balances", chain_spec::kBalances},
                                                         {"Training", chain_spec::kTraining}};
  std::size_t found = 0;
  for (const auto& module : description.modules) {
    const auto at = written.find(module.name);
    if (at == written.end()) continue;
    EXPECT_EQ(module.index, at->second);
    ++found;
  }
  EXPECT_EQ(found, written.size());
}

TEST_F(RuntimeTypes, an_era_has_256_variants_and_their_second_byte) {
  const Bytes def = Custom<Era>::describe(registry).def;
  EXPECT_EQ(to_hex(View{def}.first(3)), "010104");  // a variant, compact 256
  const std::string_view text = as_text(def);
  EXPECT_NE(text.find("Immortal"), text.npos);
  EXPECT_NE(text.find("Mortal255"), text.npos);
}

TEST_F(RuntimeTypes, a_hold_reason_names_the_modules_that_hold) {
  const Bytes v14_bytes = v14(registry.table(), description);
  const std::string_view text = as_text(v14_bytes);
  EXPECT_NE(text.find("RuntimeHoldReason"), text.npos);
}

TEST_F(RuntimeTypes, hosts_and_modules_show_their_apis) {
  std::vector<std::string_view> names;
  for (const auto& api : description.apis) names.push_back(api.name);
  for (const auto* name : {"Core", "Metadata", "AccountNonceApi", "TransactionPaymentApi"}) {
    EXPECT_NE(std::ranges::find(names, name), names.end()) << name;
  }
}

}  // namespace
}  // namespace descent::frame::metadata
