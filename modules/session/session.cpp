#include "modules/session/session.hpp"

#include <algorithm>
#include <set>

#include "runtime/crypto/signature.hpp"

namespace descent::modules {

// ---- Calls ----------------------------------------------------------------------------------

Bytes Session::possession_message(const AccountId& owner, const Hash& genesis) {
  return scale::encoded(std::tuple{std::string{"descent session key"}, owner, genesis});
}

Result<> Session::apply(const frame::Origin& origin, const set_keys& call) {
  const AccountId who = DESCENT_TRY(origin.signer());
  multi_signature::Ed25519 proof;
  if (call.proof.size() != proof.value.size()) return fail(Error::InvalidProof);
  std::ranges::copy(call.proof, proof.value.begin());
  const Bytes message = possession_message(who, system_.hash_of(0).value_or(Hash{}));
  if (!crypto::verify(proof, message, AccountId{call.keys.consensus.key}))
    return fail(Error::InvalidProof);
  return register_keys(who, call.keys);
}

Session::KeyOwnerKey Session::owner_key(const SessionKeys& keys) {
  const auto& key = keys.consensus.key;
  return {session::kKeyType, Bytes{key.begin(), key.end()}};
}

Result<> Session::register_keys(const AccountId& who, const SessionKeys& keys) {
  const auto owner = key_owner.get(owner_key(keys));
  if (owner && *owner != who) return fail(Error::DuplicatedKey);
  const auto before = next_keys.get(who);
  if (before)
    key_owner.remove(owner_key(*before));
  else if (!system_.inc_consumers(who))
    return fail(Error::NoAccount);
  next_keys.insert(who, keys);
  key_owner.insert(owner_key(keys), who);
  return {};
}

Result<> Session::apply(const frame::Origin& origin, const purge_keys&) {
  const AccountId who = DESCENT_TRY(origin.signer());
  const auto keys = next_keys.get(who);
  if (!keys) return fail(Error::NoKeys);
  if (is_in_use(who)) return fail(Error::KeysInUse);
  next_keys.remove(who);
  key_owner.remove(owner_key(*keys));
  system_.dec_consumers(who);
  return {};
}

bool Session::is_in_use(const AccountId& who) const {
  const auto queued = queued_keys.get();
  const auto now = validators.get();
  return std::ranges::count(now, who) > 0 ||
         std::ranges::any_of(queued, [&](const KeysOf& of) { return of.first == who; });
}

// ---- A session ------------------------------------------------------------------------------

Weight Session::on_initialize(BlockNumber now) {
  forget();
  Weight out{session_weights::kBlock + kForgottenMax * session_weights::kForget, 0};
  if (now - session_start.get() < values_.get(*this, kSessionLength)) return out;
  rotate(now);
  return out + Weight{queued_keys.get().size() * session_weights::kValidator, 0};
}

void Session::rotate(BlockNumber now) {
  const auto keys = queued_keys.get();
  const auto powers = queued_powers.get();
  if (queued_changed.get()) disabled.kill();
  session::Members next;
  Validators ids;
  for (std::size_t i = 0; i < keys.size(); ++i) {
    next.push_back({keys[i].first, keys[i].second.consensus, powers[i]});
    ids.push_back(keys[i].first);
  }
  members.put(next);
  validators.put(ids);
  queued_changed.put(false);
  refresh_queue();
  session_start.put(now);
  current_index.put(current_index.get() + 1);
  emit(NewSession{current_index.get()});
}

/// The queue of the session after this one: the same validators, with the keys they have by now.
void Session::refresh_queue() {
  auto keys = queued_keys.get();
  for (auto& [validator, of] : keys) {
    const auto newest = next_keys.get(validator);
    DESCENT_ASSERT(newest);
    of = *newest;
  }
  queued_keys.put(keys);
}

std::size_t Session::queue(const std::vector<session::Elected>& elected) {
  Bounded<KeysOf, session::kValidatorsMax> keys;
  Bounded<std::uint64_t, session::kValidatorsMax> powers;
  for (const auto& [validator, power] : elected) {
    const auto key = next_keys.get(validator);
    if (!key) continue;
    keys.emplace_back(validator, *key);
    powers.push_back(power);
  }
  DESCENT_ASSERT(keys.size() <= session::kValidatorsMax);
  if (keys.empty()) return 0;
  queued_keys.put(keys);
  queued_powers.put(powers);
  queued_changed.put(true);
  return keys.size();
}

bool Session::disable(const AccountId& who) {
  const auto now = validators.get();
  const auto at = std::ranges::find(now, who);
  if (at == now.end()) return false;
  const auto place = static_cast<std::uint32_t>(at - now.begin());
  auto out = disabled.get();
  const auto before = std::ranges::lower_bound(out, place);
  if (before != out.end() && *before == place) return false;
  if (3 * (out.size() + 1) >= now.size()) return false;
  out.insert(before, place);
  disabled.put(out);
  emit(ValidatorDisabled{who});
  return true;
}

// ---- Genesis --------------------------------------------------------------------------------

void Session::set_genesis_keys(const AccountId& who, const SessionKeys& keys) {
  DESCENT_ASSERT(register_keys(who, keys));
}

void Session::begin_at_genesis() {
  rotate(0);
  current_index.put(0);
  decide(0);
}

// ---- Invariants -----------------------------------------------------------------------------

frame::Problems Session::try_state() const {
  frame::Problems out = check_sets();
  std::set<consensus::AuthorityId> seen;
  for (const auto& [who, keys] : queued_keys.get()) {
    if (!seen.insert(keys.consensus).second) out.push_back("two queued validators share a key");
    if (!next_keys.contains(who)) out.push_back("a queued validator has no key");
  }
  if (queued_keys.get().size() != queued_powers.get().size())
    out.push_back("a queued validator has no power");
  std::size_t owned = 0;
  for (const auto& [who, keys] : next_keys.entries()) {
    ++owned;
    if (key_owner.get(owner_key(keys)) != who) out.push_back("a key is not its owner's");
  }
  if (key_owner.entries().size() != owned) out.push_back("an owner does not have its key");
  if (!disabled.get().empty() && 3 * disabled.get().size() >= validators.get().size())
    out.push_back("a third of the validators is disabled");
  return out;
}

}  // namespace descent::modules
