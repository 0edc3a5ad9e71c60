#pragma once
/// # Session
/// The keys validators sign with, and who decides on which block.
///
/// Terminology: the *validators* of a session are those elected for it; the *authorities* of a
/// block are those whose votes decide on it: the validators, less the disabled ones, from two
/// blocks after the one in which they changed. A session ends in the first hook of a block.
///
/// A block in which the authorities change says so in its header: a Consensus item of engine `DSC1`
/// with the SCALE of session::SetChange.
///
/// Invariants, after every block:
/// (1) each validator, in force or queued, has a key, and no two have the same.
/// (2) `NextKeys` and `KeyOwner` are inverse to each other.
/// (3) the newest set is that of the members who are not disabled as a block ends; it is canonical.
/// (4) fewer than a third of the validators are disabled.
#include "modules/parameters/parameters.hpp"
#include "modules/session/types.hpp"
#include "modules/session/weights.hpp"
#include "modules/system/system.hpp"

namespace descent::modules {

class Session : public frame::Pallet<Session> {
 public:
  static constexpr std::string_view name = "Session";
  static constexpr std::string_view doc = "Session keys, and who decides on which block.";

  using SessionIndex = session::SessionIndex;
  using SessionKeys = session::SessionKeys;
  using SetRecord = session::SetRecord;

  // ---- Config -------------------------------------------------------------------------------
  static constexpr frame::Parameter kSessionLength{
      0, "SessionLength", {.initial = 3'600, .least = 5, .most = 100'000}, "Blocks of a session."};
  static constexpr frame::Parameter parameters[] = {kSessionLength};
  static constexpr std::size_t kForgottenMax = 4;  ///< old sets dropped in a block

  // ---- Storage ------------------------------------------------------------------------------
  using Twox = frame::Twox64Concat;
  using Validators = Bounded<AccountId, session::kValidatorsMax>;
  using KeysOf = std::pair<AccountId, SessionKeys>;
  frame::StorageValue<"Validators", Validators> validators{state(), name};
  frame::StorageValue<"CurrentIndex", SessionIndex> current_index{state(), name};
  frame::StorageValue<"QueuedChanged", bool> queued_changed{state(), name};
  frame::StorageValue<"QueuedKeys", Bounded<KeysOf, session::kValidatorsMax>> queued_keys{state(),
                                                                                          name};
  frame::StorageValue<"DisabledValidators", Bounded<std::uint32_t, session::kValidatorsMax>>
      disabled{state(), name};
  frame::StorageMap<"NextKeys", Twox, AccountId, frame::Optional<SessionKeys>> next_keys{state(),
                                                                                         name};
  frame::StorageMap<"KeyOwner", Twox, std::pair<session::KeyTypeId, Bytes>,
                    frame::Optional<AccountId>>
      key_owner{state(), name};
  frame::StorageValue<"SessionStart", BlockNumber> session_start{state(), name};
  frame::StorageValue<"QueuedPowers", Bounded<std::uint64_t, session::kValidatorsMax>>
      queued_powers{state(), name};
  frame::StorageValue<"Members", session::Members> members{state(), name};
  frame::StorageMap<"Sets", Twox, session::SetId, frame::Optional<SetRecord>> sets{state(), name};
  frame::StorageValue<"SetRange", frame::Optional<session::SetRange>> set_range{state(), name};
  frame::StorageValue<"Horizon", SessionIndex> horizon{state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&Session::validators, "The current set of validators."),
      frame::item(&Session::current_index, "Current index of the session."),
      frame::item(&Session::queued_changed,
                  "True if the underlying economic identities or weighting behind the validators "
                  "has changed in the queued validator set."),
      frame::item(&Session::queued_keys,
                  "The queued keys for the next session. When the next session begins, these keys "
                  "will be used to determine the validator's session keys."),
      frame::item(&Session::disabled,
                  "Indices of disabled validators, ascending; cleared with the next set."),
      frame::item(&Session::next_keys, "The next session keys for a validator."),
      frame::item(&Session::key_owner,
                  "The owner of a key. The key is the `KeyTypeId` + the encoded key."),
      frame::item(&Session::session_start, "The block in which the session began."),
      frame::item(&Session::queued_powers, "The powers of the queued validators, in their order."),
      frame::item(&Session::members, "The validators with the keys and powers of this session."),
      frame::item(&Session::sets, "Who decides on blocks: each set with its first block."),
      frame::item(&Session::set_range, "The sets that are kept."),
      frame::item(&Session::horizon, "Sets that ended before this session may be forgotten."),
  };

  // ---- Events -------------------------------------------------------------------------------
  struct NewSession {
    static constexpr std::uint8_t event_index = 0;
    static constexpr std::string_view doc = "New session has happened.";
    SessionIndex session_index{};
    DESCENT_FIELDS(session_index)
  };
  struct ValidatorDisabled {
    static constexpr std::uint8_t event_index = 2;
    static constexpr std::string_view doc = "Validator has been disabled.";
    AccountId validator;
    DESCENT_FIELDS(validator)
  };
  using Event = frame::Events<NewSession, ValidatorDisabled>;

