#pragma once
/// # Transaction pool
/// Transactions that wait for a block: in order of nonce within an account, by priority (fee and
/// tip for weight) across accounts.
///
/// Invariants:
/// (1) no more than the limits allow, in all and for one account.
/// (2) an account's ready transactions have nonces without a gap from the account's own.
/// (3) when it is full, what goes is the lowest priority, and always the last of its account.
///
/// Everything runs on the caller's thread.
#include <functional>
#include <map>
#include <set>

#include "runtime/frame/validity.hpp"

namespace descent::pool {

struct Limits {
  std::size_t transactions = 8'192;
  std::size_t bytes = std::size_t{64} << 20;  ///< in all
  std::size_t per_account = 256;              ///< transactions of one sender
  Nonce ahead = 64;                           ///< a nonce further beyond the account's is refused
  std::size_t revalidated_per_block = 256;    ///< besides those of accounts a block touched
};

/// What the chain says of a transaction whose signature is right.
struct Checked {
  AccountId sender;
  Nonce nonce{};
  Nonce account_nonce{};  ///< what the next transaction of the sender must bear
  std::uint64_t priority{};
};

/// The state a pool checks against: that of the newest block.
class Validator {
 public:
  virtual ~Validator() = default;
  /// The whole check, signature included.
  virtual frame::Validity<Checked> check(View extrinsic) const = 0;
  /// All but the signature.
  virtual frame::Validity<Checked> recheck(View extrinsic) const = 0;
  virtual Nonce nonce(const AccountId& who) const = 0;
};

enum class Status : std::uint8_t { Future, Ready, InBlock, Usurped, Dropped, Invalid };

/// What became of a transaction. `block` for InBlock, else the transaction that took its place.
struct Event {
  Hash transaction;
  Status status{};
  Hash other;
};

/// Why a submission was refused.
struct Refusal {
  enum class Kind : std::uint8_t {
    Invalid,  ///< `validity` says why
    AlreadyImported,
    TooLowPriority,      ///< a replacement must raise the priority by more than a tenth
    ImmediatelyDropped,  ///< the pool is full of better ones
    TooFarInFuture,      ///< nonce
    TooLarge,
  };
  Kind kind{};
  std::optional<frame::TransactionValidityError> validity;
};

class Pool {
 public:
  using Observer = std::function<void(const Event&)>;
  /// Both outlive the pool. `observer` must not call back into it.
  Pool(const Validator& validator, Observer observer, const Limits& limits)
      : validator_{validator}, observer_{std::move(observer)}, limits_{limits} {}

  /// returns  the transaction's hash, by which events name it
  Expected<Hash, Refusal> submit(Bytes extrinsic);

  /// Hands out ready transactions, best first, while `take` returns what became of each.
  enum class Taken : std::uint8_t {
    Included,
    Skip,     ///< leave it, and the later ones of its account, for another block
    Invalid,  ///< it cannot be included: remove it
    Stop,     ///< the block is full
  };
  void build(const std::function<Taken(View extrinsic)>& take);

  /// A block was committed: forget what it has, drop what it made stale, check again what may have
  /// changed.
  /// touched  accounts whose state the block wrote
  void on_block(const Hash& block, std::span<const Bytes> body, const std::set<AccountId>& touched);

  std::size_t size() const { return by_hash_.size(); }
  std::size_t ready() const;
  bool contains(const Hash& transaction) const { return by_hash_.contains(transaction); }
  /// The nonce behind the account's ready transactions.
  Nonce next_nonce(const AccountId& who) const;
  /// Every transaction in it, senders in order, each by nonce.
  std::vector<Bytes> pending() const;
  /// Their hashes, in the same order.
  std::vector<Hash> hashes() const;
  /// nullptr if it is not in the pool. Valid until the pool changes.
  const Bytes* find(const Hash& transaction) const;
  /// The one transaction whose hash begins so; nullptr if there is none, or are several.
  const Bytes* find_by_prefix(View prefix) const;

 private:
  struct Entry {
    Hash hash;
    Bytes bytes;
    Checked checked;
    std::uint64_t arrival{};
    bool announced = false;  ///< as ready
  };
  struct Room {
    std::size_t transactions;
    std::size_t bytes;
  };
  using Queue = std::map<Nonce, Entry>;  // of one account
  using Place = std::pair<AccountId, Nonce>;

  Expected<void, Refusal> make_room(const Entry& entry);
  /// What must go for `entry` when `taken` is in use, the worst first; nullopt if that is no worse
  /// than it.
  std::optional<std::vector<Place>> worse_than(const Entry& entry, Room taken) const;
  void insert(Entry entry);
  void remove(const Place& place, Status status, const Hash& other);
  void remove_stale(const AccountId& who);
  void recheck(const AccountId& who);
  void report(const Hash& transaction, Status status, const Hash& other = {}) const;
  bool is_ready(const Entry& entry) const;

  const Validator& validator_;
  const Observer observer_;
  const Limits limits_;
  std::map<AccountId, Queue> accounts_;
  std::map<Hash, Place> by_hash_;
  std::size_t bytes_ = 0;
  std::uint64_t arrivals_ = 0;
  AccountId cursor_;  // where the next round of revalidation begins
};

}  // namespace descent::pool
