// author_insertKey and its like: the keys a validator's node signs with. All are unsafe: who may
// call them may make the node vote with another key, or learn which it has.
#include "node/keystore/session_keys.hpp"

#include "modules/session/session.hpp"
#include "node/rpc/methods/groups.hpp"

namespace descent::rpc {
namespace {

// source  polkadot-sdk, substrate/client/rpc-api/src/author/error.rs
enum KeyCode : int {
  kAuthorError = 1000,
  kUnsupportedKeyType = 1017,
};

Error to_error(const keystore::Error& error) {
  switch (error.kind) {
    case keystore::ErrorKind::Unsupported:
      return {kUnsupportedKeyType, "Unknown key type crypto", json::value(error.text)};
    case keystore::ErrorKind::BadKey: return {kAuthorError, "Invalid key", json::value(error.text)};
    default: return {kInternalError, error.text};
  }
}

/// The answer, or why the keystore has none.
template <class T>
Answer answer_of(const keystore::Kept<T>& kept) {
  if (!kept) return to_error(kept.error());
  if constexpr (std::is_void_v<T>)
    return json::value(nullptr);
  else if constexpr (std::same_as<T, bool>)
    return json::value(*kept);
  else
    return hex(View{*kept});
}

Answer insert_key(const keystore::SessionKeys& keys, const Params& p) {
  const auto kind = DESCENT_TRY(p.get<std::string>(0, "keyType"));
  const crypto::SecretText suri{DESCENT_TRY(p.get<std::string>(1, "suri"))};
  const auto public_key = DESCENT_TRY(p.get<Bytes>(2, "publicKey"));
  return answer_of(keys.insert(kind, *suri, public_key));
}

/// The voting key's signature that it belongs to `owner`, as Session.set_keys asks for it.
/// keys  as `rotate` gives them
keystore::Kept<Bytes> proof_of(const keystore::SessionKeys& store, View keys,
                               const AccountId& owner, const Hash& genesis) {
  const auto& kind = keystore::kVotingKey;
  const auto pair = DESCENT_TRY(store.find(kind.id, keys.first(kind.public_size)));
  const auto signature = pair.sign(modules::Session::possession_message(owner, genesis));
  const auto& proof = std::get<multi_signature::Ed25519>(signature).value;
  return Bytes{proof.begin(), proof.end()};
}

keystore::Kept<Bytes> rotate(const keystore::SessionKeys& store, const NewKeys& on_new) {
  auto keys = store.rotate();
  if (keys && on_new) on_new(*keys);
  return keys;
}

/// source  polkadot-sdk, substrate/client/rpc-api/src/author/mod.rs, GeneratedSessionKeys
Answer rotate_with_owner(const keystore::SessionKeys& store, const Hash& genesis,
                         const NewKeys& on_new, const Params& p) {
  const auto bytes = DESCENT_TRY(p.get<Bytes>(0, "owner"));
  const auto owner = scale::decoded<AccountId>(bytes);
  if (!owner)
    return Error{kInvalidParams, "Invalid params",
                 json::value("the owner is an account: 0x and 64 hex digits")};
  const auto keys = rotate(store, on_new);
  if (!keys) return to_error(keys.error());
  const auto proof = proof_of(store, *keys, *owner, genesis);
  if (!proof) return to_error(proof.error());
  return json::value{{"keys", hex(*keys)}, {"proof", hex(*proof)}};
}

Answer has_session_keys(const keystore::SessionKeys& keys, const Params& p) {
  return answer_of(keys.has_all(DESCENT_TRY(p.get<Bytes>(0, "sessionKeys"))));
}

Answer has_key(const keystore::SessionKeys& keys, const Params& p) {
  const auto public_key = DESCENT_TRY(p.get<Bytes>(0, "publicKey"));
  const auto kind = DESCENT_TRY(p.get<std::string>(1, "keyType"));
  return answer_of(keys.has(kind, public_key));
}

}  // namespace

Group session_key_methods(const keystore::SessionKeys& keys, const Hash& genesis,
                          const NewKeys& on_new) {
  const auto unsafe = [&keys](std::string name, auto answer) {
    return Method{std::move(name),
                  {},
                  [&keys, answer](const Params& p) -> Answer { return answer(keys, p); },
                  {},
                  Access::Unsafe};
  };
  return {
      unsafe("author_insertKey", insert_key),
      unsafe("author_rotateKeys", [on_new](const keystore::SessionKeys& k,
                                           const Params&) { return answer_of(rotate(k, on_new)); }),
      unsafe("author_rotateKeysWithOwner",
             [genesis, on_new](const keystore::SessionKeys& k, const Params& p) {
               return rotate_with_owner(k, genesis, on_new, p);
             }),
      unsafe("author_hasSessionKeys", has_session_keys),
      unsafe("author_hasKey", has_key),
  };
}

}  // namespace descent::rpc
