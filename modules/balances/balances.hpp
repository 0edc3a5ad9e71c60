#pragma once
/// # Balances
/// The native token. An account's balance is `free`, of which `frozen` may not be spent, and
/// `reserved`, which modules hold for reasons they give.
///
/// Terminology: the existential deposit is the least free balance an account exists with; what is
/// left below it is dust and burned. A *lock* keeps an amount of the whole balance, free and
/// reserved, from leaving the account; locks overlap, so the greatest of them is what is frozen.
///
/// Invariants, after every call:
/// (1) `TotalIssuance` = the sum of free + reserved over all accounts.
/// (2) an account's holds sum up to its `reserved`.
/// (3) no account that exists has `free` below the existential deposit.
/// (4) an account's `frozen` is the greatest of its locks.
#include "modules/balances/weights.hpp"
#include "modules/system/system.hpp"
#include "runtime/frame/hold_reason.hpp"
#include "runtime/primitives/address.hpp"

namespace descent::modules {

enum class LockReasons : std::uint8_t { Fee, Misc, All, kCount };
template <class Id>
struct IdAmount {
  static constexpr std::string_view type_path = "frame_support::traits::tokens::misc::IdAmount";
  Id id{};
  Balance amount{};
  DESCENT_FIELDS(id, amount)
};
/// Which module locks; one lock of each on an account.
using LockId = std::array<std::uint8_t, 8>;
struct BalanceLock {
  static constexpr std::string_view type_path = "pallet_balances::types::BalanceLock";
  LockId id{};
  Balance amount{};
  LockReasons reasons{};
  DESCENT_FIELDS(id, amount, reasons)
};
struct ReserveData {
  static constexpr std::string_view type_path = "pallet_balances::types::ReserveData";
  std::array<std::uint8_t, 8> id{};
  Balance amount{};
  DESCENT_FIELDS(id, amount)
};

/// Whether a withdrawal may remove the account.
enum class Existence : std::uint8_t { KeepAlive, AllowDeath };

class Balances : public frame::Pallet<Balances> {
 public:
  static constexpr std::string_view name = "Balances";
  static constexpr std::string_view doc = "The native token: transfers, holds, issuance.";

  // ---- Config -------------------------------------------------------------------------------
  struct Config {
    Balance existential_deposit;  ///< above zero
  };
  const Config config;
  static constexpr std::uint32_t kMaxLocks = 50;
  static constexpr std::uint32_t kMaxReserves = 50;
  static constexpr std::size_t kMaxHolds = 16;

  // ---- Storage ------------------------------------------------------------------------------
  using Hold = IdAmount<frame::HoldReason>;
  frame::StorageValue<"TotalIssuance", Balance> total_issuance{state(), name};
  frame::StorageMap<"Locks", frame::Blake2_128Concat, AccountId, Bounded<BalanceLock, kMaxLocks>>
      locks{state(), name};
  frame::StorageMap<"Reserves", frame::Blake2_128Concat, AccountId,
                    Bounded<ReserveData, kMaxReserves>>
      reserves{state(), name};
  frame::StorageMap<"Holds", frame::Blake2_128Concat, AccountId, Bounded<Hold, kMaxHolds>> holds{
      state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&Balances::total_issuance, "The total units issued in the system."),
      frame::item(&Balances::locks, "Any liquidity locks on some account balances."),
      frame::item(&Balances::reserves, "Named reserves on some account balances."),
      frame::item(&Balances::holds, "Holds on account balances."),
  };

