#include "node/cli/chain.hpp"

#include <boost/json/object.hpp>
#include <charconv>

#include "runtime/crypto/hash.hpp"
#include "runtime/crypto/ss58.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::cli {
namespace {

constexpr std::size_t kKeysAtOnce = 500;

std::optional<Bytes> bytes_in(const boost::json::value* json) {
  if (json == nullptr || !json->is_string()) return std::nullopt;
  return from_hex(json->as_string());
}

std::optional<Hash> hash_in(const boost::json::value* json) {
  const auto bytes = bytes_in(json);
  if (!bytes || bytes->size() != 32) return std::nullopt;
  Hash out;
  std::copy(bytes->begin(), bytes->end(), out.bytes.begin());
  return out;
}

std::optional<std::uint32_t> number_in(const boost::json::value* json) {
  if (json == nullptr) return std::nullopt;
  if (json->is_int64() && json->as_int64() >= 0 && json->as_int64() <= UINT32_MAX)
    return static_cast<std::uint32_t>(json->as_int64());
  if (!json->is_string() || !json->as_string().starts_with("0x")) return std::nullopt;
  const std::string_view digits = std::string_view{json->as_string()}.substr(2);
  std::uint32_t out = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out, 16);
  if (error != std::errc{} || end != digits.data() + digits.size()) return std::nullopt;
  return out;
}

std::string hex(const Hash& hash) { return to_0x(hash.bytes); }

Failure no_block(std::string_view which) {
  return refused("the node has no block " + std::string{which} +
                 "; `descent query block head` shows the newest");
}

}  // namespace

std::optional<Header> header_from(const boost::json::value& json) {
  if (!json.is_object()) return std::nullopt;
  const auto& object = json.as_object();
  const auto parent = hash_in(object.if_contains("parentHash"));
  const auto state = hash_in(object.if_contains("stateRoot"));
  const auto extrinsics = hash_in(object.if_contains("extrinsicsRoot"));
  const auto number = number_in(object.if_contains("number"));
  const auto* digest = object.if_contains("digest");
  if (!parent || !state || !extrinsics || !number || !digest || !digest->is_object())
    return std::nullopt;
  Header out{*parent, *number, *state, *extrinsics, {}};
  const auto* logs = digest->as_object().if_contains("logs");
  if (logs == nullptr || !logs->is_array()) return std::nullopt;
  for (const auto& log : logs->as_array()) {
    const auto bytes = bytes_in(&log);
    auto item = bytes ? scale::decoded<DigestItem>(*bytes) : scale::Error::UnknownVariant;
    if (!item) return std::nullopt;
    out.digest.logs.push_back(*std::move(item));
  }
  return out;
}

Failure Chain::strange(std::string_view method) {
  return refused("the node answers " + std::string{method} +
                 " in a way this program does not understand; use the `descent` of the node's own "
                 "version");
}

Outcome<Hash> Chain::hash_from(std::string_view method, boost::json::array params) const {
  const auto json = DESCENT_TRY(client_.call(method, std::move(params)));
  const auto hash = hash_in(&json);
  if (!hash) return strange(method);
  return *hash;
}

Outcome<Bytes> Chain::bytes_from(std::string_view method, boost::json::array params) const {
  const auto json = DESCENT_TRY(client_.call(method, std::move(params)));
  auto bytes = bytes_in(&json);
  if (!bytes) return strange(method);
  return *std::move(bytes);
}

Outcome<Hash> Chain::hash_of(BlockNumber number) const {
  const auto json = DESCENT_TRY(client_.call("chain_getBlockHash", {number}));
  if (json.is_null()) return no_block(std::to_string(number));
  const auto hash = hash_in(&json);
  if (!hash) return strange("chain_getBlockHash");
  return *hash;
}

Outcome<Header> Chain::header(const Hash& hash) const {
  const auto json = DESCENT_TRY(client_.call("chain_getHeader", {hex(hash)}));
  if (json.is_null()) return no_block(hex(hash));
  auto out = header_from(json);
  if (!out) return strange("chain_getHeader");
  return *std::move(out);
}

Outcome<BlockRef> Chain::head() const {
  const Hash hash = DESCENT_TRY(hash_from("chain_getBlockHash", {}));
  const Header newest = DESCENT_TRY(header(hash));
  return BlockRef{newest.number, hash};
}

Outcome<BlockRef> Chain::finalized() const {
  const Hash hash = DESCENT_TRY(hash_from("chain_getFinalizedHead", {}));
  const Header newest = DESCENT_TRY(header(hash));
  return BlockRef{newest.number, hash};
}

