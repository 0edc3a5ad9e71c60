#pragma once
// A chain with what calls that run later need, and nothing else.
#include "modules/balances/balances.hpp"
#include "modules/origins/origins.hpp"
#include "modules/preimage/preimage.hpp"
#include "modules/scheduler/scheduler.hpp"
#include "modules/treasury/treasury.hpp"
#include "modules/utility/utility.hpp"
#include "tests/modules/chain_of.hpp"

namespace descent::modules {

/// An account by a number.
constexpr AccountId account(std::uint8_t n) {
  AccountId out;
  out.id.fill(n);
  return out;
}
inline constexpr AccountId kAlice = account(1);
inline constexpr AccountId kBob = account(2);
inline constexpr AccountId kCarol = account(3);  ///< has nothing
inline constexpr Balance kEndowment = 1'000 * kGrad;
inline constexpr Balance kExistentialDeposit = kGrad / 1'000;
inline constexpr Weight kMaximumWeight{20 * kMillisecond, 0};

System::Config small_config();

struct SmallRuntime {
  explicit SmallRuntime(frame::Frame& f) : frame{f} {}

  frame::Frame& frame;
  System system{{frame, 0}, small_config()};
  Balances balances{{frame, 2}, system, {.existential_deposit = kExistentialDeposit}};
  Utility utility{{frame, 4}};
  Origins origins{{frame, origins::kIndex}};
  Preimage preimage{{frame, 10}, balances, {.base_deposit = kGrad, .byte_deposit = kGrad / 100}};
  Scheduler scheduler{{frame, 11}, system, preimage, {.maximum_weight = kMaximumWeight}};
  Treasury treasury{{frame, 15},
                    balances,
                    {.spend_period = 10,
                     .payout_period = 20,
                     .burn = {},
                     .small_limit = 10 * kGrad,
                     .medium_limit = 100 * kGrad,
                     .big_limit = 1'000 * kGrad}};

  static constexpr auto pallets =
      std::tuple{&SmallRuntime::system,  &SmallRuntime::balances, &SmallRuntime::utility,
                 &SmallRuntime::origins, &SmallRuntime::preimage, &SmallRuntime::scheduler,
                 &SmallRuntime::treasury};
};

}  // namespace descent::modules

// Every call of every module: compiled once.
extern template class descent::frame::RuntimeDispatcher<descent::modules::SmallRuntime>;

namespace descent::modules {

/// Alice and Bob have `kEndowment` each, the treasury as much; block 1 has begun.
class SmallChain : public ChainOf<SmallRuntime> {
 public:
  SmallChain();

  Balance free(const AccountId& who) { return runtime().balances.data(who).free; }
  Balance reserved(const AccountId& who) { return runtime().balances.data(who).reserved; }
  Balance issuance() { return runtime().balances.total_issuance.get(); }

  /// As root, Alice pays Bob. It fails if she cannot.
  frame::RuntimeCall pay(Balance amount);
  /// As root, `call` with a weight of so many milliseconds.
  frame::RuntimeCall weighing(const frame::RuntimeCall& call, std::uint64_t milliseconds);
  /// As root, a call of `bytes` that does nothing.
  frame::RuntimeCall long_call(std::size_t bytes);
};

inline frame::Origin root() { return frame::origin::Root{}; }
inline frame::Origin origin_of(origins::Custom custom) {
  return origins::OriginCaller{custom}.origin();
}

}  // namespace descent::modules