  // ---- Events -------------------------------------------------------------------------------
  struct Endowed {
    static constexpr std::uint8_t event_index = 0;
    static constexpr std::string_view doc = "An account was created with some free balance.";
    AccountId account;
    Balance free_balance{};
    DESCENT_FIELDS(account, free_balance)
  };
  struct DustLost {
    static constexpr std::uint8_t event_index = 1;
    static constexpr std::string_view doc =
        "An account was removed whose balance was below ExistentialDeposit: the rest is burned.";
    AccountId account;
    Balance amount{};
    DESCENT_FIELDS(account, amount)
  };
  struct Transfer {
    static constexpr std::uint8_t event_index = 2;
    static constexpr std::string_view doc = "Transfer succeeded.";
    AccountId from;
    AccountId to;
    Balance amount{};
    DESCENT_FIELDS(from, to, amount)
  };
  struct BalanceSet {
    static constexpr std::uint8_t event_index = 3;
    static constexpr std::string_view doc = "A balance was set by root.";
    AccountId who;
    Balance free{};
    DESCENT_FIELDS(who, free)
  };
  struct Deposit {
    static constexpr std::uint8_t event_index = 7;
    static constexpr std::string_view doc =
        "Some amount was deposited (e.g. for transaction fees).";
    AccountId who;
    Balance amount{};
    DESCENT_FIELDS(who, amount)
  };
  struct Withdraw {
    static constexpr std::uint8_t event_index = 8;
    static constexpr std::string_view doc =
        "Some amount was withdrawn from the account (e.g. for transaction fees).";
    AccountId who;
    Balance amount{};
    DESCENT_FIELDS(who, amount)
  };
  struct Burned {
    static constexpr std::uint8_t event_index = 11;
    static constexpr std::string_view doc = "Some amount was burned from an account.";
    AccountId who;
    Balance amount{};
    DESCENT_FIELDS(who, amount)
  };
  struct Locked {
    static constexpr std::uint8_t event_index = 17;
    static constexpr std::string_view doc = "Some balance was locked.";
    AccountId who;
    Balance amount{};
    DESCENT_FIELDS(who, amount)
  };
  struct Unlocked {
    static constexpr std::uint8_t event_index = 18;
    static constexpr std::string_view doc = "Some balance was unlocked.";
    AccountId who;
    Balance amount{};
    DESCENT_FIELDS(who, amount)
  };
  struct Held {
    static constexpr std::uint8_t event_index = 22;
    static constexpr std::string_view doc = "Some balance was placed on hold.";
    frame::HoldReason reason;
    AccountId who;
    Balance amount{};
    DESCENT_FIELDS(reason, who, amount)
  };
  struct BurnedHeld {
    static constexpr std::uint8_t event_index = 23;
    static constexpr std::string_view doc = "Held balance was burned from an account.";
    frame::HoldReason reason;
    AccountId who;
    Balance amount{};
    DESCENT_FIELDS(reason, who, amount)
  };
  struct TransferOnHold {
    static constexpr std::uint8_t event_index = 24;
    static constexpr std::string_view doc =
        "A transfer of `amount` on hold from `source` to `dest` was initiated.";
    frame::HoldReason reason;
    AccountId source;
    AccountId dest;
    Balance amount{};
    DESCENT_FIELDS(reason, source, dest, amount)
  };
  struct Released {
    static constexpr std::uint8_t event_index = 26;
    static constexpr std::string_view doc = "Some balance was released from hold.";
    frame::HoldReason reason;
    AccountId who;
    Balance amount{};
    DESCENT_FIELDS(reason, who, amount)
  };
  using Event = frame::Events<Endowed, DustLost, Transfer, BalanceSet, Deposit, Withdraw, Burned,
                              Locked, Unlocked, Held, BurnedHeld, TransferOnHold, Released>;

  // ---- Errors -------------------------------------------------------------------------------
  enum class Error : std::uint8_t {
    LiquidityRestrictions = 1,
    InsufficientBalance = 2,
    ExistentialDeposit = 3,
    DeadAccount = 6,
    TooManyHolds = 8
  };
  static constexpr frame::ErrorRow<Error> errors[] = {
      {Error::LiquidityRestrictions, "Account liquidity restrictions prevent withdrawal."},
      {Error::InsufficientBalance, "Balance too low to send value."},
      {Error::ExistentialDeposit, "Value too low to create account due to existential deposit."},
      {Error::DeadAccount, "Beneficiary account must pre-exist."},
      {Error::TooManyHolds, "Number of holds exceeds what an account may have."},
  };

  // ---- Calls --------------------------------------------------------------------------------
  struct transfer_allow_death {
    static constexpr frame::CallMeta meta{.index = 0,
                                          .doc =
                                              "Transfer some liquid free balance to another "
                                              "account. Signed; may remove the sender's account."};
    MultiAddress dest;
    Compact<Balance> value{};
    DESCENT_FIELDS(dest, value)
    Weight weight() const { return balances_weights::kTransfer; }
  };
  Result<> apply(const frame::Origin&, const transfer_allow_death&);

  struct force_transfer {
    static constexpr frame::CallMeta meta{
        .index = 2, .doc = "As `transfer_allow_death`, from a given account. Root."};
    MultiAddress source;
    MultiAddress dest;
    Compact<Balance> value{};
    DESCENT_FIELDS(source, dest, value)
    Weight weight() const { return balances_weights::kForce; }
  };
  Result<> apply(const frame::Origin&, const force_transfer&);

  struct transfer_keep_alive {
    static constexpr frame::CallMeta meta{.index = 3,
                                          .doc =
                                              "As `transfer_allow_death`, but refused if it would "
                                              "remove the sender's account. Signed."};
    MultiAddress dest;
    Compact<Balance> value{};
    DESCENT_FIELDS(dest, value)
    Weight weight() const { return balances_weights::kTransfer; }
  };
  Result<> apply(const frame::Origin&, const transfer_keep_alive&);

  struct transfer_all {
    static constexpr frame::CallMeta meta{.index = 4,
                                          .doc =
                                              "Transfer the entire transferable balance, less the "
                                              "existential deposit if `keep_alive`. Signed."};
    MultiAddress dest;
    bool keep_alive{};
    DESCENT_FIELDS(dest, keep_alive)
    Weight weight() const { return balances_weights::kTransfer; }
  };
  Result<> apply(const frame::Origin&, const transfer_all&);

