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

json::value health() {
  return json::object{{"peers", 0}, {"isSyncing", false}, {"shouldHavePeers", false}};
}

json::value sync_state(const Backend& backend) {
  const auto head = backend.chain.head().number.value;
  return json::object{{"startingBlock", 0}, {"currentBlock", head}, {"highestBlock", head}};
}

}  // namespace

Group system_methods(const Backend& b) {
  return {
      {"system_chain", {}, constant(json::value(b.spec.name))},
      {"system_name", {}, constant(json::value("Descent Node"))},
      {"system_version", {}, constant(json::value(b.node_version))},
      {"system_chainType", {}, constant(json::value(b.spec.chain_type))},
      {"system_properties", {}, constant(properties())},
      {"system_health", {}, constant(health())},
      {"system_nodeRoles", {}, constant(json::array{"Authority"})},
      {"system_peers", {}, constant(json::array{})},
      {"system_localPeerId", {}, constant(json::value(b.node_name))},
      {"system_localListenAddresses", {}, constant(json::array{})},
      {"system_syncState", {}, [b](const Params&) -> Answer { return sync_state(b); }},
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
