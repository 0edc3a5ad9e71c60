#include <algorithm>
#include <cstdio>

#include "runtime/primitives/vote.hpp"
#include "tests/bench/weights_chain.hpp"

namespace descent::bench {
namespace {

using modules::Offences;
using modules::Session;
using modules::Staking;
namespace staking = modules::staking;

constexpr std::size_t kValidators = 64;
constexpr std::size_t kMany = 500;
constexpr Balance kBond = 1'000 * kGrad;

using Accounts = std::vector<AccountId>;

/// The last of the rich, which `WeightChain::fresh` does not come to.
AccountId stash(std::size_t n) { return stranger(WeightChain::kAccounts - 1 - n); }
consensus::AuthorityId session_key(std::size_t n) { return {sender(n).account().id}; }

std::vector<chain_spec::GenesisStaker> validators() {
  std::vector<chain_spec::GenesisStaker> out;
  for (std::size_t n = 0; n < kValidators; ++n) out.push_back({stash(n), session_key(n), kBond});
  return out;
}

void bond(Runtime& r, const AccountId& who) {
  call(r, who, r.staking, Staking::bond{kBond, staking::reward_destination::Staked{}});
}

Staking::nominate naming(std::size_t targets, std::size_t first) {
  Staking::nominate out;
  for (std::size_t i = 0; i < targets; ++i)
    out.targets.emplace_back(multi_address::Id{stash((first + i) % kValidators)});
  return out;
}

/// Measures calls of accounts that a block before has prepared, each by another account.
class Calls {
 public:
  explicit Calls(WeightChain& chain) : chain_{chain} {}

  template <class Prepare, class Make>
  void measure(const std::string& name, const Prepare& prepare, const Make& make) {
    const auto before = [&](Runtime& r) {
      who_.clear();
      for (std::size_t i = 0; i < kMany; ++i) {
        who_.push_back(chain_.fresh());
        prepare(r, who_.back());
      }
      next_ = 0;
    };
    chain_.measure(name, kMany, before,
                   [&](Runtime& r) { return call(r, who_[next_++], r.staking, make()); });
  }

