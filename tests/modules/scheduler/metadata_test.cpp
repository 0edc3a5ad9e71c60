// Stock clients know the types of these modules by their paths.
#include "runtime/frame/metadata/runtime_types.hpp"
#include "tests/modules/scheduler/small_chain.hpp"

namespace descent::modules {
namespace {

class MetadataTest : public testing::Test {
 protected:
  SmallChain chain;
  frame::metadata::Registry registry;
  const frame::metadata::Description description =
      frame::metadata::describe_runtime<SmallRuntime>(registry, chain.runtime());
  const Bytes v14 = frame::metadata::v14(registry.table(), description);

  /// Whether a type of this path, of segments joined by "::", is described.
  bool knows(std::string_view path) const {
    Bytes wanted;
    std::vector<std::string> segments{""};
    for (const char c : path) {
      if (c != ':')
        segments.back().push_back(c);
      else if (!segments.back().empty())
        segments.emplace_back();
    }
    scale::encode(wanted, segments);
    return as_text(v14).find(as_text(wanted)) != std::string_view::npos;
  }
};

TEST_F(MetadataTest, every_type_of_the_modules_is_described_under_its_path) {
  for (const auto* path :
       {"descent_runtime::OriginCaller", "frame_support::dispatch::RawOrigin",
        "pallet_origins::pallet::Origin", "frame_support::traits::preimages::Bounded",
        "pallet_preimage::RequestStatus",
        "frame_support::traits::tokens::fungible::HoldConsideration",
        "pallet_preimage::pallet::Call", "pallet_scheduler::Scheduled",
        "pallet_scheduler::RetryConfig", "pallet_scheduler::pallet::Event",
        "pallet_treasury::Proposal", "pallet_treasury::SpendStatus",
        "pallet_treasury::PaymentState", "pallet_treasury::pallet::Error",
        "sp_arithmetic::per_things::Permill", "frame_support::PalletId"}) {
    EXPECT_TRUE(knows(path)) << path;
  }
  EXPECT_FALSE(knows("frame_support::traits::preimages::Unbounded"));
}

TEST_F(MetadataTest, what_clients_query_is_there_by_name) {
  const std::map<std::string_view, std::vector<std::string_view>> expected{
      {"Preimage", {"RequestStatusFor", "PreimageFor"}},
      {"Scheduler", {"IncompleteSince", "Agenda", "Retries", "Lookup"}},
      {"Treasury",
       {"ProposalCount", "Proposals", "Approvals", "SpendCount", "Spends", "LastSpendPeriod"}}};
  std::size_t found = 0;
  for (const auto& module : description.modules) {
    const auto at = expected.find(module.name);
    if (at == expected.end()) continue;
    ++found;
    for (const auto& name : at->second) {
      EXPECT_TRUE(std::ranges::any_of(module.storage, [&](auto& e) { return e.name == name; }))
          << name;
    }
  }
  EXPECT_EQ(found, expected.size());
}

}  // namespace
}  // namespace descent::modules