  // ---- Errors -------------------------------------------------------------------------------
  enum class Error : std::uint8_t {
    InvalidProof = 0,
    DuplicatedKey = 2,
    NoKeys = 3,
    NoAccount = 4,
    KeysInUse = 5
  };
  static constexpr frame::ErrorRow<Error> errors[] = {
      {Error::InvalidProof,
       "The proof is not the session key's signature over `PossessionMessage` for this account."},
      {Error::DuplicatedKey, "Registered duplicate key."},
      {Error::NoKeys, "No keys are associated with this account."},
      {Error::NoAccount, "Key setting account is not live, so it's impossible to associate keys."},
      {Error::KeysInUse,
       "The account is elected: chill, and purge the keys when its last era is over."},
  };

  // ---- Calls --------------------------------------------------------------------------------
  struct set_keys {
    static constexpr frame::CallMeta meta{
        .index = 0,
        .doc =
            "Set the session keys of the signer, for the session after the next. `proof` is the "
            "key's signature that it belongs to the signer."};
    SessionKeys keys;
    Bounded<std::uint8_t, 64> proof;
    DESCENT_FIELDS(keys, proof)
    Weight weight() const { return session_weights::kSetKeys; }
  };
  Result<> apply(const frame::Origin&, const set_keys&);

  struct purge_keys {
    static constexpr frame::CallMeta meta{
        .index = 1, .doc = "Remove the session keys of the signer, who must not be elected."};
    DESCENT_FIELDS()
    Weight weight() const { return session_weights::kPurgeKeys; }
  };
  Result<> apply(const frame::Origin&, const purge_keys&);

  using Call = frame::Calls<set_keys, purge_keys>;

  // ---- Runtime API --------------------------------------------------------------------------
  struct Api {
    static constexpr std::string_view api_name = "SessionApi";
    static constexpr std::uint32_t api_version = 1;
    static constexpr std::string_view doc = "Who decides on blocks.";

    struct authorities {
      static constexpr std::string_view doc = "Who decides on the block after this state.";
      using Output = consensus::AuthoritySet;
      DESCENT_FIELDS()
    };
    struct queued {
      static constexpr std::string_view doc = "The sets that follow, each with its first block.";
      using Output = std::vector<session::SetChange>;
      DESCENT_FIELDS()
    };
    struct authorities_at {
      static constexpr std::string_view doc = "Who decides on block `number`, as far as is known.";
      using Output = consensus::AuthoritySet;
      BlockNumber number{};
      DESCENT_FIELDS(number)
    };
    using Methods = frame::Methods<authorities, queued, authorities_at>;
  };
  consensus::AuthoritySet query(const Api::authorities&) const;
  std::vector<session::SetChange> query(const Api::queued&) const;
  consensus::AuthoritySet query(const Api::authorities_at&) const;

  // ---- Hooks and views ----------------------------------------------------------------------
  Session(frame::Mount mount, System& system, Parameters& values)
      : Pallet{mount}, system_{system}, values_{values} {}
  /// Begins the next session if this one is over.
  Weight on_initialize(BlockNumber now);
  /// Announces the authorities if they have changed.
  void on_finalize(BlockNumber now);
  frame::Problems try_state() const;

  /// What a session key signs to prove that it is in the hands of `owner`, on the chain that began
  /// with `genesis`. No vote begins like it.
  static Bytes possession_message(const AccountId& owner, const Hash& genesis);
  bool has_keys(const AccountId& who) const { return next_keys.contains(who); }

  /// Decides on the validators from the next session on. Those without keys are left out.
  /// returns  how many are queued; 0 leaves the queue as it was
  std::size_t queue(const std::vector<session::Elected>& elected);
  /// Takes a validator of this session out of the authorities, until other validators follow.
  /// returns  false if it is none, or is disabled, or if a third of them would be
  bool disable(const AccountId& who);
  /// The set that decides on block `number`; none if it is forgotten, or not decided yet.
  std::optional<SetRecord> set_at(BlockNumber number) const;
  /// The validator that made this block, as the engine says in the header: a PreRuntime item of
  /// `DSC1` with the SCALE of its AuthorityId. None if it does not say, or of nobody in the set.
  std::optional<AccountId> author() const;
  /// Lets go of sets that ended before `session`.
  void forget_before(SessionIndex session) { horizon.put(session); }

  /// Registers a key in genesis, without proof.
  void set_genesis_keys(const AccountId& who, const SessionKeys& keys);
  /// Makes what is queued decide from the first block on. REQUIRES genesis.
  void begin_at_genesis();

 private:
  using KeyOwnerKey = std::pair<session::KeyTypeId, Bytes>;
  static KeyOwnerKey owner_key(const SessionKeys& keys);
  Result<> register_keys(const AccountId& who, const SessionKeys& keys);
  bool is_in_use(const AccountId& who) const;
  void rotate(BlockNumber now);
  void refresh_queue();
  // sets.cpp
  session::Members authorities_now() const;
  void decide(BlockNumber since);
  void forget();
  frame::Problems check_sets() const;

  System& system_;
  Parameters& values_;
};

}  // namespace descent::modules
