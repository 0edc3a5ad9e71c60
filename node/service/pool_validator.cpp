#include "node/service/pool_validator.hpp"

#include <algorithm>

#include "runtime/crypto/signature.hpp"
#include "runtime/frame/storage.hpp"
#include "runtime/primitives/account_info.hpp"

namespace descent::service {
namespace {

/// The state key of an account: prefix, blake2b-128 of the id, the id.
Bytes account_key(const AccountId& who) {
  Bytes key = frame::item_prefix("System", "Account");
  frame::Blake2_128Concat::hash(key, who.id);
  return key;
}

}  // namespace

frame::Validity<pool::Checked> PoolValidator::check(View extrinsic) const {
  const auto check = DESCENT_TRY(chain_.next().signature_of(extrinsic));
  if (check && !crypto::verify(check->signature, check->message, check->signer)) {
    return frame::TransactionValidityError{frame::InvalidTransaction{frame::invalid::BadProof{}}};
  }
  auto checked = recheck(extrinsic);
  if (checked) verified_.add(frame::extrinsic_hash(extrinsic));
  return checked;
}

frame::Validity<pool::Checked> PoolValidator::recheck(View extrinsic) const {
  const frame::ValidTransaction valid = DESCENT_TRY(chain_.next().validate(extrinsic));
  const auto place = scale::decoded<std::pair<AccountId, Nonce>>(valid.provides.front());
  DESCENT_ASSERT(place);
  return pool::Checked{place->first, place->second, nonce(place->first), valid.priority};
}

Nonce PoolValidator::nonce(const AccountId& who) const {
  const Bytes* bytes = chain_.newest().frame().state.get(account_key(who));
  if (bytes == nullptr) return 0;
  const auto info = scale::decoded<AccountInfo>(*bytes);
  DESCENT_ASSERT(info);
  return info->nonce;
}

std::set<AccountId> touched_accounts(const Changes& changes) {
  const Bytes prefix = frame::item_prefix("System", "Account");
  std::set<AccountId> out;
  for (auto it = changes.lower_bound(prefix); it != changes.end(); ++it) {
    const Bytes& key = it->first;
    if (!store::starts_with(key, prefix)) break;
    AccountId who;
    std::copy(key.end() - static_cast<std::ptrdiff_t>(who.id.size()), key.end(), who.id.begin());
    out.insert(who);
  }
  return out;
}

}  // namespace descent::service
