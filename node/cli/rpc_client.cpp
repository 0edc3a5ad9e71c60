#include "node/cli/rpc_client.hpp"

#include <httplib.h>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <charconv>

namespace descent::cli {
namespace {

constexpr int kConnectSeconds = 5;
constexpr int kAnswerSeconds = 60;

Failure bad_url(std::string_view url) {
  return misused("'" + std::string{url} + "' is no address of a node; write --url " +
                 std::string{kDefaultUrl});
}

Failure no_node(const std::string& url, std::string_view why) {
  return {Exit::NoConnection, "no node answers at " + url + " (" + std::string{why} +
                                  "); start one with `descent node --dev`, or name another "
                                  "with --url"};
}

bool is_port(std::string_view digits) {
  unsigned port = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
  return error == std::errc{} && end == digits.data() + digits.size() && port > 0 && port < 65536;
}

/// What a node says besides "Invalid params" and the like, in `data`.
std::string words_of(const boost::json::object& error) {
  std::string out{"unknown error"};
  if (const auto* message = error.if_contains("message"); message && message->is_string())
    out = message->as_string().c_str();
  if (const auto* data = error.if_contains("data"); data && !data->is_null())
    out +=
        ": " + (data->is_string() ? std::string{data->as_string()} : boost::json::serialize(*data));
  return out;
}

}  // namespace

Outcome<RpcClient> RpcClient::at(std::string_view url) {
  std::string_view rest = url;
  for (const std::string_view scheme : {"http://", "ws://"})
    if (rest.starts_with(scheme)) rest.remove_prefix(scheme.size());
  if (rest.size() == url.size()) return bad_url(url);
  while (rest.ends_with('/')) rest.remove_suffix(1);
  const auto colon = rest.rfind(':');
  const bool has_port = colon != rest.npos && rest.find(']', colon) == rest.npos;
  const auto host = rest.substr(0, has_port ? colon : rest.npos);
  if (host.empty() || host.find_first_of("/@? ") != host.npos) return bad_url(url);
  if (has_port && !is_port(rest.substr(colon + 1))) return bad_url(url);
  return RpcClient{"http://" + std::string{rest}};
}

Outcome<std::string> RpcClient::post(const std::string& body) const {
  httplib::Client client{url_};
  client.set_connection_timeout(kConnectSeconds);
  client.set_read_timeout(kAnswerSeconds);
  client.set_write_timeout(kAnswerSeconds);
  std::string answer;
  httplib::Request request;
  request.method = "POST";
  request.path = "/";
  request.headers = {{"Content-Type", "application/json"}};
  request.body = body;
  request.content_receiver = [&](const char* data, std::size_t size, std::uint64_t, std::uint64_t) {
    if (size > kAnswerBytesMax - answer.size()) return false;
    answer.append(data, size);
    return true;
  };
  const auto result = client.send(request);
  if (!result) return no_node(url_, httplib::to_string(result.error()));
  if (result->status != 200 && answer.find("jsonrpc") == answer.npos)
    return no_node(url_, "HTTP status " + std::to_string(result->status));
  return answer;
}

Outcome<boost::json::value> RpcClient::call(std::string_view method,
                                            boost::json::array params) const {
  const boost::json::object question{
      {"jsonrpc", "2.0"}, {"id", 1}, {"method", method}, {"params", std::move(params)}};
  const std::string answer = DESCENT_TRY(post(boost::json::serialize(question)));
  boost::json::error_code error;
  const auto value = boost::json::parse(answer, error);
  if (error || !value.is_object()) return no_node(url_, "the answer is no JSON-RPC");
  const auto& object = value.as_object();
  if (const auto* problem = object.if_contains("error"); problem && problem->is_object())
    return refused("the node refused " + std::string{method} + ": " +
                   words_of(problem->as_object()));
  const auto* result = object.if_contains("result");
  if (result == nullptr) return no_node(url_, "the answer is no JSON-RPC");
  return *result;
}

}  // namespace descent::cli
