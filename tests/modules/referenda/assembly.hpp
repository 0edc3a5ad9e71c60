#pragma once
// Accounts 1 to 6 with 100 GRAD each, and two tracks with the periods and curves of polkadot-sdk's
// tests, with GRAD for its units.
#include "modules/referenda/referenda.hpp"
#include "tests/modules/scheduler/small_chain.hpp"

namespace descent::modules {

namespace info = referenda::referendum_info;
namespace at = scheduler::dispatch_time;
using conviction_voting::Tally;
using referenda::DispatchTime;
using referenda::ReferendumIndex;

inline constexpr AccountId kPurse = account(50);  ///< where slashed deposits go

constexpr Perbill percent(std::uint32_t n) { return {n * 10'000'000}; }
inline referenda::Curve line(std::uint32_t floor, std::uint32_t ceil) {
  return referenda::curve::LinearDecreasing{percent(100), percent(floor), percent(ceil)};
}

inline std::vector<referenda::Track> two_tracks() {
  return {
      {0, origins::root_caller(), {"root", 1, 10 * kGrad, 4, 4, 2, 4, line(50, 100), line(0, 100)}},
      {1, origins::Custom::Models, {"models", 3, kGrad, 2, 2, 1, 2, line(95, 100), line(90, 100)}}};
}
inline Referenda::Config referenda_config() {
  return {.submission_deposit = 2 * kGrad,
          .undeciding_timeout = 20,
          .tracks = two_tracks(),
          .slashed = kPurse};
}

/// What a test wants to be said of proposals.
class ToldReview : public referenda::Review {
 public:
  Result<conviction_voting::Excluded> review(referenda::TrackId track,
                                             const frame::RuntimeCall* call) const override {
    if (refuse) return *refuse;
    asked.emplace_back(track, call == nullptr ? frame::RuntimeCall{} : *call);
    return excluded;
  }
  std::optional<DispatchError> refuse;
  conviction_voting::Excluded excluded;
  mutable std::vector<std::pair<referenda::TrackId, frame::RuntimeCall>> asked;
};

struct AssemblyRuntime {
  explicit AssemblyRuntime(frame::Frame& f) : frame{f} {}

  frame::Frame& frame;
  System system{{frame, 0}, small_config()};
  Balances balances{{frame, 2}, system, {.existential_deposit = kExistentialDeposit}};
  Preimage preimage{{frame, 10}, balances, {.base_deposit = kGrad, .byte_deposit = kGrad / 100}};
  Scheduler scheduler{
      {frame, 11}, system, preimage, {.maximum_weight = {300 * kMillisecond, 1 << 20}}};
  ToldReview review;
  Referenda referenda{{frame, 13}, balances, preimage, scheduler, review, referenda_config()};
  ConvictionVoting voting{{frame, 14}, balances, referenda, {.vote_locking_period = 3}};
  static constexpr auto pallets = std::tuple{
      &AssemblyRuntime::system,    &AssemblyRuntime::balances,  &AssemblyRuntime::preimage,
      &AssemblyRuntime::scheduler, &AssemblyRuntime::referenda, &AssemblyRuntime::voting};
};

}  // namespace descent::modules

// Every call of every module: compiled once.
extern template class descent::frame::RuntimeDispatcher<descent::modules::AssemblyRuntime>;

namespace descent::modules {

class Assembly : public ChainOf<AssemblyRuntime> {
 public:
  /// Block 1 has begun.
  Assembly();

  BlockNumber now() { return frame().number; }
  void run_to(BlockNumber block) {
    if (block > now()) advance(block - now());
  }
  AccountData data(const AccountId& who) { return runtime().balances.data(who); }
  /// As root, creates an account with one GRAD.
  frame::RuntimeCall set_balance(const AccountId& who);
  static referenda::BoundedCall bounded(const frame::RuntimeCall& call);
};

class AssemblyTest : public testing::Test {
 protected:
  using Error = Referenda::Error;
  DispatchError error(Error e) { return error_of(referenda, e); }

  Result<> submit(std::uint8_t n, const referenda::OriginCaller& origin = origins::root_caller(),
                  const DispatchTime& when = at::At{10}) {
    return submit(n, origin, when, Assembly::bounded(chain.set_balance(account(42))));
  }
  Result<> submit(std::uint8_t n, const referenda::OriginCaller& origin, const DispatchTime& when,
                  const referenda::BoundedCall& proposal) {
    return chain.call(account(n), referenda, Referenda::submit{origin, proposal, when});
  }
  Result<> place(std::uint8_t n, ReferendumIndex of) {
    return chain.call(account(n), referenda, Referenda::place_decision_deposit{of});
  }
  Result<> refund_decision(std::uint8_t n, ReferendumIndex of) {
    return chain.call(account(n), referenda, Referenda::refund_decision_deposit{of});
  }
  Result<> refund_submission(std::uint8_t n, ReferendumIndex of) {
    return chain.call(account(n), referenda, Referenda::refund_submission_deposit{of});
  }
  Result<> cancel(ReferendumIndex of) {
    return chain.call(root(), referenda, Referenda::cancel{of});
  }
  Result<> kill(ReferendumIndex of) { return chain.call(root(), referenda, Referenda::kill{of}); }

  /// Ayes and nays in GRAD; each aye supports for a hundredth of all tokens.
  void set_tally(ReferendumIndex of, Balance ayes, Balance nays) {
    const Balance issued = chain.runtime().balances.total_issuance.get();
    referenda.put_tally(of, {ayes * kGrad, nays * kGrad, issued * ayes / 100});
  }
  referenda::ReferendumStatus status(ReferendumIndex of) {
    const auto record = referenda.info_for.get(of);
    return record && record->ongoing() != nullptr ? *record->ongoing()
                                                  : referenda::ReferendumStatus{};
  }
  BlockNumber deciding_since(ReferendumIndex of) {
    const auto deciding = status(of).deciding;
    return deciding ? deciding->since : 0;
  }
  BlockNumber confirming_until(ReferendumIndex of) {
    const auto deciding = status(of).deciding;
    return deciding && deciding->confirming ? *deciding->confirming : 0;
  }
  bool deciding_and_failing(ReferendumIndex of, BlockNumber since) {
    return deciding_since(of) == since && confirming_until(of) == 0;
  }
  /// The block it came to be Over in; 0: it did not.
  template <class Over>
  BlockNumber since(ReferendumIndex of) {
    const auto record = referenda.info_for.get(of);
    const auto* over = record ? std::get_if<Over>(&*record) : nullptr;
    return over == nullptr ? 0 : over->since;
  }
  std::uint32_t deciding(referenda::TrackId track) { return referenda.deciding_count.get(track); }
  template <class E>
  bool emitted(const E& event) {
    return chain.emitted(referenda, event);
  }

  Assembly chain;
  Referenda& referenda = chain.runtime().referenda;
};

}  // namespace descent::modules
