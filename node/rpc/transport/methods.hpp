#pragma once
/// # The method table
/// Every name the server answers to. A group of methods is a function that returns its rows; the
/// table is made of the groups:
///
///   Group chain_methods(Chain& chain) {
///     return {{"chain_getBlockHash", {"chain_getHead"}, [&](const Params& p) { ... }},
///             {"chain_subscribeNewHeads", {"chain_subscribeNewHead"},
///              [&](const Params& p, Subscriber s) { ... }, {"chain_unsubscribeNewHeads"}}};
///   }
///   Methods methods{{chain_methods(chain), state_methods(chain)}};
///
/// A handler answers at once, on the thread of the server, and throws nothing.
#include <functional>
#include <map>
#include <string>
#include <variant>
#include <vector>

#include "node/rpc/transport/params.hpp"
#include "node/rpc/transport/subscriber.hpp"

namespace descent::rpc {

using Call = std::function<Answer(const Params&)>;
/// Keeps the subscriber and returns its id, or returns an error and the subscription is not made.
using Subscribe = std::function<Answer(const Params&, Subscriber)>;

/// Unsafe methods change the node or show what is not public: only loopback peers may call them.
enum class Access : std::uint8_t { Safe, Unsafe };

struct Method {
  std::string name;
  std::vector<std::string> aliases;
  std::variant<Call, Subscribe> handler;
  std::vector<std::string> unsubscribe = {};  ///< names that end it; for a Subscribe only
  Access access = Access::Safe;
};

using Group = std::vector<Method>;

class Methods {
 public:
  /// Adds `rpc_methods`, which lists every name in order, aliases and itself among them.
  /// REQUIRES: no name is there twice; a Subscribe has an unsubscribe name, a Call has none
  explicit Methods(const std::vector<Group>& groups);

  struct Entry {
    std::shared_ptr<const Method> method;
    bool unsubscribes = false;  ///< the name ends what `method` began
  };

  /// nullptr if there is no method of that name.
  const Entry* find(std::string_view name) const;

 private:
  void add(const Method& method);
  void add(const std::string& name, Entry entry);

  std::map<std::string, Entry, std::less<>> entries_;
};

}  // namespace descent::rpc
