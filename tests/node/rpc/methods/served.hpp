#pragma once
// The method groups of a node without ports, called as the server calls them.
#include <gmock/gmock.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "node/rpc/methods/groups.hpp"
#include "node/service/pool_validator.hpp"
#include "runtime/scale/hex.hpp"
#include "tests/node/keystore/folder.hpp"
#include "tests/node/service/dev_chain.hpp"

namespace boost::json {

/// So that an expectation may compare an answer with a text. Found by argument, hence its place.
template <class Text>
requires std::same_as<Text, std::string>
bool operator==(const value& answer, const Text& text) {
  return answer.is_string() && std::string_view{answer.get_string()} == text;
}

}  // namespace boost::json

namespace descent::rpc {

struct Served : testing::Test, service::DevChain {
  service::Verified verified{100};
  service::PoolValidator validator{*chain, verified};
  std::shared_ptr<Watchers> watchers = std::make_shared<Watchers>();
  pool::Pool pool{validator, [this](const pool::Event& e) { watchers->on_event(e); }, {}};
  int seals = 0;
  const Backend backend{*chain, pool, service::dev_spec(), "tester", "9.9", [this] { ++seals; }};
  const keystore::Folder folder{};
  const keystore::SessionKeys session_keys = *keystore::SessionKeys::open(folder / "keystore");
  const Methods methods{{system_methods(backend), chain_methods(backend), state_methods(backend),
                         author_methods(backend, watchers),
                         session_key_methods(session_keys, chain->genesis_hash()),
                         payment_methods(backend), engine_methods(backend)}};
  std::uint64_t ids = 0;
  std::vector<json::value> sent;  ///< notifications
  Subscriptions session{100, ids,
                        [this](const std::string& text) { sent.push_back(json::parse(text)); }};

  Served() {
    chain->listen([this](const service::Chain::Committed& block) {
      pool.on_block(block.hash, block.body, service::touched_accounts(block.state));
    });
  }

  /// Of a call or a subscription, by any of its names.
  Answer answer(std::string_view name, json::array params = {}) {
    const auto* entry = methods.find(name);
    if (entry == nullptr || entry->unsubscribes) return Error{kMethodNotFound, std::string{name}};
    const Params p{std::move(params)};
    const auto& handler = entry->method->handler;
    if (const auto* call = std::get_if<Call>(&handler)) return (*call)(p);
    return std::get<Subscribe>(handler)(p, session.open(entry->method.get()));
  }
  json::value result(std::string_view name, json::array params = {}) {
    auto out = answer(name, std::move(params));
    EXPECT_TRUE(out) << name << (out ? "" : ": " + out.error().message);
    return out ? *std::move(out) : json::value{};
  }
  Error refusal(std::string_view name, json::array params = {}) {
    const auto out = answer(name, std::move(params));
    EXPECT_FALSE(out) << name << " was answered";
    return out ? Error{} : out.error();
  }
  std::string text(std::string_view name, json::array params = {}) {
    return json::serialize(result(name, std::move(params)));
  }
  /// What a subscription was told, each as JSON text; the method's name must be `method`.
  std::vector<std::string> told(const json::value& id, std::string_view method) const {
    std::vector<std::string> out;
    for (const auto& message : sent) {
      if (message.at("params").at("subscription") != id) continue;
      EXPECT_EQ(message.at("method").as_string(), method);
      out.push_back(json::serialize(message.at("params").at("result")));
    }
    return out;
  }

  /// An extrinsic as clients send it: hex, its length in front.
  static std::string wire(const Bytes& extrinsic) { return to_0x(scale::encoded(extrinsic)); }
  static std::string quoted(const Hash& hash) { return '"' + to_0x(hash.bytes) + '"'; }
};

inline std::string text_of(const Hash& hash) { return to_0x(hash.bytes); }

}  // namespace descent::rpc
