#include "node/rpc/methods/groups.hpp"
#include "runtime/crypto/signature.hpp"
#include "runtime/crypto/ss58.hpp"

namespace descent::rpc {
namespace {

Call constant(json::value value) {
  return [value = std::move(value)](const Params&) -> Answer { return value; };
}

/// The nonce behind what is in the pool.
Answer next_index(const Backend& backend, const Params& params) {
  const auto text = DESCENT_TRY(params.get<std::string>(0, "account"));
  const auto address = crypto::ss58_decode(text);
  if (!address) return params.wrong(0, "account", "an SS58 address");
  return json::value(backend.pool.next_nonce(address->account));
}

Answer dry_run(const Backend& backend, const Params& params) {
  const auto bytes = DESCENT_TRY(params.get<Bytes>(0, "extrinsic"));
  const auto view = DESCENT_TRY(state_of(backend, params, 1));
  scale::Reader in{bytes};
  Bytes extrinsic;
  scale::decode(in, extrinsic);
  if (!in.done()) return Error{1001, "Extrinsic has invalid format.", {}};
  view.execution->initialize({});
  const auto check = view.execution->signature_of(extrinsic);
  const bool verdict = check && (!*check || crypto::verify((*check)->signature, (*check)->message,
                                                           (*check)->signer));
  return hex(scale::encoded(view.execution->apply(extrinsic, verdict)));
}

json::value properties() {
  return json::object{{"ss58Format", 42}, {"tokenDecimals", 12}, {"tokenSymbol", "GRAD"}};
}

/// A node without peers is at the head of its own chain.
NetworkView network_of(const Backend& backend) {
  if (backend.network) return backend.network();
  NetworkView alone;
  alone.local_id = backend.node_name;
  alone.highest = backend.chain.head().number;
  return alone;
}

/// Answers from what the network is at that moment.
Call of_network(const Backend& backend, json::value (*answer)(const Backend&, const NetworkView&)) {
  return
      [backend, answer](const Params&) -> Answer { return answer(backend, network_of(backend)); };
}

json::value health(const Backend&, const NetworkView& network) {
  return json::object{{"peers", network.peers.size()},
                      {"isSyncing", network.is_syncing},
                      {"shouldHavePeers", network.should_have_peers}};
}

json::value sync_state(const Backend& backend, const NetworkView& network) {
  const auto head = backend.chain.head().number.value;
  return json::object{{"startingBlock", network.started_at},
                      {"currentBlock", head},
                      {"highestBlock", std::max(head, network.highest)}};
}

json::value peers(const Backend&, const NetworkView& network) {
  json::array out;
  for (const auto& peer : network.peers)
    out.push_back(json::object{{"peerId", peer.id},
                               {"roles", peer.roles},
                               {"bestHash", hex(peer.best_hash)},
                               {"bestNumber", peer.best}});
  return out;
}

json::value roles(const Backend&, const NetworkView& network) { return json::array{network.role}; }

json::value local_id(const Backend&, const NetworkView& network) {
  return json::value(network.local_id);
}

json::value addresses(const Backend&, const NetworkView& network) {
  json::array out;
  for (const auto& address : network.addresses) out.emplace_back(address);
  return out;
}

}  // namespace

Group system_methods(const Backend& b) {
  return {
      {"system_chain", {}, constant(json::value(b.spec.name))},
      {"system_name", {}, constant(json::value("Descent Node"))},
      {"system_version", {}, constant(json::value(b.node_version))},
      {"system_chainType", {}, constant(json::value(b.spec.chain_type))},
      {"system_properties", {}, constant(properties())},
      {"system_health", {}, of_network(b, health)},
      {"system_nodeRoles", {}, of_network(b, roles)},
      {"system_peers", {}, of_network(b, peers)},
      {"system_localPeerId", {}, of_network(b, local_id)},
      {"system_localListenAddresses", {}, of_network(b, addresses)},
      {"system_syncState", {}, of_network(b, sync_state)},
      {"system_accountNextIndex",
       {"account_nextIndex"},
       [b](const Params& p) { return next_index(b, p); }},
      {"system_dryRun",
       {"system_dryRunAt"},
       [b](const Params& p) { return dry_run(b, p); },
       {},
       Access::Unsafe},
  };
}

}  // namespace descent::rpc
