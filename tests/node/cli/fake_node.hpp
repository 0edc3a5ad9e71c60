#pragma once
// A node that answers JSON-RPC from the genesis of the development chain, and makes a block of
// whatever it is sent, with events that a test chooses.
#include <httplib.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <thread>

#include "chain-spec/genesis.hpp"
#include "node/cli/chain.hpp"
#include "node/cli/runtime_model.hpp"
#include "runtime/crypto/hash.hpp"
#include "runtime/scale/hex.hpp"

namespace descent::cli {

class FakeNode {
 public:
  using Params = boost::json::array;
  using Handler = std::function<boost::json::value(const Params&)>;

  FakeNode() : state{chain_spec::preset("dev")->genesis} {
    genesis = chain_spec::genesis_header(state);
    answer_chain();
    answer_state();
    handlers["author_submitExtrinsic"] = [this](const Params& params) {
      const auto framed = *from_hex(params[0].as_string());
      blocks.push_back({*scale::decoded<Bytes>(framed)});
      return boost::json::value(
          boost::json::string{to_0x(frame::extrinsic_hash(blocks.back()[0]).bytes)});
    };
    server_.Post("/", [this](const httplib::Request& request, httplib::Response& reply) {
      reply.set_content(answer(request.body), "application/json");
    });
    port_ = server_.bind_to_any_port("127.0.0.1");
    thread_ = std::thread{[this] { server_.listen_after_bind(); }};
    while (!server_.is_running()) std::this_thread::yield();
  }
  FakeNode(const FakeNode&) = delete;
  FakeNode& operator=(const FakeNode&) = delete;
  ~FakeNode() {
    server_.stop();
    thread_.join();
  }

  std::string url() const { return "http://127.0.0.1:" + std::to_string(port_); }
  Chain chain() const { return Chain{*RpcClient::at(url())}; }
  static Hash hash_of(const Header& header) { return crypto::blake2b_256(scale::encoded(header)); }

  /// The header of a block there is or could be.
  Header header(BlockNumber number) const {
    Header out = genesis;
    while (out.number < number) out = Header{hash_of(out), out.number + 1, {}, {}, {}};
    return out;
  }
  Hash hash(BlockNumber number) const { return hash_of(header(number)); }

  /// Appends an event of extrinsic 0 to those that every block has.
  template <class E>
  void add_event(std::uint8_t module, const E& event) {
    ++event_count;
    scale::encode(events, frame::Phase{frame::phase::ApplyExtrinsic{0}});
    append(events, Bytes{module, E::event_index});
    scale::encode(events, event);
    scale::encode(events, std::vector<Hash>{});
  }

  KeyValues state;
  Header genesis;
  std::vector<std::vector<Bytes>> blocks;  ///< the extrinsics of block 1 and on
  Bytes events;
  std::uint32_t event_count = 0;
  std::map<std::string, Handler, std::less<>> handlers;

 private:
  static boost::json::value json_of(const Header& header) {
    return {{"parentHash", to_0x(header.parent_hash.bytes)},
            {"number", to_0x(Bytes{static_cast<std::uint8_t>(header.number)})},
            {"stateRoot", to_0x(header.state_root.bytes)},
            {"extrinsicsRoot", to_0x(header.extrinsics_root.bytes)},
            {"digest", {{"logs", boost::json::array{}}}}};
  }
  BlockNumber newest() const { return static_cast<BlockNumber>(blocks.size()); }
  /// The number of the block of this hash, or of the newest without one.
  std::optional<BlockNumber> number_of(const boost::json::array& params) const {
    if (params.empty()) return newest();
    for (BlockNumber number = 0; number <= newest(); ++number)
      if (params[0].as_string() == to_0x(hash(number).bytes)) return number;
    return std::nullopt;
  }

  void answer_chain() {
    handlers["chain_getBlockHash"] = [this](const Params& params) -> boost::json::value {
      const auto number = params.empty() ? newest() : params[0].to_number<BlockNumber>();
      if (number > newest()) return nullptr;
      return boost::json::string{to_0x(hash(number).bytes)};
    };
    handlers["chain_getFinalizedHead"] = [this](const Params&) {
      return boost::json::value(boost::json::string{to_0x(hash(newest()).bytes)});
    };
    handlers["chain_getHeader"] = [this](const Params& params) -> boost::json::value {
      const auto number = number_of(params);
      return number ? json_of(header(*number)) : boost::json::value{};
    };
    handlers["chain_getBlock"] = [this](const Params& params) -> boost::json::value {
      const auto number = number_of(params);
      if (!number) return nullptr;
      boost::json::array extrinsics;
      if (*number > 0)
        for (const auto& bytes : blocks[*number - 1])
          extrinsics.push_back(boost::json::string{to_0x(scale::encoded(bytes))});
      return {{"block", {{"header", json_of(header(*number))}, {"extrinsics", extrinsics}}},
              {"justifications", nullptr}};
    };
  }

  void answer_state() {
    handlers["state_getRuntimeVersion"] = [](const Params&) {
      return boost::json::value{{"specName", "descent"},
                                {"specVersion", chain_spec::dev_version().spec_version},
                                {"transactionVersion", 1}};
    };
    handlers["system_accountNextIndex"] = [](const Params&) { return boost::json::value(7); };
    handlers["state_getStorage"] = [this](const Params& params) -> boost::json::value {
      const auto key = *from_hex(params[0].as_string());
      if (key == frame::item_prefix("System", "Events")) {
        Bytes all;
        scale::encode_compact(all, event_count);
        append(all, events);
        return boost::json::string{to_0x(all)};
      }
      const auto it = state.find(key);
      if (it == state.end()) return nullptr;
      return boost::json::string{to_0x(it->second)};
    };
    handlers["state_getKeysPaged"] = [this](const Params& params) {
      const auto prefix = to_0x(*from_hex(params[0].as_string()));
      boost::json::array out;
      for (auto it = state.upper_bound(*from_hex(params[2].as_string())); it != state.end(); ++it)
        if (const auto key = to_0x(it->first); key.starts_with(prefix))
          if (out.size() < params[1].to_number<std::size_t>())
            out.push_back(boost::json::string{key});
      return boost::json::value(out);
    };
  }

  std::string answer(const std::string& text) {
    const auto question = boost::json::parse(text).as_object();
    boost::json::object reply{{"jsonrpc", "2.0"}, {"id", question.at("id")}};
    const auto it = handlers.find(std::string_view{question.at("method").as_string()});
    if (it == handlers.end()) {
      reply["error"] = {{"code", -32601}, {"message", "Method not found"}};
    } else {
      const auto result = it->second(question.at("params").as_array());
      const bool failed = result.is_object() && result.as_object().contains("code");
      reply[failed ? "error" : "result"] = result;
    }
    return boost::json::serialize(reply);
  }

  httplib::Server server_;
  int port_ = 0;
  std::thread thread_;
};

}  // namespace descent::cli
