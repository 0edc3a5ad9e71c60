#include "modules/preimage/preimage.hpp"

#include "runtime/crypto/hash.hpp"
#include "runtime/primitives/arithmetic.hpp"

namespace descent::modules {

// ---- Calls ----------------------------------------------------------------------------------

Result<> Preimage::apply(const frame::Origin& origin, const note_preimage& call) {
  std::optional<AccountId> owner;
  if (!origin.is_root()) owner = DESCENT_TRY(origin.signer());
  return note(call.bytes, owner);
}

Result<> Preimage::apply(const frame::Origin& origin, const unnote_preimage& call) {
  std::optional<AccountId> who;
  if (!origin.is_root()) who = DESCENT_TRY(origin.signer());
  const auto status = status_for.get(call.hash);
  if (!status) return fail(Error::NotNoted);
  const auto* wanted = std::get_if<Wanted>(&*status);
  const auto ticket = wanted != nullptr ? wanted->maybe_ticket
                                        : std::optional{std::get_if<Unrequested>(&*status)->ticket};
  if (who && (!ticket || ticket->first != *who)) return fail(Error::NotAuthorized);
  if (!ticket) return unrequest(call.hash);
  DESCENT_TRY(give_back(*ticket));
  if (wanted != nullptr)
    status_for.insert(call.hash, Wanted{std::nullopt, wanted->count, wanted->maybe_len});
  else
    clear(call.hash, std::get_if<Unrequested>(&*status)->len);
  return {};
}

Result<> Preimage::apply(const frame::Origin& origin, const request_preimage& call) {
  DESCENT_TRY(origin.root());
  request(call.hash);
  return {};
}

Result<> Preimage::apply(const frame::Origin& origin, const unrequest_preimage& call) {
  DESCENT_TRY(origin.root());
  return unrequest(call.hash);
}

// ---- Noting ---------------------------------------------------------------------------------

Result<> Preimage::note(const Bytes& bytes, const std::optional<AccountId>& owner) {
  if (bytes.size() > preimage::kSizeMax) return fail(Error::TooBig);
  const auto len = static_cast<std::uint32_t>(bytes.size());
  const Hash hash = crypto::blake2b_256(bytes);
  status_for.insert(hash, DESCENT_TRY(noted(status_for.get(hash), len, owner)));
  preimage_for.insert({hash, len}, bytes);
  emit(Noted{hash});
  return {};
}

Result<Preimage::RequestStatus> Preimage::noted(const std::optional<RequestStatus>& before,
                                                std::uint32_t len,
                                                const std::optional<AccountId>& owner) {
  if (!before && owner)
    return RequestStatus{Unrequested{DESCENT_TRY(take_deposit(*owner, len)), len}};
  if (!before) return RequestStatus{Wanted{std::nullopt, 1, len}};
  if (const auto* wanted = std::get_if<Wanted>(&*before))
    return RequestStatus{Wanted{wanted->maybe_ticket, wanted->count, len}};
  if (owner) return fail(Error::AlreadyNoted);
  return RequestStatus{Wanted{std::get_if<Unrequested>(&*before)->ticket, 1, len}};
}

Balance Preimage::deposit_for(std::uint32_t len) const {
  return config.base_deposit + len * config.byte_deposit;
}

Result<Preimage::Ticket> Preimage::take_deposit(const AccountId& owner, std::uint32_t len) {
  const Balance amount = deposit_for(len);
  DESCENT_TRY(balances_.hold(hold_reason(), owner, amount));
  return Ticket{owner, {amount}};
}

Result<> Preimage::give_back(const Ticket& ticket) {
  return balances_.release(hold_reason(), ticket.first, ticket.second.amount);
}

void Preimage::clear(const Hash& hash, std::uint32_t len) {
  status_for.remove(hash);
  preimage_for.remove({hash, len});
  emit(Cleared{hash});
}

// ---- Requests -------------------------------------------------------------------------------

void Preimage::request(const Hash& hash) {
  const auto before = status_for.get(hash);
  Wanted wanted;
  if (before) {
    if (const auto* earlier = std::get_if<Wanted>(&*before))
      wanted = *earlier;
    else
      wanted = {std::get_if<Unrequested>(&*before)->ticket, 0,
                std::get_if<Unrequested>(&*before)->len};
  }
  wanted.count = saturating_add_of(wanted.count, std::uint32_t{1});
  status_for.insert(hash, wanted);
  if (wanted.count == 1) emit(Requested{hash});
}

Result<> Preimage::unrequest(const Hash& hash) {
  const auto status = status_for.get(hash);
  const auto* wanted = status ? std::get_if<Wanted>(&*status) : nullptr;
  if (wanted == nullptr) return fail(Error::NotRequested);
  if (wanted->count > 1)
    status_for.insert(hash, Wanted{wanted->maybe_ticket, wanted->count - 1, wanted->maybe_len});
  else if (!wanted->maybe_len)
    status_for.remove(hash);
  else if (wanted->maybe_ticket)
    status_for.insert(hash, Unrequested{*wanted->maybe_ticket, *wanted->maybe_len});
  else
    clear(hash, *wanted->maybe_len);
  return {};
}

bool Preimage::is_requested(const Hash& hash) const {
  const auto status = status_for.get(hash);
  return status && std::holds_alternative<Wanted>(*status);
}

std::optional<std::uint32_t> Preimage::len(const Hash& hash) const {
  const auto status = status_for.get(hash);
  if (!status) return std::nullopt;
  if (const auto* wanted = std::get_if<Wanted>(&*status)) return wanted->maybe_len;
  return std::get_if<Unrequested>(&*status)->len;
}

// ---- Bounded calls --------------------------------------------------------------------------

Result<Preimage::BoundedCall> Preimage::bound(const frame::RuntimeCall& call) {
  using namespace preimage;
  if (call.bytes.size() <= kInlineMax) return BoundedCall{bounded_call::Inline{call.bytes}};
  if (call.bytes.size() > kSizeMax) return fail(Error::TooBig);
  const Hash hash = crypto::blake2b_256(call.bytes);
  request(hash);
  if (!len(hash)) DESCENT_TRY(note(call.bytes, std::nullopt));
  return BoundedCall{bounded_call::Lookup{hash, static_cast<std::uint32_t>(call.bytes.size())}};
}

Result<frame::RuntimeCall> Preimage::peek(const BoundedCall& call) const {
  frame::RuntimeCall out;
  if (const auto* inlined = std::get_if<preimage::bounded_call::Inline>(&call)) {
    out.bytes = inlined->call;
  } else {
    const auto* lookup = std::get_if<preimage::bounded_call::Lookup>(&call);
    const auto length = lookup != nullptr ? std::optional{lookup->len} : len(call.hash());
    const auto kept = length ? preimage_for.get({call.hash(), *length}) : std::nullopt;
    if (!kept) return DispatchError{dispatch_error::Unavailable{}};
    out.bytes = *kept;
  }
  if (!frame().dispatcher->info(out.bytes)) return DispatchError{dispatch_error::Corruption{}};
  return out;
}

void Preimage::drop(const BoundedCall& call) {
  // Root may have ended the request by hand: then there is nothing to end.
  if (const auto hash = call.lookup_hash()) static_cast<void>(unrequest(*hash));
}

// ---- Hooks ----------------------------------------------------------------------------------

frame::Problems Preimage::try_state() const {
  frame::Problems out;
  std::map<AccountId, Balance> deposits;
  std::size_t with_length = 0;
  const auto add = [&](const Ticket& ticket) { deposits[ticket.first] += ticket.second.amount; };
  for (const auto& [hash, status] : status_for.entries()) {
    const auto* wanted = std::get_if<Wanted>(&status);
    if (wanted == nullptr) add(std::get_if<Unrequested>(&status)->ticket);
    if (wanted != nullptr && wanted->maybe_ticket) add(*wanted->maybe_ticket);
    if (wanted != nullptr && wanted->count == 0) out.push_back("a preimage is requested by nobody");
    const auto length = len(hash);
    if (!length) continue;
    ++with_length;
    const auto kept = preimage_for.get({hash, *length});
    if (!kept || kept->size() != *length || crypto::blake2b_256(*kept) != hash)
      out.push_back("a preimage is not what its status says");
  }
  if (preimage_for.entries().size() != with_length)
    out.push_back("a preimage is kept without a status");
  for (const auto& [who, info] : balances_.holds.entries()) {
    if (balances_.on_hold(hold_reason(), who) != deposits[who])
      out.push_back("a deposit is not the sum of its tickets");
    deposits.erase(who);
  }
  for (const auto& [who, amount] : deposits)
    if (amount != 0) out.push_back("a ticket without a deposit");
  return out;
}

}  // namespace descent::modules
