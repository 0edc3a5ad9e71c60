#include "tests/node/cli/fake_node.hpp"

#include <httplib.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <thread>

#include "runtime/crypto/hash.hpp"

namespace descent::cli {

// ---- The server -----------------------------------------------------------------------------

struct FakeNode::Server {
  httplib::Server http;
  int port = 0;
  std::thread thread;
};

FakeNode::FakeNode()
    : state{chain_spec::preset("dev")->genesis}, server_{std::make_unique<Server>()} {
  genesis = chain_spec::genesis_header(state);
  answer_chain();
  answer_state();
  handlers["author_submitExtrinsic"] = [this](const Params& params) {
    const auto framed = *from_hex(params[0].as_string());
    blocks.push_back({*scale::decoded<Bytes>(framed)});
    return boost::json::value(
        boost::json::string{to_0x(frame::extrinsic_hash(blocks.back()[0]).bytes)});
  };
  auto& http = server_->http;
  http.Post("/", [this](const httplib::Request& request, httplib::Response& reply) {
    reply.set_content(answer(request.body), "application/json");
  });
  server_->port = http.bind_to_any_port("127.0.0.1");
  server_->thread = std::thread{[&http] { http.listen_after_bind(); }};
  while (!http.is_running()) std::this_thread::yield();
}

FakeNode::~FakeNode() {
  server_->http.stop();
  server_->thread.join();
}

std::string FakeNode::url() const { return "http://127.0.0.1:" + std::to_string(server_->port); }

std::string FakeNode::answer(const std::string& text) {
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

// ---- Blocks ---------------------------------------------------------------------------------

Hash FakeNode::hash_of(const Header& header) { return crypto::blake2b_256(scale::encoded(header)); }

Header FakeNode::header(BlockNumber number) const {
  Header out = genesis;
  while (out.number < number) out = Header{hash_of(out), out.number + 1, {}, {}, {}};
  return out;
}

void FakeNode::append_event(View variant, View fields) {
  ++event_count;
  scale::encode(events, frame::Phase{frame::phase::ApplyExtrinsic{0}});
  append(events, variant);
  append(events, fields);
  scale::encode(events, std::vector<Hash>{});
}

boost::json::value FakeNode::json_of(const Header& header) {
  return {{"parentHash", to_0x(header.parent_hash.bytes)},
          {"number", to_0x(Bytes{static_cast<std::uint8_t>(header.number)})},
          {"stateRoot", to_0x(header.state_root.bytes)},
          {"extrinsicsRoot", to_0x(header.extrinsics_root.bytes)},
          {"digest", {{"logs", boost::json::array{}}}}};
}

std::optional<BlockNumber> FakeNode::number_of(const Params& params) const {
  if (params.empty()) return newest();
  for (BlockNumber number = 0; number <= newest(); ++number)
    if (params[0].as_string() == to_0x(hash(number).bytes)) return number;
  return std::nullopt;
}

void FakeNode::answer_chain() {
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

// ---- State ----------------------------------------------------------------------------------

void FakeNode::answer_state() {
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

}  // namespace descent::cli
