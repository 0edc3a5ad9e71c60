// Messages to the RPC server, as text: every method of a node on a chain of two blocks.
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "node/rpc/methods/groups.hpp"
#include "node/rpc/transport/dispatch.hpp"
#include "node/rpc/transport/document.hpp"
#include "node/service/pool_validator.hpp"
#include "tests/fuzz/targets.hpp"
#include "tests/node/keystore/folder.hpp"
#include "tests/node/service/dev_chain.hpp"

namespace descent::fuzz {
namespace {

using namespace rpc;

struct Node : service::DevChain {
  service::Verified verified{100};
  service::PoolValidator validator{*chain, verified};
  std::shared_ptr<Watchers> watchers = std::make_shared<Watchers>();
  pool::Pool pool{validator, [this](const pool::Event& e) { watchers->on_event(e); }, {}};
  const Backend backend{*chain, pool, service::dev_spec(), "fuzzed", "1", [] {}};
  const keystore::Folder folder{};
  const keystore::SessionKeys keys = *keystore::SessionKeys::open(folder / "keystore");
  const Methods methods{{system_methods(backend), chain_methods(backend), state_methods(backend),
                         author_methods(backend, watchers),
                         session_key_methods(keys, chain->genesis_hash()), payment_methods(backend),
                         engine_methods(backend)}};
  std::uint64_t ids = 0;

  Node() { add({transfer(0)}); }
};

constexpr Limits kLimits{.request_bytes = 1 << 16, .reply_bytes = 4 << 20, .json_values = 4'096};

/// The reader that keeps ids as text makes the values that the library's own makes.
void reads_as_the_library(std::string_view text) {
  const auto read = read_document(text, kLimits);
  boost::json::error_code error;
  boost::json::parse_options options;
  options.max_depth = kLimits.json_depth;
  const auto expected = boost::json::parse({text.data(), text.size()}, error, {}, options);
  // As text: the library makes 0e20632 no number at all, which is not equal to itself.
  require(
      !read || (!error && boost::json::serialize(read->value) == boost::json::serialize(expected)),
      "JSON is read as the library reads it");
  require(read || error || text.size() > kLimits.json_values,
          "and refused as the library refuses it");
}

void is_a_response(const boost::json::value& response) {
  const auto* object = response.if_object();
  require(object != nullptr && object->contains("id") &&
              object->contains("result") != object->contains("error"),
          "a response has an id, and a result or an error");
}

}  // namespace

void rpc_target(View input) {
  static Node node;
  const std::string_view text = as_text(input);
  reads_as_the_library(text);
  // It makes another file for a new key each time.
  if (text.find("rotate") != text.npos) return;
  Subscriptions subscriptions{8, node.ids, [](const std::string&) {}};
  Allowance allowance{1'000, 1'000, std::chrono::steady_clock::now()};
  Caller caller{.trusted = true, .allowance = &allowance, .subscriptions = &subscriptions};
  const std::string reply = answer(text, caller, node.methods, kLimits);
  if (reply.empty()) return;
  boost::json::error_code error;
  const auto replies = boost::json::parse(reply, error);
  require(!error, "a reply is JSON");
  if (!replies.is_array()) return is_a_response(replies);
  require(replies.get_array().size() <= kLimits.batch, "a batch has so many replies");
  for (const auto& response : replies.get_array()) is_a_response(response);
}

}  // namespace descent::fuzz
