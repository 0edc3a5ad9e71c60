#include "node/rpc/methods/backend.hpp"

#include <algorithm>

#include "runtime/scale/hex.hpp"

namespace descent::rpc {

json::value hex(View bytes) { return json::value(to_0x(bytes)); }
json::value hex(const Hash& hash) { return hex(View{hash.bytes}); }
json::value hex_or_null(const std::optional<Bytes>& bytes) {
  return bytes ? hex(View{*bytes}) : json::value(nullptr);
}

std::string hex_number(std::uint64_t number) {
  std::string digits;
  do {
    digits.push_back("0123456789abcdef"[number & 15]);
    number >>= 4;
  } while (number != 0);
  std::reverse(digits.begin(), digits.end());
  return "0x" + digits;
}

json::value to_json(const Header& header) {
  json::array logs;
  for (const auto& item : header.digest.logs) logs.push_back(hex(scale::encoded(item)));
  return json::object{{"parentHash", hex(header.parent_hash)},
                      {"number", hex_number(header.number)},
                      {"stateRoot", hex(header.state_root)},
                      {"extrinsicsRoot", hex(header.extrinsics_root)},
                      {"digest", json::object{{"logs", std::move(logs)}}}};
}

json::value to_json(const RuntimeVersion& v) {
  json::array apis;
  for (const auto& [id, version] : v.apis) apis.push_back(json::array{hex(View{id}), version});
  return json::object{{"specName", v.spec_name},
                      {"implName", v.impl_name},
                      {"authoringVersion", v.authoring_version},
                      {"specVersion", v.spec_version},
                      {"implVersion", v.impl_version},
                      {"apis", std::move(apis)},
                      {"transactionVersion", v.transaction_version},
                      {"systemVersion", v.system_version},
                      {"stateVersion", v.system_version}};
}

Error internal(const store::Error& error) {
  switch (error.kind) {
    case store::ErrorKind::UnknownBlock:
    case store::ErrorKind::StatePruned: return {4003, "Client error: " + error.text};
    default: return {kInternalError, error.text};
  }
}

Expected<Hash, Error> hash_of(const Backend& backend, const Params& params, std::size_t index) {
  const auto named = DESCENT_TRY(params.find<Hash>(index, "hash"));
  return named.value_or(backend.chain.head_hash());
}

Expected<service::StateView, Error> state_of(const Backend& backend, const Params& params,
                                             std::size_t index) {
  const Hash hash = DESCENT_TRY(hash_of(backend, params, index));
  auto view = backend.chain.at(hash);
  if (!view) return internal(view.error());
  return *std::move(view);
}

void Audience::notify(std::string_view method, const json::value& result) {
  std::erase_if(members_, [](const Subscriber& member) { return member.closed(); });
  for (const Subscriber& member : members_) member.notify(method, result);
}

}  // namespace descent::rpc