Outcome<BlockRef> Chain::find(std::string_view text) const {
  if (text == "head" || text == "best") return head();
  if (text == "finalized") return finalized();
  BlockNumber number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc{} && end == text.data() + text.size()) {
    const Hash hash = DESCENT_TRY(hash_of(number));
    return BlockRef{number, hash};
  }
  const boost::json::value json(text);
  const auto hash = text.starts_with("0x") ? hash_in(&json) : std::nullopt;
  if (!hash)
    return misused("'" + std::string{text} +
                   "' names no block; write a number, a hash (0x and 64 digits), head or "
                   "finalized");
  const Header found = DESCENT_TRY(header(*hash));
  return BlockRef{found.number, *hash};
}

Outcome<Block> Chain::block(const Hash& hash) const {
  const auto json = DESCENT_TRY(client_.call("chain_getBlock", {hex(hash)}));
  if (json.is_null()) return no_block(hex(hash));
  const auto* inner = json.is_object() ? json.as_object().if_contains("block") : nullptr;
  if (inner == nullptr || !inner->is_object()) return strange("chain_getBlock");
  const auto* head = inner->as_object().if_contains("header");
  const auto* body = inner->as_object().if_contains("extrinsics");
  auto parsed = head == nullptr ? std::nullopt : header_from(*head);
  if (!parsed || body == nullptr || !body->is_array()) return strange("chain_getBlock");
  Block out{*std::move(parsed), {}};
  for (const auto& entry : body->as_array()) {
    const auto bytes = bytes_in(&entry);
    auto extrinsic = bytes ? scale::decoded<Bytes>(*bytes) : scale::Error::UnknownVariant;
    if (!extrinsic) return strange("chain_getBlock");
    out.extrinsics.push_back(*std::move(extrinsic));
  }
  return out;
}

Outcome<Versions> Chain::versions() const {
  const auto json = DESCENT_TRY(client_.call("state_getRuntimeVersion", {}));
  if (!json.is_object()) return strange("state_getRuntimeVersion");
  const auto& object = json.as_object();
  const auto spec = number_in(object.if_contains("specVersion"));
  const auto transaction = number_in(object.if_contains("transactionVersion"));
  const auto* name = object.if_contains("specName");
  if (!spec || !transaction || name == nullptr || !name->is_string())
    return strange("state_getRuntimeVersion");
  return Versions{std::string{name->as_string()}, *spec, *transaction};
}

Outcome<std::string> Chain::chain_name() const {
  const auto json = DESCENT_TRY(client_.call("system_chain", {}));
  if (!json.is_string()) return strange("system_chain");
  return std::string{json.as_string()};
}

Outcome<Nonce> Chain::next_nonce(const AccountId& who) const {
  const auto json =
      DESCENT_TRY(client_.call("system_accountNextIndex", {crypto::ss58_encode(who, 42)}));
  const auto nonce = number_in(&json);
  if (!nonce) return strange("system_accountNextIndex");
  return *nonce;
}

Outcome<std::optional<Bytes>> Chain::storage(View key, const Hash& at) const {
  const auto json = DESCENT_TRY(client_.call("state_getStorage", {to_0x(key), hex(at)}));
  if (json.is_null()) return std::optional<Bytes>{};
  auto bytes = bytes_in(&json);
  if (!bytes) return strange("state_getStorage");
  return bytes;
}

Outcome<std::vector<Bytes>> Chain::keys(View prefix, std::size_t limit, const Hash& at) const {
  std::vector<Bytes> out;
  Bytes after{prefix.begin(), prefix.end()};
  while (out.size() < limit) {
    const std::size_t wanted = std::min(kKeysAtOnce, limit - out.size());
    const auto json = DESCENT_TRY(
        client_.call("state_getKeysPaged", {to_0x(prefix), wanted, to_0x(after), hex(at)}));
    if (!json.is_array() || json.as_array().size() > wanted) return strange("state_getKeysPaged");
    for (const auto& entry : json.as_array()) {
      auto key = bytes_in(&entry);
      if (!key) return strange("state_getKeysPaged");
      out.push_back(*std::move(key));
    }
    if (json.as_array().size() < wanted) break;
    after = out.back();
  }
  return out;
}

Outcome<Bytes> Chain::ask(std::string_view name, View arguments, std::optional<Hash> at) const {
  boost::json::array params{name, to_0x(arguments)};
  if (at) params.push_back(boost::json::string{hex(*at)});
  return bytes_from("state_call", std::move(params));
}

Outcome<Hash> Chain::submit(View extrinsic) const {
  const Bytes framed = scale::encoded(Bytes{extrinsic.begin(), extrinsic.end()});
  return hash_from("author_submitExtrinsic", {to_0x(framed)});
}

}  // namespace descent::cli
