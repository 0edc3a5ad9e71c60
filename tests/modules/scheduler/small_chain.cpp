#include "tests/modules/scheduler/small_chain.hpp"

template class descent::frame::RuntimeDispatcher<descent::modules::SmallRuntime>;

namespace descent::modules {

System::Config small_config() {
  constexpr Weight kBlock{400 * kMillisecond, UINT64_MAX};
  const Weight share{250 * kMillisecond, UINT64_MAX};
  const frame::WeightsPerClass some{{}, share, share, {}};
  const frame::WeightsPerClass all{{}, std::nullopt, std::nullopt, std::nullopt};
  return {.version = {},
          .block_weights = {system_weights::kBaseBlock, kBlock, {some, some, all}},
          .block_length = {{1 << 20, 1 << 20, 1 << 20}},
          .idle_share = {100 * kMillisecond, UINT64_MAX},
          .block_hash_count = 100,
          .ss58_prefix = 42};
}

SmallChain::SmallChain() {
  for (const auto& who : {kAlice, kBob, Treasury::account()})
    EXPECT_TRUE(runtime().balances.mint_into(who, kEndowment));
  advance();
}

frame::RuntimeCall SmallChain::pay(Balance amount) {
  return frame::call_of(runtime().balances,
                        Balances::force_transfer{.source = kAlice, .dest = kBob, .value = amount});
}

frame::RuntimeCall SmallChain::weighing(const frame::RuntimeCall& call,
                                        std::uint64_t milliseconds) {
  return frame::call_of(runtime().utility,
                        Utility::with_weight{call, {milliseconds * kMillisecond, 0}});
}

frame::RuntimeCall SmallChain::long_call(std::size_t bytes) {
  return frame::call_of(runtime().system, System::remark{Bytes(bytes)});
}

}  // namespace descent::modules
