#include "node/rpc/methods/groups.hpp"
#include "runtime/frame/extrinsic.hpp"

namespace descent::rpc {
namespace {

// source  polkadot-sdk, substrate/client/rpc-api/src/author/error.rs
enum PoolCode : int {
  kBadFormat = 1001,
  kInvalidTransaction = 1010,
  kUnknownValidity = 1011,
  kAlreadyImported = 1013,
  kTooLowPriority = 1014,
  kImmediatelyDropped = 1016,
  kFutureRejected = 1021,
};

Error to_error(const pool::Refusal& refusal) {
  using Kind = pool::Refusal::Kind;
  switch (refusal.kind) {
    case Kind::Invalid: {
      const bool invalid = refusal.validity->index() == 0;
      return {invalid ? kInvalidTransaction : kUnknownValidity,
              invalid ? "Invalid Transaction" : "Unknown Transaction Validity",
              json::value(frame::describe(*refusal.validity))};
    }
    case Kind::AlreadyImported:
      return {kAlreadyImported, "Transaction Already Imported", "it is in the pool already"};
    case Kind::TooLowPriority:
      return {kTooLowPriority, "Priority is too low",
              "another transaction of this nonce waits; raise the tip to replace it"};
    case Kind::ImmediatelyDropped:
      return {kImmediatelyDropped, "Immediately Dropped",
              "the pool is full; raise the tip, or try again later"};
    case Kind::TooFarInFuture:
      return {kFutureRejected, "The transaction was rejected because its nonce is too far ahead",
              "send the transactions before it first"};
    case Kind::TooLarge:
      return {kInvalidTransaction, "Invalid Transaction",
              "the extrinsic is too large for the pool"};
  }
  return {kInternalError, "unknown refusal", {}};
}

/// The extrinsic without the length in front.
Expected<Bytes, Error> extrinsic_of(const Params& p) {
  const auto bytes = DESCENT_TRY(p.get<Bytes>(0, "extrinsic"));
  auto extrinsic = scale::decoded<Bytes>(bytes);
  if (!extrinsic) {
    return Error{kBadFormat, "Extrinsic has invalid format.",
                 json::value(describe(extrinsic.error()))};
  }
  return *std::move(extrinsic);
}

Expected<Hash, Error> submit(const Backend& b, Bytes extrinsic) {
  const auto hash = b.pool.submit(std::move(extrinsic));
  if (!hash) return to_error(hash.error());
  return *hash;
}

Answer submit_extrinsic(const Backend& b, const Params& p) {
  auto extrinsic = DESCENT_TRY(extrinsic_of(p));
  return hex(DESCENT_TRY(submit(b, std::move(extrinsic))));
}

Answer pending(const Backend& b) {
  json::array out;
  for (const Bytes& extrinsic : b.pool.pending()) out.push_back(hex(scale::encoded(extrinsic)));
  return json::value(std::move(out));
}

constexpr std::string_view kUpdate = "author_extrinsicUpdate";

Answer submit_and_watch(const Backend& b, Watchers& watchers, const Params& p,
                        const Subscriber& subscriber) {
  auto extrinsic = DESCENT_TRY(extrinsic_of(p));
  // Watched before it is submitted: the pool reports its first status from within.
  const Hash hash = frame::extrinsic_hash(extrinsic);
  const bool waits = b.pool.contains(hash);
  if (!waits) watchers.add(hash, subscriber);
  const auto submitted = submit(b, std::move(extrinsic));
  if (!submitted) {
    if (!waits) watchers.forget(hash);
    subscriber.end();
    return submitted.error();
  }
  return json::value(subscriber.id());
}

}  // namespace

// ---- Watchers -------------------------------------------------------------------------------

void Watchers::add(const Hash& transaction, Subscriber subscriber) {
  by_transaction_[transaction].push_back(std::move(subscriber));
}

void Watchers::forget(const Hash& transaction) { by_transaction_.erase(transaction); }

void Watchers::on_event(const pool::Event& event) {
  const auto found = by_transaction_.find(event.transaction);
  if (found == by_transaction_.end()) return;
  const auto tell = [&](const json::value& status) {
    for (const Subscriber& s : found->second) s.notify(kUpdate, status);
  };
  bool last = true;
  switch (event.status) {
    case pool::Status::Future:
      tell("future");
      last = false;
      break;
    case pool::Status::Ready:
      tell("ready");
      last = false;
      break;
    case pool::Status::InBlock:
      tell(json::object{{"inBlock", hex(event.other)}});
      // Finality is immediate: what is in a block is final.
      tell(json::object{{"finalized", hex(event.other)}});
      break;
    case pool::Status::Usurped: tell(json::object{{"usurped", hex(event.other)}}); break;
    case pool::Status::Dropped: tell("dropped"); break;
    case pool::Status::Invalid: tell("invalid"); break;
  }
  if (!last) return;
  for (const Subscriber& s : found->second) s.end();
  by_transaction_.erase(found);
}

Group author_methods(const Backend& b, const std::shared_ptr<Watchers>& watchers) {
  return {
      {"author_submitExtrinsic", {}, [b](const Params& p) { return submit_extrinsic(b, p); }},
      {"author_submitAndWatchExtrinsic",
       {},
       [b, watchers](const Params& p, const Subscriber& s) {
         return submit_and_watch(b, *watchers, p, s);
       },
       {"author_unwatchExtrinsic"}},
      {"author_pendingExtrinsics", {}, [b](const Params&) { return pending(b); }},
  };
}

}  // namespace descent::rpc
