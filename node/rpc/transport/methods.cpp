#include "node/rpc/transport/methods.hpp"

#include "runtime/primitives/assert.hpp"

namespace descent::rpc {

Methods::Methods(const std::vector<Group>& groups) {
  for (const Group& group : groups)
    for (const Method& method : group) add(method);
  auto names = std::make_shared<json::array>();
  add({"rpc_methods", {}, [names](const Params&) -> Answer {
         return json::value(json::object{{"methods", *names}});
       }});
  for (const auto& [name, entry] : entries_) names->emplace_back(name);
}

const Methods::Entry* Methods::find(std::string_view name) const {
  const auto found = entries_.find(name);
  return found == entries_.end() ? nullptr : &found->second;
}

void Methods::add(const Method& method) {
  DESCENT_ASSERT(method.unsubscribe.empty() == std::holds_alternative<Call>(method.handler));
  const auto shared = std::make_shared<const Method>(method);
  add(method.name, {shared});
  for (const auto& alias : method.aliases) add(alias, {shared});
  for (const auto& name : method.unsubscribe) add(name, {shared, true});
}

void Methods::add(const std::string& name, Entry entry) {
  const bool added = entries_.emplace(name, std::move(entry)).second;
  DESCENT_ASSERT(added);
}

}  // namespace descent::rpc
