#pragma once
/// # Preimage
/// Bytes known to the chain by their hash: calls that referenda and the scheduler name before, or
/// without, keeping them.
///
/// Whoever *notes* a preimage has a deposit held for its size, and may take both back while nobody
/// *requests* it. A request is a count of those who need it; what is noted when the last of them is
/// gone goes back to its owner, or if it has none, from the state.
///
/// Invariants, after every call:
/// (1) a preimage is kept iff its status has a length, under its own hash and that length.
/// (2) what is held of an account is the sum of its tickets.
/// (3) a status has a ticket, or is requested at least once.
#include "modules/balances/balances.hpp"
#include "modules/preimage/types.hpp"
#include "modules/preimage/weights.hpp"

namespace descent::modules {

class Preimage : public frame::Pallet<Preimage> {
 public:
  static constexpr std::string_view name = "Preimage";
  static constexpr std::string_view doc = "Long calls, kept by their hash.";

  using BoundedCall = preimage::BoundedCall;
  using RequestStatus = preimage::RequestStatus;
  using Ticket = preimage::Ticket;

  // ---- Config -------------------------------------------------------------------------------
  struct Config {
    Balance base_deposit;  ///< of a preimage
    Balance byte_deposit;  ///< of each of its bytes
  };
  const Config config;

  enum class HoldReason : std::uint8_t { Preimage, kCount };

  // ---- Storage ------------------------------------------------------------------------------
  using Key = std::pair<Hash, std::uint32_t>;
  frame::StorageMap<"RequestStatusFor", frame::Identity, Hash, frame::Optional<RequestStatus>>
      status_for{state(), name};
  frame::StorageMap<"PreimageFor", frame::Identity, Key,
                    frame::Optional<Bounded<std::uint8_t, preimage::kSizeMax>>>
      preimage_for{state(), name};

  static constexpr auto storage = std::tuple{
      frame::item(&Preimage::status_for, "The request status of a given hash."),
      frame::item(&Preimage::preimage_for, "The preimages, by hash and length."),
  };

  // ---- Events -------------------------------------------------------------------------------
  struct Noted {
    static constexpr std::uint8_t event_index = 0;
    static constexpr std::string_view doc = "A preimage has been noted.";
    Hash hash;
    DESCENT_FIELDS(hash)
  };
  struct Requested {
    static constexpr std::uint8_t event_index = 1;
    static constexpr std::string_view doc = "A preimage has been requested.";
    Hash hash;
    DESCENT_FIELDS(hash)
  };
  struct Cleared {
    static constexpr std::uint8_t event_index = 2;
    static constexpr std::string_view doc = "A preimage has been cleared.";
    Hash hash;
    DESCENT_FIELDS(hash)
  };
  using Event = frame::Events<Noted, Requested, Cleared>;

  // ---- Errors -------------------------------------------------------------------------------
  enum class Error : std::uint8_t {
    TooBig,
    AlreadyNoted,
    NotAuthorized,
    NotNoted,
    NotRequested = 5
  };
  static constexpr frame::ErrorRow<Error> errors[] = {
      {Error::TooBig, "Preimage is too large to store on-chain."},
      {Error::AlreadyNoted, "Preimage has already been noted on-chain."},
      {Error::NotAuthorized, "The user is not authorized to perform this action."},
      {Error::NotNoted, "The preimage cannot be removed since it has not yet been noted."},
      {Error::NotRequested,
       "The preimage request cannot be removed since no outstanding requests exist."},
  };

  // ---- Calls --------------------------------------------------------------------------------
  struct note_preimage {
    static constexpr frame::CallMeta meta{
        .index = 0,
        .doc =
            "Keep bytes by their hash. Signed: against a deposit, unless the chain has requested "
            "them. Root: without one, and requested."};
    Bytes bytes;
    DESCENT_FIELDS(bytes)
    Weight weight() const { return preimage_weights::note(bytes.size()); }
  };
  Result<> apply(const frame::Origin&, const note_preimage&);

  struct unnote_preimage {
    static constexpr frame::CallMeta meta{
        .index = 1,
        .doc =
            "Take the deposit back, and the preimage too unless it is requested. Signed by whom it "
            "is held of, or root."};
    Hash hash;
    DESCENT_FIELDS(hash)
    Weight weight() const { return preimage_weights::kUnnote; }
  };
  Result<> apply(const frame::Origin&, const unnote_preimage&);

  struct request_preimage {
    static constexpr frame::CallMeta meta{
        .index = 2, .doc = "Ask for a preimage, which anybody may then note for nothing. Root."};
    Hash hash;
    DESCENT_FIELDS(hash)
    Weight weight() const { return preimage_weights::kRequest; }
  };
  Result<> apply(const frame::Origin&, const request_preimage&);

  struct unrequest_preimage {
    static constexpr frame::CallMeta meta{.index = 3,
                                          .doc = "Take back a `request_preimage`. Root."};
    Hash hash;
    DESCENT_FIELDS(hash)
    Weight weight() const { return preimage_weights::kUnrequest; }
  };
  Result<> apply(const frame::Origin&, const unrequest_preimage&);

  using Call = frame::Calls<note_preimage, unnote_preimage, request_preimage, unrequest_preimage>;

  // ---- Hooks and views ----------------------------------------------------------------------
  Preimage(frame::Mount mount, Balances& balances, Config c)
      : Pallet{mount}, config{c}, balances_{balances} {}
  frame::Problems try_state() const;

  /// A call in a form to keep. If it is too long to be inline, it is noted and requested, once for
  /// the caller, who ends that by `drop`. errors  TooBig
  Result<BoundedCall> bound(const frame::RuntimeCall& call);
  /// Its bytes, which the dispatcher understands. errors  Unavailable if it was not noted, or is of
  /// another length; Corruption if it is no call of this runtime
  Result<frame::RuntimeCall> peek(const BoundedCall& call) const;
  /// Ends a request that came with `call`; nothing if it is inline.
  void drop(const BoundedCall& call);

  /// Counts one more who needs it.
  void request(const Hash& hash);
  /// One fewer. errors  NotRequested, which is no harm: root may have ended it
  Result<> unrequest(const Hash& hash);
  bool is_requested(const Hash& hash) const;
  /// Its bytes, if it was noted.
  std::optional<std::uint32_t> len(const Hash& hash) const;
  Balance deposit_for(std::uint32_t len) const;
  frame::HoldReason hold_reason() const {
    return {index(), static_cast<std::uint8_t>(HoldReason::Preimage)};
  }

 private:
  using Unrequested = preimage::request_status::Unrequested;
  using Wanted = preimage::request_status::Requested;

  /// Keeps `bytes`: for a deposit of `owner`, else as requested by the chain.
  Result<> note(const Bytes& bytes, const std::optional<AccountId>& owner);
  /// The status of what is noted, which was `before`.
  Result<RequestStatus> noted(const std::optional<RequestStatus>& before, std::uint32_t len,
                              const std::optional<AccountId>& owner);
  Result<Ticket> take_deposit(const AccountId& owner, std::uint32_t len);
  Result<> give_back(const Ticket& ticket);
  void clear(const Hash& hash, std::uint32_t len);

  Balances& balances_;
};

}  // namespace descent::modules
