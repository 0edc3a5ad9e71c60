#pragma once
/// # The runtime of Descent
/// Which modules the chain is made of, at which index, with which constants, and who depends on
/// whom. The order of `pallets` is the order of their hooks.
///
/// Adding a module: its folder, a member and an entry here, and a line in modules/CMakeLists.txt.
#include "modules/balances/balances.hpp"
#include "modules/blobs/blobs.hpp"
#include "modules/models/models.hpp"
#include "modules/offences/offences.hpp"
#include "modules/parameters/parameters.hpp"
#include "modules/session/session.hpp"
#include "modules/staking/staking.hpp"
#include "modules/sudo/sudo.hpp"
#include "modules/system/system.hpp"
#include "modules/timestamp/timestamp.hpp"
#include "modules/training/training.hpp"
#include "modules/transaction_payment/transaction_payment.hpp"
#include "modules/utility/utility.hpp"
#include "runtime/frame/dispatch.hpp"

namespace descent::chain_spec {

/// Indices on the wire; written down, never reused.
enum Index : std::uint8_t {
  kSystem = 0,
  kTimestamp = 1,
  kBalances = 2,
  kTransactionPayment = 3,
  kUtility = 4,
  kParameters = 5,
  kSudo = 6,
  kSession = 7,
  kStaking = 8,
  kOffences = 9,
  kBlobs = 30,
  kModels = 31,
  kTraining = 32,
};

/// The constants of module System: the size of a block, and how long hashes are kept; those of
/// Staking: eras, and the curve of inflation.
modules::System::Config system_config(RuntimeVersion version);
modules::Staking::Config staking_config();
RuntimeVersion descent_version();
RuntimeVersion dev_version();

struct DescentRuntime {
  explicit DescentRuntime(frame::Frame& f, const RuntimeVersion& version = descent_version());
  ~DescentRuntime();

  frame::Frame& frame;
  modules::System system;
  static constexpr std::uint8_t kOfTraining[] = {kBlobs, kModels, kTraining};
  modules::Parameters parameters{{frame, kParameters}, {.of_training = kOfTraining}};
  modules::Timestamp timestamp{{frame, kTimestamp}, parameters, {.minimum_period = 500}};
  modules::Balances balances{{frame, kBalances}, system, {.existential_deposit = kGrad / 1'000}};
  modules::TransactionPayment payment{{frame, kTransactionPayment}, system, balances, parameters};
  modules::Utility utility{{frame, kUtility}};
  modules::Session session{{frame, kSession}, system, parameters};
  modules::Staking staking{{frame, kStaking}, balances,   timestamp,
                           session,           parameters, staking_config()};
  modules::Offences offences{{frame, kOffences}, system, session, staking, parameters};
  modules::Blobs blobs{{frame, kBlobs}, balances, parameters};
  modules::Models models{{frame, kModels},
                         balances,
                         blobs,
                         parameters,
                         {.unit_time = system.config.block_weights.max_block.ref_time / 20}};
  modules::Training training{{frame, kTraining}, system, balances, blobs, models, parameters};

  static constexpr auto pallets = std::tuple{
      &DescentRuntime::system,  &DescentRuntime::timestamp, &DescentRuntime::balances,
      &DescentRuntime::payment, &DescentRuntime::utility,   &DescentRuntime::parameters,
      &DescentRuntime::session, &DescentRuntime::staking,   &DescentRuntime::offences,
      &DescentRuntime::blobs,   &DescentRuntime::models,    &DescentRuntime::training,
  };

  /// What every block begins with.
  std::vector<frame::RuntimeCall> inherents(Moment now) const {
    return {frame::call_of(timestamp, modules::Timestamp::set{.now = now})};
  }
  /// Whether the block has all of them.
  bool complete() const { return timestamp.did_update.get(); }
};

/// With a key that acts as root: for development only.
struct DevRuntime : DescentRuntime {
  explicit DevRuntime(frame::Frame& f);
  ~DevRuntime();

  modules::Sudo sudo{{frame, kSudo}};

  static constexpr auto pallets =
      std::tuple_cat(DescentRuntime::pallets, std::tuple{&DevRuntime::sudo});
};

}  // namespace descent::chain_spec

// Every call of every module: compiled once, in descent_rules.cpp and dev_rules.cpp.
extern template class descent::frame::RuntimeDispatcher<descent::chain_spec::DescentRuntime>;
extern template class descent::frame::RuntimeDispatcher<descent::chain_spec::DevRuntime>;
