#pragma once
// A chain with a realistically large state on which the cost of calls and hooks is measured, and
// the table that is printed of it.
#include "chain-spec/descent_runtime.hpp"
#include "runtime/frame/executive.hpp"
#include "tests/bench/disk_chain.hpp"
#include "tests/bench/measure.hpp"

namespace descent::bench {

using Runtime = chain_spec::DevRuntime;

/// One line: what was measured of a weight, what is charged, and their ratio.
void report(const std::string& name, double seconds, std::uint64_t ref_time);

/// Aborts with the reason if a call that must succeed does not.
Weight must(const Result<Weight>& result);

/// Runs a call of `module` as `who`. returns  the weight it is charged after refunds
template <class M, class C>
Weight call(Runtime& runtime, const AccountId& who, M& module, const C& c) {
  return must(runtime.frame.dispatcher->dispatch(frame::origin::Signed{who},
                                                 frame::call_of(module, c).bytes));
}
template <class M, class C>
Weight call_root(Runtime& runtime, M& module, const C& c) {
  return must(
      runtime.frame.dispatcher->dispatch(frame::origin::Root{}, frame::call_of(module, c).bytes));
}

class WeightChain {
 public:
  static constexpr std::size_t kAccounts = 100'000;
  using Work = std::function<void(Runtime&)>;
  using One = std::function<Weight(Runtime&)>;

  /// With these validators, of a development chain that has none of its own.
  /// name  of its folder
  explicit WeightChain(const std::string& name,
                       std::vector<chain_spec::GenesisStaker> validators = {});

  /// Makes a block of `work`, with its roots, and commits it. returns  processor seconds
  /// author  whose block it is: what the engine says to the runtime
  double block(const Work& work = {}, const std::optional<consensus::AuthorityId>& author = {});
  /// What a block without work takes.
  double empty() const { return empty_; }

  /// Measures what each of `count` runs of `one` adds to a block, three times, each after a block
  /// of `prepare`, and reports the median beside the weights that `one` returns.
  void measure(const std::string& name, std::size_t count, const Work& prepare, const One& one);

  /// The newest state, to be read.
  Runtime& state() const;
  /// Makes blocks without work, until what was scheduled is done, and measures the empty block
  /// anew.
  void rest();

  /// A rich account that nothing has used yet.
  AccountId fresh() { return stranger(next_++); }
  /// An account that does not exist.
  AccountId nobody() { return stranger(kAccounts + next_nobody_++); }

  service::Chain& chain() { return *chain_; }
  const Hash& genesis_hash() const { return chain_->genesis_hash(); }
  BlockNumber head() const { return chain_->head().number; }

 private:
  chain_spec::RuntimeSet rules_;
  Disk disk_;
  std::unique_ptr<service::Chain> chain_;
  double empty_ = 0;
  std::size_t next_ = 1;  // 0 is the sudo key
  std::size_t next_nobody_ = 0;
};

// One for each module with weights.
void weigh_system(WeightChain& chain);
void weigh_balances(WeightChain& chain);
void weigh_blobs(WeightChain& chain);
void weigh_models(WeightChain& chain);
void weigh_training(WeightChain& chain);
void weigh_rules(WeightChain& chain);
/// On a chain of its own, with validators.
void weigh_staking(WeightChain& chain);

}  // namespace descent::bench
