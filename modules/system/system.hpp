#pragma once
/// # System
/// What every chain keeps: accounts and their nonces, the number and hashes of blocks, the events
/// of the newest block.
///
/// Invariants:
/// (1) an account exists iff it has a provider or is sufficient.
/// (2) a nonce is never lowered while the account exists.
#include "modules/system/weights.hpp"
#include "runtime/frame/extrinsic.hpp"
#include "runtime/frame/metadata/registry.hpp"
#include "runtime/frame/pallet.hpp"
#include "runtime/frame/runtime_api.hpp"
#include "runtime/primitives/account_info.hpp"

namespace descent::modules {

struct DbWeight {
  static constexpr std::string_view type_path = "sp_weights::RuntimeDbWeight";
  std::uint64_t read{};
  std::uint64_t write{};
  DESCENT_FIELDS(read, write)
};

class System : public frame::Pallet<System> {
 public:
  static constexpr std::string_view name = "System";
  static constexpr std::string_view doc = "Accounts, block numbers and hashes, events.";

  // ---- Config -------------------------------------------------------------------------------
  struct Config {
    RuntimeVersion version;
    frame::BlockWeights block_weights;
    frame::BlockLength block_length;
    Weight idle_share;             ///< of a block, closed to transactions, open to `on_idle`
    BlockNumber block_hash_count;  ///< how many block hashes are kept, for eras
    std::uint16_t ss58_prefix;
  };
  const Config config;

  // ---- Storage ------------------------------------------------------------------------------
  frame::StorageMap<"Account", frame::Blake2_128Concat, AccountId, AccountInfo> account{state(),
                                                                                        name};
  frame::StorageValue<"ExtrinsicCount", frame::Optional<std::uint32_t>> extrinsic_count{state(),
                                                                                        name};
  frame::StorageValue<"BlockWeight", frame::PerDispatchClass<Weight>> block_weight{state(), name};
  frame::StorageMap<"BlockHash", frame::Twox64Concat, BlockNumber, Hash> block_hash{state(), name};
  frame::StorageValue<"Number", BlockNumber> number{state(), name};
  frame::StorageValue<"ParentHash", Hash> parent_hash{state(), name};
  frame::StorageValue<"Digest", Digest> digest{state(), name};
  frame::StorageValue<"Events", std::vector<frame::EventRecord>> events{state(), name};
  frame::StorageValue<"EventCount", std::uint32_t> event_count{state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&System::account, "The full account information for a particular account ID."),
      frame::item(&System::extrinsic_count, "Total extrinsics count for the current block."),
      frame::item(&System::block_weight, "The current weight for the block."),
      frame::item(&System::block_hash, "Map of block numbers to block hashes."),
      frame::item(&System::number, "The current block number being processed."),
      frame::item(&System::parent_hash, "Hash of the previous block."),
      frame::item(&System::digest, "Digest of the current block, also part of the block header."),
      frame::item(&System::events, "Events deposited for the current block."),
      frame::item(&System::event_count, "The number of events in the `Events` list."),
  };

  // ---- Events -------------------------------------------------------------------------------
  struct ExtrinsicSuccess {
    static constexpr std::uint8_t event_index = 0;
    static constexpr std::string_view doc = "An extrinsic completed successfully.";
    DispatchInfo dispatch_info;
    DESCENT_FIELDS(dispatch_info)
  };
  struct ExtrinsicFailed {
    static constexpr std::uint8_t event_index = 1;
    static constexpr std::string_view doc = "An extrinsic failed.";
    DispatchError dispatch_error;
    DispatchInfo dispatch_info;
    DESCENT_FIELDS(dispatch_error, dispatch_info)
  };
  struct CodeUpdated {
    static constexpr std::uint8_t event_index = 2;
    static constexpr std::string_view doc = "The runtime manifest was updated.";
    DESCENT_FIELDS()
  };
  struct NewAccount {
    static constexpr std::uint8_t event_index = 3;
    static constexpr std::string_view doc = "A new account was created.";
    AccountId account;
    DESCENT_FIELDS(account)
  };
  struct KilledAccount {
    static constexpr std::uint8_t event_index = 4;
    static constexpr std::string_view doc = "An account was reaped.";
    AccountId account;
    DESCENT_FIELDS(account)
  };
  struct Remarked {
    static constexpr std::uint8_t event_index = 5;
    static constexpr std::string_view doc = "On on-chain remark happened.";
    AccountId sender;
    Hash hash;
    DESCENT_FIELDS(sender, hash)
  };
  using Event = frame::Events<ExtrinsicSuccess, ExtrinsicFailed, CodeUpdated, NewAccount,
                              KilledAccount, Remarked>;

