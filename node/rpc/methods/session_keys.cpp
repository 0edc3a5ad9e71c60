// author_insertKey and its like: the keys a validator's node signs with. All are unsafe: who may
// call them may make the node vote with another key, or learn which it has.
#include "node/keystore/session_keys.hpp"

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

Answer has_session_keys(const keystore::SessionKeys& keys, const Params& p) {
  return answer_of(keys.has_all(DESCENT_TRY(p.get<Bytes>(0, "sessionKeys"))));
}

Answer has_key(const keystore::SessionKeys& keys, const Params& p) {
  const auto public_key = DESCENT_TRY(p.get<Bytes>(0, "publicKey"));
  const auto kind = DESCENT_TRY(p.get<std::string>(1, "keyType"));
  return answer_of(keys.has(kind, public_key));
}

}  // namespace

Group session_key_methods(const keystore::SessionKeys& keys) {
  const auto unsafe = [&keys](std::string name, auto answer) {
    return Method{std::move(name),
                  {},
                  [&keys, answer](const Params& p) -> Answer { return answer(keys, p); },
                  {},
                  Access::Unsafe};
  };
  return {
      unsafe("author_insertKey", insert_key),
      unsafe("author_rotateKeys",
             [](const keystore::SessionKeys& k, const Params&) { return answer_of(k.rotate()); }),
      unsafe("author_hasSessionKeys", has_session_keys),
      unsafe("author_hasKey", has_key),
  };
}

}  // namespace descent::rpc
