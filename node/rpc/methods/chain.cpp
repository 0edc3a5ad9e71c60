#include "modules/session/types.hpp"
#include "node/rpc/methods/groups.hpp"

namespace descent::rpc {

/// A block number as clients write it.
struct BlockNumberParam {
  std::uint64_t value{};
};
template <>
struct Param<BlockNumberParam> {
  static std::string expected() { return Param<std::uint64_t>::expected(); }
  static std::optional<BlockNumberParam> read(const json::value& value) {
    const auto number = Param<std::uint64_t>::read(value);
    return number ? std::optional{BlockNumberParam{*number}} : std::nullopt;
  }
};

namespace {

/// A subscriber is told at once of the newest block, then of each.
Subscribe to_heads(const Backend& b, const std::string& notification) {
  auto audience = std::make_shared<Audience>();
  b.chain.listen([audience, notification](const service::Chain::Committed& committed) {
    audience->notify(notification, to_json(committed.header));
  });
  return [b, audience, notification](const Params&, const Subscriber& subscriber) -> Answer {
    subscriber.notify(notification, to_json(b.chain.head()));
    audience->add(subscriber);
    return json::value(subscriber.id());
  };
}

Answer hash_at(const Backend& b, std::uint64_t number) {
  if (number > b.chain.head().number) return json::value(nullptr);
  const auto hash = b.chain.blocks().hash_of(static_cast<BlockNumber>(number));
  if (!hash) return internal(hash.error());
  return *hash ? hex(**hash) : json::value(nullptr);
}

Answer block_hash(const Backend& b, const Params& p) {
  if (p.at(0) == nullptr) return hex(b.chain.head_hash());
  if (p.at(0)->is_array()) {
    json::array out;
    const auto numbers = DESCENT_TRY(p.get<std::vector<std::uint64_t>>(0, "numbers"));
    for (const auto n : numbers) {
      out.push_back(DESCENT_TRY(hash_at(b, n)));
    }
    return json::value(std::move(out));
  }
  return hash_at(b, DESCENT_TRY(p.get<BlockNumberParam>(0, "number")).value);
}

Answer header(const Backend& b, const Params& p) {
  const Hash hash = DESCENT_TRY(hash_of(b, p, 0));
  const auto found = b.chain.blocks().header(hash);
  if (!found) return internal(found.error());
  return *found ? to_json(**found) : json::value(nullptr);
}

json::array numbers(View bytes) {
  json::array out;
  for (const std::uint8_t byte : bytes) out.emplace_back(byte);
  return out;
}

/// As serde writes `Option<Vec<(ConsensusEngineId, Vec<u8>)>>`: bytes as numbers. The proof is a
/// commit certificate in SCALE; blocks of an engine without votes have none.
json::value justifications(const std::optional<Bytes>& proof) {
  if (!proof) return nullptr;
  return json::array{json::array{numbers(modules::session::kEngineId), numbers(*proof)}};
}

Answer block(const Backend& b, const Params& p) {
  const Hash hash = DESCENT_TRY(hash_of(b, p, 0));
  const auto found = b.chain.blocks().header(hash);
  const auto body = b.chain.blocks().body(hash);
  const auto proof = b.chain.blocks().justification(hash);
  if (!found) return internal(found.error());
  if (!proof) return internal(proof.error());
  if (!body) return internal(body.error());
  if (!*found || !*body) return json::value(nullptr);
  json::array extrinsics;
  for (const Bytes& extrinsic : **body) extrinsics.push_back(hex(scale::encoded(extrinsic)));
  const json::object inner{{"header", to_json(**found)}, {"extrinsics", std::move(extrinsics)}};
  return json::value(json::object{{"block", inner}, {"justifications", justifications(*proof)}});
}

}  // namespace

Group chain_methods(const Backend& b) {
  return {
      {"chain_getBlockHash", {"chain_getHead"}, [b](const Params& p) { return block_hash(b, p); }},
      {"chain_getHeader", {}, [b](const Params& p) { return header(b, p); }},
      {"chain_getBlock", {}, [b](const Params& p) { return block(b, p); }},
      {"chain_getFinalizedHead",
       {"chain_getFinalisedHead"},
       [b](const Params&) -> Answer { return hex(b.chain.head_hash()); }},
      {"chain_subscribeNewHeads",
       {"chain_subscribeNewHead", "subscribe_newHead"},
       to_heads(b, "chain_newHead"),
       {"chain_unsubscribeNewHeads", "chain_unsubscribeNewHead", "unsubscribe_newHead"}},
      {"chain_subscribeFinalizedHeads",
       {"chain_subscribeFinalisedHeads"},
       to_heads(b, "chain_finalizedHead"),
       {"chain_unsubscribeFinalizedHeads", "chain_unsubscribeFinalisedHeads"}},
      {"chain_subscribeAllHeads", {}, to_heads(b, "chain_allHead"), {"chain_unsubscribeAllHeads"}},
  };
}

}  // namespace descent::rpc
