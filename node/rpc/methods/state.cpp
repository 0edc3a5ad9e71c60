#include "node/rpc/methods/groups.hpp"
#include "node/store/schema.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/trie/proof.hpp"

namespace descent::rpc {
namespace {

constexpr std::uint32_t kPageMax = 1'000;  ///< keys of one state_getKeysPaged
constexpr std::size_t kKeysMax = 10'000;   ///< keys of one query or subscription

Error too_many_keys() {
  return {kInvalidParams,
          "too many keys in one request; ask for at most " + std::to_string(kKeysMax)};
}

Expected<std::vector<Bytes>, Error> keys_of(const Params& p) {
  auto keys = DESCENT_TRY(p.get<std::vector<Bytes>>(0, "keys"));
  if (keys.size() > kKeysMax) return too_many_keys();
  return keys;
}

json::value changes_of(const Hash& block, const std::vector<Bytes>& keys,
                       const std::function<std::optional<Bytes>(View)>& value) {
  json::array changes;
  for (const Bytes& key : keys)
    changes.push_back(json::array{hex(View{key}), hex_or_null(value(key))});
  return json::object{{"block", hex(block)}, {"changes", std::move(changes)}};
}

// ---- Values ---------------------------------------------------------------------------------

Answer storage(const Backend& b, const Params& p) {
  const auto key = DESCENT_TRY(p.get<Bytes>(0, "key"));
  const auto view = DESCENT_TRY(state_of(b, p, 1));
  return hex_or_null(view.state->get(key));
}

Answer storage_hash(const Backend& b, const Params& p) {
  const auto key = DESCENT_TRY(p.get<Bytes>(0, "key"));
  const auto view = DESCENT_TRY(state_of(b, p, 1));
  const auto value = view.state->get(key);
  return value ? hex(crypto::blake2b_256(*value)) : json::value(nullptr);
}

Answer storage_size(const Backend& b, const Params& p) {
  const auto key = DESCENT_TRY(p.get<Bytes>(0, "key"));
  const auto view = DESCENT_TRY(state_of(b, p, 1));
  const auto value = view.state->get(key);
  return value ? json::value(value->size()) : json::value(nullptr);
}

Answer query_at(const Backend& b, const Params& p) {
  const auto keys = DESCENT_TRY(keys_of(p));
  const Hash hash = DESCENT_TRY(hash_of(b, p, 1));
  const auto view = DESCENT_TRY(state_of(b, p, 1));
  return json::value(
      json::array{changes_of(hash, keys, [&](View key) { return view.state->get(key); })});
}

/// Keys strictly above `start`, which need not exist.
Answer keys_paged(const Backend& b, const Params& p) {
  const auto prefix = DESCENT_TRY(p.find<Bytes>(0, "prefix")).value_or(Bytes{});
  const auto count = DESCENT_TRY(p.get<std::uint32_t>(1, "count"));
  const auto start = DESCENT_TRY(p.find<Bytes>(2, "startKey"));
  const auto view = DESCENT_TRY(state_of(b, p, 3));
  if (count > kPageMax) return p.wrong(1, "count", "a number up to " + std::to_string(kPageMax));
  json::array out;
  if (!start && view.state->get(prefix) && count > 0) out.push_back(hex(View{prefix}));
  auto key = view.state->next_key(start.value_or(prefix));
  while (key && store::starts_with(*key, prefix) && out.size() < count) {
    out.push_back(hex(View{*key}));
    key = view.state->next_key(*key);
  }
  return json::value(std::move(out));
}

Answer read_proof(const Backend& b, const Params& p) {
  const auto keys = DESCENT_TRY(keys_of(p));
  const Hash hash = DESCENT_TRY(hash_of(b, p, 1));
  const auto view = DESCENT_TRY(state_of(b, p, 1));
  auto source = b.chain.blocks().nodes_at(hash);
  const auto header = b.chain.blocks().header(hash);
  if (!source) return internal(source.error());
  if (!header) return internal(header.error());
  const service::Nodes nodes{*std::move(source)};
  const auto proof = trie::prove(
      nodes, (*header)->state_root, [&](View key) { return view.state->get(key); }, keys);
  if (!proof) return Error{kInternalError, std::string{trie::describe(proof.error())}, {}};
  json::array out;
  for (const Bytes& node : *proof) out.push_back(hex(View{node}));
  return json::value(json::object{{"at", hex(hash)}, {"proof", std::move(out)}});
}

// ---- The runtime ----------------------------------------------------------------------------

Answer runtime_version(const Backend& b, const Params& p) {
  const auto view = DESCENT_TRY(state_of(b, p, 0));
  return to_json(view.rules->version());
}

Answer metadata(const Backend& b, const Params& p) {
  const auto view = DESCENT_TRY(state_of(b, p, 0));
  return hex(View{*view.rules->metadata(14)});
}

Answer call(const Backend& b, const Params& p) {
  const auto name = DESCENT_TRY(p.get<std::string>(0, "name"));
  const auto data = DESCENT_TRY(p.find<Bytes>(1, "data")).value_or(Bytes{});
  const auto view = DESCENT_TRY(state_of(b, p, 2));
  const auto answer = view.execution->call(name, data);
  if (answer) return hex(View{*answer});
  const std::string failed = "Client error: Execution failed: Other: ";
  if (answer.error() == frame::ApiError::NotFound) {
    return Error{4003, failed + "Exported method " + name + " is not found", {}};
  }
  return Error{4003, failed + "the arguments of " + name + " do not decode", {}};
}

// ---- Subscriptions --------------------------------------------------------------------------

/// Tells of every watched key a block writes, equal values too.
Subscribe to_storage(const Backend& b) {
  struct Watch {
    std::vector<Bytes> keys;
    Subscriber subscriber;
  };
  auto watches = std::make_shared<std::vector<Watch>>();
  b.chain.listen([watches](const service::Chain::Committed& committed) {
    std::erase_if(*watches, [](const Watch& watch) { return watch.subscriber.closed(); });
    for (const Watch& watch : *watches) {
      std::vector<Bytes> written;
      for (const Bytes& key : watch.keys) {
        if (committed.state.contains(key)) written.push_back(key);
      }
      if (written.empty()) continue;
      const auto value = [&](View key) { return committed.state.find(key)->second; };
      watch.subscriber.notify("state_storage", changes_of(committed.hash, written, value));
    }
  });
  return [b, watches](const Params& p, const Subscriber& subscriber) -> Answer {
    const auto keys = DESCENT_TRY(keys_of(p));
    const auto view = b.chain.at(b.chain.head_hash());
    if (!view) return internal(view.error());
    const auto value = [&](View key) { return view->state->get(key); };
    subscriber.notify("state_storage", changes_of(b.chain.head_hash(), keys, value));
    watches->push_back({keys, subscriber});
    return json::value(subscriber.id());
  };
}

/// Tells of the present version, and of a new one when the manifest is written.
Subscribe to_version(const Backend& b) {
  auto audience = std::make_shared<Audience>();
  b.chain.listen([b, audience](const service::Chain::Committed& committed) {
    if (!committed.state.contains(chain_spec::code_key())) return;
    audience->notify("state_runtimeVersion", to_json(b.chain.rules().version()));
  });
  return [b, audience](const Params&, const Subscriber& subscriber) -> Answer {
    subscriber.notify("state_runtimeVersion", to_json(b.chain.rules().version()));
    audience->add(subscriber);
    return json::value(subscriber.id());
  };
}

}  // namespace

Group state_methods(const Backend& b) {
  return {
      {"state_getStorage", {"state_getStorageAt"}, [b](const Params& p) { return storage(b, p); }},
      {"state_getStorageHash",
       {"state_getStorageHashAt"},
       [b](const Params& p) { return storage_hash(b, p); }},
      {"state_getStorageSize",
       {"state_getStorageSizeAt"},
       [b](const Params& p) { return storage_size(b, p); }},
      {"state_queryStorageAt", {}, [b](const Params& p) { return query_at(b, p); }},
      {"state_getKeysPaged",
       {"state_getKeysPagedAt"},
       [b](const Params& p) { return keys_paged(b, p); }},
      {"state_getReadProof", {}, [b](const Params& p) { return read_proof(b, p); }},
      {"state_getRuntimeVersion",
       {"chain_getRuntimeVersion"},
       [b](const Params& p) { return runtime_version(b, p); }},
      {"state_getMetadata", {}, [b](const Params& p) { return metadata(b, p); }},
      {"state_call", {"state_callAt"}, [b](const Params& p) { return call(b, p); }},
      {"state_subscribeStorage", {}, to_storage(b), {"state_unsubscribeStorage"}},
      {"state_subscribeRuntimeVersion",
       {"chain_subscribeRuntimeVersion"},
       to_version(b),
       {"state_unsubscribeRuntimeVersion", "chain_unsubscribeRuntimeVersion"}},
  };
}

}  // namespace descent::rpc
