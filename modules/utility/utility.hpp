#pragma once
/// # Utility
/// Several calls in one extrinsic, calls from accounts derived from the signer's, and calls of root
/// for somebody else.
#include "modules/origins/origins.hpp"
#include "runtime/frame/pallet.hpp"

namespace descent::modules {

class Utility : public frame::Pallet<Utility> {
 public:
  static constexpr std::string_view name = "Utility";
  static constexpr std::string_view doc = "Batches and derived accounts.";

  // ---- Config -------------------------------------------------------------------------------
  static constexpr std::uint32_t kBatchedCallsLimit = 1'000;
  using BatchedCalls = Bounded<frame::RuntimeCall, kBatchedCallsLimit>;

  // ---- Events -------------------------------------------------------------------------------
  struct BatchInterrupted {
    static constexpr std::uint8_t event_index = 0;
    static constexpr std::string_view doc =
        "Batch of dispatches did not complete fully. Index of first failing dispatch given, as "
        "well as the error.";
    std::uint32_t index{};
    DispatchError error;
    DESCENT_FIELDS(index, error)
  };
  struct BatchCompleted {
    static constexpr std::uint8_t event_index = 1;
    static constexpr std::string_view doc = "Batch of dispatches completed fully with no error.";
    DESCENT_FIELDS()
  };
  struct BatchCompletedWithErrors {
    static constexpr std::uint8_t event_index = 2;
    static constexpr std::string_view doc = "Batch of dispatches completed but has errors.";
    DESCENT_FIELDS()
  };
  struct ItemCompleted {
    static constexpr std::uint8_t event_index = 3;
    static constexpr std::string_view doc =
        "A single item within a Batch of dispatches has completed with no error.";
    DESCENT_FIELDS()
  };
  struct ItemFailed {
    static constexpr std::uint8_t event_index = 4;
    static constexpr std::string_view doc =
        "A single item within a Batch of dispatches has completed with error.";
    DispatchError error;
    DESCENT_FIELDS(error)
  };
  struct DispatchedAs {
    static constexpr std::uint8_t event_index = 5;
    static constexpr std::string_view doc = "A call was dispatched.";
    Result<> result;
    DESCENT_FIELDS(result)
  };
  using Event = frame::Events<BatchInterrupted, BatchCompleted, BatchCompletedWithErrors,
                              ItemCompleted, ItemFailed, DispatchedAs>;

  // ---- Errors -------------------------------------------------------------------------------
  enum class Error : std::uint8_t { TooManyCalls };
  static constexpr frame::ErrorRow<Error> errors[] = {
      {Error::TooManyCalls, "Too many calls batched."},
  };

  // ---- Calls --------------------------------------------------------------------------------
  struct batch {
    static constexpr frame::CallMeta meta{
        .index = 0, .doc = "Run calls one after another until one fails; what ran before stays."};
    BatchedCalls calls;
    DESCENT_FIELDS(calls)
    Weight weight(const Utility& u) const { return u.weight_of_all(calls); }
  };
  Result<frame::Spent> apply(const frame::Origin&, const batch&);

  struct as_derivative {
    static constexpr frame::CallMeta meta{
        .index = 1,
        .doc = "Run a call from the account derived from the signer and `index`. Signed."};
    std::uint16_t index{};
    frame::RuntimeCall call;
    DESCENT_FIELDS(index, call)
    Weight weight(const Utility& u) const { return u.weight_of_one(call); }
  };
  Result<frame::Spent> apply(const frame::Origin&, const as_derivative&);

  struct batch_all {
    static constexpr frame::CallMeta meta{
        .index = 2, .doc = "Run calls one after another; if one fails, none has run."};
    BatchedCalls calls;
    DESCENT_FIELDS(calls)
    Weight weight(const Utility& u) const { return u.weight_of_all(calls); }
  };
  Result<frame::Spent> apply(const frame::Origin&, const batch_all&);

  struct dispatch_as {
    static constexpr frame::CallMeta meta{
        .index = 3, .doc = "Run a call with the given origin, whatever becomes of it. Root."};
    origins::OriginCaller as_origin;
    frame::RuntimeCall call;
    DESCENT_FIELDS(as_origin, call)
    Weight weight(const Utility& u) const { return u.weight_of_one(call); }
  };
  Result<frame::Spent> apply(const frame::Origin&, const dispatch_as&);

  struct force_batch {
    static constexpr frame::CallMeta meta{
        .index = 4, .doc = "Run calls one after another, whatever becomes of each."};
    BatchedCalls calls;
    DESCENT_FIELDS(calls)
    Weight weight(const Utility& u) const { return u.weight_of_all(calls); }
  };
  Result<frame::Spent> apply(const frame::Origin&, const force_batch&);

  struct with_weight {
    static constexpr frame::CallMeta meta{
        .index = 5, .doc = "Run a call, charging the given weight for it. Root."};
    frame::RuntimeCall call;
    Weight weight_;
    DESCENT_FIELDS(call, weight_)
    Weight weight() const { return weight_; }
  };
  Result<frame::Spent> apply(const frame::Origin&, const with_weight&);

  using Call = frame::Calls<batch, as_derivative, batch_all, dispatch_as, force_batch, with_weight>;

  // ---- Hooks and views ----------------------------------------------------------------------
  explicit Utility(frame::Mount mount) : Pallet{mount} {}
  auto constants() const {
    return std::tuple{frame::Constant{"batched_calls_limit", kBatchedCallsLimit,
                                      "The limit on the number of batched calls."}};
  }

  /// blake2b-256 of SCALE("modlpy/utilisuba", who, index).
  static AccountId derivative_account(const AccountId& who, std::uint16_t index);
  Weight weight_of_one(const frame::RuntimeCall& call) const;
  Weight weight_of_all(const BatchedCalls& calls) const;
};

}  // namespace descent::modules
