#include "modules/system/system.hpp"

#include "runtime/primitives/arithmetic.hpp"

namespace descent::modules {

// ---- Calls ----------------------------------------------------------------------------------

Result<> System::apply(const frame::Origin&, const remark&) { return {}; }

Result<> System::apply(const frame::Origin& origin, const remark_with_event& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  emit(Remarked{who, crypto::blake2b_256(call.remark_)});
  return {};
}

// ---- A block --------------------------------------------------------------------------------

void System::initialize(BlockNumber block, const Hash& parent, const Digest& log) {
  number.put(block);
  parent_hash.put(parent);
  digest.put(log);
  block_hash.insert(block - 1, parent);
  // The hash of genesis names the chain in what is signed: it stays.
  if (block > config.block_hash_count + 1) block_hash.remove(block - config.block_hash_count - 1);
  events.kill();
  event_count.kill();
}

void System::finalize(std::uint32_t extrinsics) {
  extrinsic_count.put(extrinsics);
  block_weight.put(frame().meter.weight);
  Bytes records;
  scale::encode_compact(records, frame().events.size());
  for (const auto& record : frame().events) append(records, record);
  state().put(events.prefix(), std::move(records));
  event_count.put(static_cast<std::uint32_t>(frame().events.size()));
}

void System::deposit_log(DigestItem item) {
  frame().digest.logs.push_back(std::move(item));
  digest.put(frame().digest);
}

void System::note_success(const DispatchInfo& info) { emit(ExtrinsicSuccess{info}); }

void System::note_failure(const DispatchError& error, const DispatchInfo& info) {
  emit(ExtrinsicFailed{error, info});
}

std::optional<Hash> System::hash_of(BlockNumber n) const {
  if (!block_hash.contains(n)) return std::nullopt;
  return block_hash.get(n);
}

// ---- Accounts -------------------------------------------------------------------------------

void System::inc_nonce(const AccountId& who) {
  AccountInfo info = account.get(who);
  DESCENT_ASSERT(info.nonce != UINT32_MAX);
  ++info.nonce;
  account.insert(who, info);
}

void System::inc_providers(const AccountId& who) {
  AccountInfo info = account.get(who);
  const bool created = info.providers == 0 && info.sufficients == 0;
  DESCENT_ASSERT(info.providers != UINT32_MAX);
  ++info.providers;
  account.insert(who, info);
  if (created) emit(NewAccount{who});
}

Result<> System::dec_providers(const AccountId& who) {
  AccountInfo info = account.get(who);
  DESCENT_ASSERT(info.providers > 0);
  const bool last = info.providers == 1 && info.sufficients == 0;
  if (last && info.consumers > 0) return DispatchError{dispatch_error::ConsumerRemaining{}};
  --info.providers;
  if (!last) {
    account.insert(who, info);
    return {};
  }
  account.remove(who);
  emit(KilledAccount{who});
  return {};
}

Result<> System::inc_consumers(const AccountId& who) {
  AccountInfo info = account.get(who);
  if (info.providers == 0) return DispatchError{dispatch_error::NoProviders{}};
  DESCENT_ASSERT(info.consumers != UINT32_MAX);
  ++info.consumers;
  account.insert(who, info);
  return {};
}

void System::dec_consumers(const AccountId& who) {
  AccountInfo info = account.get(who);
  DESCENT_ASSERT(info.consumers > 0);
  --info.consumers;
  account.insert(who, info);
}

frame::Problems System::try_state() const {
  frame::Problems out;
  for (const auto& [who, info] : account.entries()) {
    if (info.providers == 0 && info.sufficients == 0)
      out.push_back("an account exists that nothing keeps alive");
    if (info.consumers > 0 && info.providers == 0)
      out.push_back("an account is needed that nothing provides");
  }
  return out;
}

}  // namespace descent::modules
