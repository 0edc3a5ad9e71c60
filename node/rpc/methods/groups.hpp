#pragma once
/// # The methods of a node
/// One function a group. Adding a method touches its group's file and its row there.
/// source  polkadot-sdk, substrate/client/rpc-api/src/{system,chain,state,author}
#include "node/keystore/session_keys.hpp"
#include "node/rpc/methods/backend.hpp"

namespace descent::rpc {

Group system_methods(const Backend& backend);
Group chain_methods(const Backend& backend);
Group state_methods(const Backend& backend);
Group author_methods(const Backend& backend, const std::shared_ptr<class Watchers>& watchers);
/// Is told the public keys that were made just now: they have never signed.
using NewKeys = std::function<void(View public_keys)>;
/// keys  outlives the group
Group session_key_methods(const keystore::SessionKeys& keys, const Hash& genesis,
                          const NewKeys& on_new = {});
Group payment_methods(const Backend& backend);
Group engine_methods(const Backend& backend);

/// Who watches which transaction. The pool reports to it.
class Watchers {
 public:
  void add(const Hash& transaction, Subscriber subscriber);
  /// The pool refused it: nothing will be reported.
  void forget(const Hash& transaction);
  std::size_t size() const { return by_transaction_.size(); }
  void on_event(const pool::Event& event);

 private:
  std::map<Hash, std::vector<Subscriber>> by_transaction_;
};

}  // namespace descent::rpc