 private:
  WeightChain& chain_;
  Accounts who_;
  std::size_t next_ = 0;
};

void weigh_ledger(WeightChain& chain) {
  Calls calls{chain};
  const auto nothing = [](Runtime&, const AccountId&) {};
  const auto bonded = [](Runtime& r, const AccountId& who) { bond(r, who); };
  const auto half_gone = [](Runtime& r, const AccountId& who) {
    bond(r, who);
    call(r, who, r.staking, Staking::unbond{kBond / 2});
  };
  const staking::RewardDestination payee = staking::reward_destination::Staked{};
  calls.measure("staking kBond: bond", nothing, [&] { return Staking::bond{kBond, payee}; });
  calls.measure("staking kBond: bond_extra", bonded, [] { return Staking::bond_extra{kBond}; });
  calls.measure("staking kUnbond + kWithdraw: unbond", bonded,
                [] { return Staking::unbond{kBond / 2}; });
  calls.measure("staking kWithdraw: withdraw_unbonded, none due", half_gone,
                [] { return Staking::withdraw_unbonded{}; });
  calls.measure("staking kRebond", half_gone, [] { return Staking::rebond{kBond / 2}; });
  calls.measure("staking kSetPayee", bonded,
                [] { return Staking::set_payee{staking::reward_destination::Stash{}}; });
  Accounts leaving;
  chain.measure(
      "staking kWithdraw: force_unstake of a nominator", kMany,
      [&](Runtime& r) {
        leaving.clear();
        for (std::size_t i = 0; i < kMany; ++i) {
          leaving.push_back(chain.fresh());
          bond(r, leaving.back());
          call(r, leaving.back(), r.staking, naming(1, i));
        }
      },
      [&](Runtime& r) {
        const AccountId who = leaving.back();
        leaving.pop_back();
        return call_root(r, r.staking, Staking::force_unstake{who, 0});
      });
}

void weigh_roles(WeightChain& chain) {
  Calls calls{chain};
  const auto bonded = [](Runtime& r, const AccountId& who) { bond(r, who); };
  std::size_t first = 0;
  calls.measure("staking nominate(16)", bonded,
                [&] { return naming(staking::kNominationsMax, first++); });
  calls.measure("staking nominate(1)", bonded, [&] { return naming(1, first++); });
  calls.measure(
      "staking kChill",
      [&](Runtime& r, const AccountId& who) {
        bond(r, who);
        call(r, who, r.staking, naming(staking::kNominationsMax, first++));
      },
      [] { return Staking::chill{}; });
  constexpr std::size_t kFew = 100;  // there may be 512 candidates at once
  Accounts who;
  const auto bonded_few = [&](Runtime& r) {
    who.clear();
    for (std::size_t i = 0; i < kFew; ++i) bond(r, who.emplace_back(chain.fresh()));
  };
  chain.measure("staking kValidate", kFew, bonded_few, [&](Runtime& r) {
    const AccountId one = who.back();
    who.pop_back();
    return call(r, one, r.staking, Staking::validate{{{0}, false}});
  });
}

/// A key that is new, with its owner's proof.
Session::set_keys keys_of(const WeightChain& chain, std::size_t n, const AccountId& owner) {
  const auto message = Session::possession_message(owner, chain.genesis_hash());
  const auto proof = std::get<multi_signature::Ed25519>(sender(n).sign(message)).value;
  return {{session_key(n)}, {proof.begin(), proof.end()}};
}

void weigh_keys(WeightChain& chain) {
  std::size_t n = kValidators;
  std::vector<std::pair<AccountId, Session::set_keys>> made;
  const auto make = [&](Runtime&) {
    made.clear();
    for (std::size_t i = 0; i < kMany; ++i) {
      const AccountId owner = chain.fresh();
      made.emplace_back(owner, keys_of(chain, n++, owner));
    }
  };
  std::size_t next = 0;
  chain.measure(
      "session kSetKeys", kMany,
      [&](Runtime& r) {
        make(r);
        next = 0;
      },
      [&](Runtime& r) {
        const auto& [owner, keys] = made[next++];
        return call(r, owner, r.session, keys);
      });
  chain.measure(
      "session kPurgeKeys", kMany,
      [&](Runtime& r) {
        make(r);
        for (const auto& [owner, keys] : made) call(r, owner, r.session, keys);
        next = 0;
      },
      [&](Runtime& r) { return call(r, made[next++].first, r.session, Session::purge_keys{}); });
}

/// A block without calls: what it took, what its hooks charged.
struct Hooks {
  double seconds;
  std::uint64_t charged;
  double ratio() const { return 1e12 * seconds / static_cast<double>(charged); }
};

/// Blocks until an era begins, each by the next validator. A single block may also pay for what the
/// database puts in order then, so the median and the hundredth stand beside the worst.
void pass_era(WeightChain& chain, const std::string& name) {
  const auto era = chain.state().staking.era_now();
  std::vector<Hooks> blocks;
  while (chain.state().staking.era_now() == era) {
    const double taken = chain.block({}, session_key(blocks.size() % kValidators));
    blocks.push_back({taken, chain.state().system.block_weight.get().mandatory.ref_time});
  }
  const auto show = [&](const std::string& which, const Hooks& block) {
    report(name + ": " + which, block.seconds, block.charged);
  };
  show("slowest block", *std::ranges::max_element(blocks, {}, &Hooks::seconds));
  std::ranges::sort(blocks, {}, &Hooks::ratio);
  show("median of " + std::to_string(blocks.size()), blocks[blocks.size() / 2]);
  show("99 of 100", blocks[blocks.size() * 99 / 100]);
  show("worst ratio", blocks.back());
}

/// Nominators of every validator, one page for each.
void nominate_all(WeightChain& chain) {
  for (std::size_t n = 0; n < kValidators; ++n)
    chain.block([&](Runtime& r) {
      for (std::size_t i = 0; i < staking::kPageMax; ++i) {
        const AccountId who = chain.fresh();
        bond(r, who);
        call(r, who, r.staking, naming(1, n));
      }
    });
}

void weigh_eras(WeightChain& chain) {
  nominate_all(chain);
  pass_era(chain, "staking hooks, first era");
  pass_era(chain, "staking hooks, 4,096 nominators");
  pass_era(chain, "staking hooks, once more");
  const auto era = chain.state().staking.era_now() - 1;
  std::size_t n = 0;
  constexpr std::size_t kPaid = 16;
  chain.measure("staking payout(64)", kPaid, {}, [&](Runtime& r) {
    return call(r, chain.fresh(), r.staking, Staking::payout_stakers_by_page{stash(n++), era, 0});
  });
}

consensus::Vote vote_of(const WeightChain& chain, std::size_t n, std::optional<Hash> block) {
  consensus::Vote out{.number = chain.head(),
                      .kind = consensus::VoteKind::Prevote,
                      .block = block,
                      .validator = session_key(n)};
  const auto message = scale::encoded(consensus::sign_bytes(chain.genesis_hash(), out));
  out.signature = std::get<multi_signature::Ed25519>(sender(n).sign(message)).value;
  return out;
}

void weigh_offences(WeightChain& chain) {
  std::size_t n = 0;
  constexpr std::size_t kReports = 6;  // three times, less than a third of the validators
  chain.measure("offences kReport: an equivocation", kReports, {}, [&](Runtime& r) {
    const consensus::Equivocation lie{vote_of(chain, n, std::nullopt),
                                      vote_of(chain, n, Hash{{1}})};
    ++n;
    return call(r, chain.fresh(), r.offences, Offences::report_equivocation{lie});
  });
  pass_era(chain, "staking hooks, slashes wait");
}

}  // namespace

void weigh_staking(WeightChain&) {
  WeightChain chain{"staking", validators()};
  weigh_ledger(chain);
  weigh_roles(chain);
  weigh_keys(chain);
  weigh_eras(chain);
  weigh_offences(chain);
}

}  // namespace descent::bench