  // ---- Errors -------------------------------------------------------------------------------
  enum class Error : std::uint8_t {
    NonDefaultComposite = 3,
    NonZeroRefCount = 4,
    CallFiltered = 5
  };
  static constexpr frame::ErrorRow<Error> errors[] = {
      {Error::NonDefaultComposite,
       "Suicide called when the account has non-default composite data."},
      {Error::NonZeroRefCount,
       "There is a non-zero reference count preventing the account from being purged."},
      {Error::CallFiltered, "The origin filter prevents the call to be dispatched."},
  };

  // ---- Calls --------------------------------------------------------------------------------
  struct remark {
    static constexpr frame::CallMeta meta{
        .index = 0, .doc = "Make some on-chain remark. Can be executed by every `origin`."};
    Bytes remark_;
    DESCENT_FIELDS(remark_)
    Weight weight() const { return system_weights::remark(remark_.size()); }
  };
  Result<> apply(const frame::Origin&, const remark&);

  struct remark_with_event {
    static constexpr frame::CallMeta meta{
        .index = 7, .doc = "Make some on-chain remark and emit event. Signed."};
    Bytes remark_;
    DESCENT_FIELDS(remark_)
    Weight weight() const { return system_weights::remark(2 * remark_.size()); }
  };
  Result<> apply(const frame::Origin&, const remark_with_event&);

  using Call = frame::Calls<remark, remark_with_event>;

  // ---- Runtime API --------------------------------------------------------------------------
  struct Api {
    static constexpr std::string_view api_name = "AccountNonceApi";
    static constexpr std::uint32_t api_version = 1;
    static constexpr std::string_view doc = "The nonce of an account.";

    struct account_nonce {
      static constexpr std::string_view doc = "Get current account nonce of given `AccountId`.";
      using Output = Nonce;
      AccountId account;
      DESCENT_FIELDS(account)
    };
    using Methods = frame::Methods<account_nonce>;
  };
  Nonce query(const Api::account_nonce& question) const { return nonce(question.account); }

  // ---- Hooks and views ----------------------------------------------------------------------
  System(frame::Mount mount, Config c) : Pallet{mount}, config{std::move(c)} {}
  auto constants() const {
    using frame::Constant;
    return std::tuple{
        Constant{"BlockWeights", config.block_weights,
                 "Block & extrinsics weights: base values and limits."},
        Constant{"BlockLength", config.block_length, "The maximum length of a block (in bytes)."},
        Constant{"BlockHashCount", config.block_hash_count,
                 "Maximum number of block number to block hash mappings to keep."},
        Constant{"DbWeight", DbWeight{system_weights::kRead, system_weights::kWrite},
                 "The weight of runtime database operations the runtime can invoke."},
        Constant{"Version", config.version, "Get the chain's in-code version."},
        Constant{"SS58Prefix", config.ss58_prefix, "The designated SS58 prefix of this chain."}};
  }

  /// The block hash of genesis is known only after it is made: the first block records it.
  void initialize(BlockNumber block, const Hash& parent, const Digest& log);
  /// Writes what the block leaves behind: its events, weights and count of extrinsics.
  void finalize(std::uint32_t extrinsics);
  /// Adds an item to the header of the block being made. REQUIRES a hook: a call may be undone.
  void deposit_log(DigestItem item);
  void note_success(const DispatchInfo& info);
  void note_failure(const DispatchError& error, const DispatchInfo& info);

  Nonce nonce(const AccountId& who) const { return account.get(who).nonce; }
  void inc_nonce(const AccountId& who);
  /// The hash of block `n` if it is among those kept.
  std::optional<Hash> hash_of(BlockNumber n) const;

  /// Adds a reason for `who` to exist; the first creates the account.
  void inc_providers(const AccountId& who);
  /// Takes one back; the last removes the account.
  /// errors  ConsumerRemaining if a module still needs the account
  Result<> dec_providers(const AccountId& who);
  /// errors  NoProviders if nothing keeps the account alive
  Result<> inc_consumers(const AccountId& who);
  void dec_consumers(const AccountId& who);

  frame::Problems try_state() const;
};

}  // namespace descent::modules