  struct force_set_balance {
    static constexpr frame::CallMeta meta{
        .index = 8, .doc = "Set the free balance of an account, and issuance with it. Root."};
    MultiAddress who;
    Compact<Balance> new_free{};
    DESCENT_FIELDS(who, new_free)
    Weight weight() const { return balances_weights::kForce; }
  };
  Result<> apply(const frame::Origin&, const force_set_balance&);

  struct burn {
    static constexpr frame::CallMeta meta{
        .index = 10,
        .doc = "Burn the specified liquid free balance of the signer, and reduce issuance."};
    Compact<Balance> value{};
    bool keep_alive{};
    DESCENT_FIELDS(value, keep_alive)
    Weight weight() const { return balances_weights::kBurn; }
  };
  Result<> apply(const frame::Origin&, const burn&);

  using Call = frame::Calls<transfer_allow_death, force_transfer, transfer_keep_alive, transfer_all,
                            force_set_balance, burn>;

  // ---- Hooks and views ----------------------------------------------------------------------
  Balances(frame::Mount mount, System& system, Config c)
      : Pallet{mount}, config{c}, system_{system} {}
  auto constants() const {
    using frame::Constant;
    return std::tuple{
        Constant{"ExistentialDeposit", config.existential_deposit,
                 "The minimum amount required to keep an account open. MUST BE GREATER THAN ZERO!"},
        Constant{"MaxLocks", kMaxLocks,
                 "The maximum number of locks that should exist on an account."},
        Constant{"MaxReserves", kMaxReserves,
                 "The maximum number of named reserves that can exist on an account."}};
  }
  frame::Problems integrity() const;
  frame::Problems try_state() const;

  AccountData data(const AccountId& who) const { return system_.account.get(who).data; }
  /// What `who` may part with: free, less what is frozen beyond the reserved, less the existential
  /// deposit if the account is to stay.
  Balance reducible(const AccountId& who, Existence existence) const;
  Balance on_hold(frame::HoldReason reason, const AccountId& who) const;

  /// Moves free balance.
  /// errors  Token::FundsUnavailable, Token::NotExpendable (it would remove an account that must
  ///         stay), Token::BelowMinimum (too little to create the destination)
  Result<> transfer(const AccountId& from, const AccountId& to, Balance amount,
                    Existence existence);
  /// Creates tokens. errors  Token::BelowMinimum; Arithmetic::Overflow
  Result<> mint_into(const AccountId& who, Balance amount);
  /// Destroys free tokens. errors  as `transfer`
  Result<> burn_from(const AccountId& who, Balance amount, Existence existence);

  /// Moves free balance to a hold, locked or not: what is held does not leave the account. The
  /// account keeps the existential deposit free.
  /// errors  Token::FundsUnavailable, TooManyHolds
  Result<> hold(frame::HoldReason reason, const AccountId& who, Balance amount);
  /// Moves it back. errors  Token::FundsUnavailable if less is on hold
  Result<> release(frame::HoldReason reason, const AccountId& who, Balance amount);
  /// Destroys what is on hold. errors  as `release`
  Result<> burn_held(frame::HoldReason reason, const AccountId& who, Balance amount);
  /// Moves from a hold of `from` to the free balance of `to`. errors  as `release`;
  /// Token::BelowMinimum
  Result<> transfer_held(frame::HoldReason reason, const AccountId& from, const AccountId& to,
                         Balance amount);

  /// Locks `amount` in place of what `id` locked before; zero unlocks. It may be more than there
  /// is: then all of the balance is locked, and what is to come.
  /// errors  NoProviders if the account does not exist; LiquidityRestrictions if others have
  ///         `kMaxLocks` locks on it
  Result<> set_lock(const LockId& id, const AccountId& who, Balance amount);
  /// As `set_lock`, but never lowers the lock of `id`.
  Result<> extend_lock(const LockId& id, const AccountId& who, Balance amount);
  Balance locked(const LockId& id, const AccountId& who) const;
  /// Free and reserved.
  Balance total(const AccountId& who) const;

 private:
  /// Writes `data`, creating or removing the account as its free balance says.
  Result<> set_data(const AccountId& who, const AccountData& data);
  Result<> withdraw(const AccountId& who, Balance amount, Existence existence);
  Result<> deposit(const AccountId& who, Balance amount);
  /// Changes the hold of `reason` to `amount`; zero removes it.
  Result<> set_hold(frame::HoldReason reason, const AccountId& who, Balance amount);
  Result<> reduce_hold(frame::HoldReason reason, const AccountId& who, Balance amount);
  void burn_issuance(Balance amount);
  /// Writes the locks of `who`, and what of its balance they freeze.
  Result<> put_locks(const AccountId& who, const Bounded<BalanceLock, kMaxLocks>& all);

  System& system_;
};

}  // namespace descent::modules
