#include "node/rpc/transport/dispatch.hpp"

#include <algorithm>
#include <boost/json/serialize.hpp>

namespace descent::rpc {
namespace {

Answer unsubscribe(const Method& method, const Params& params, Caller& caller) {
  const auto id = DESCENT_TRY(params.get<std::string>(0, "subscription"));
  return json::value(caller.subscriptions->close(&method, id));
}

Answer subscribe(const Method& method, const Params& params, Caller& caller) {
  Subscriptions& subscriptions = *caller.subscriptions;
  if (subscriptions.full())
    return Error{kTooManySubscriptions,
                 "This connection has " + std::to_string(subscriptions.max()) +
                     " subscriptions, the most allowed; end one, or open another connection"};
  const Subscriber subscriber = subscriptions.open(&method);
  Answer answer = std::get<Subscribe>(method.handler)(params, subscriber);
  if (!answer) subscriptions.close(&method, subscriber.id());
  return answer;
}

Answer call(const Methods::Entry& entry, const Params& params, Caller& caller) {
  const Method& method = *entry.method;
  if (const Call* plain = std::get_if<Call>(&method.handler)) return (*plain)(params);
  if (caller.subscriptions == nullptr)
    return Error{kNeedsWebSocket,
                 method.name + " is a subscription: connect by WebSocket (ws://) to use it"};
  return entry.unsubscribes ? unsubscribe(method, params, caller)
                            : subscribe(method, params, caller);
}

Answer answer(Request& request, Caller& caller, const Methods& methods) {
  if (!caller.allowance->take(std::chrono::steady_clock::now()))
    return Error{kBusy, "Too many requests: wait a moment before sending more"};
  const Methods::Entry* entry = methods.find(request.method);
  // Wallets compare this text.
  if (entry == nullptr) return Error{kMethodNotFound, "Method not found"};
  // Substrate's words.
  if (entry->method->access == Access::Unsafe && !caller.trusted)
    return Error{kMethodNotFound, "RPC call is unsafe to be called externally",
                 json::value("ask from the node's machine, of a node without --rpc-methods safe")};
  // Without an id nobody would learn which subscription began.
  if (request.id.empty() && !entry->unsubscribes &&
      std::holds_alternative<Subscribe>(entry->method->handler))
    return Error{kInvalidRequest, "A subscription needs an id"};
  try {
    return call(*entry, Params{std::move(request.params)}, caller);
  } catch (const std::exception& fault) {
    return Error{kInternalError, std::string{"Internal error: "} + fault.what()};
  }
}

std::string response(const std::string& id, const Error& error) {
  json::object object{{"code", error.code}, {"message", error.message}};
  if (error.data) object["data"] = *error.data;
  return R"({"jsonrpc":"2.0","id":)" + id + R"(,"error":)" + json::serialize(object) + "}";
}

std::string response(const std::string& id, const Answer& answer, std::size_t bytes_max) {
  if (!answer) return response(id, answer.error());
  std::string text = R"({"jsonrpc":"2.0","id":)" + id + R"(,"result":)";
  text += json::serialize(*answer) + "}";
  if (text.size() <= bytes_max) return text;
  return response(id,
                  Error{kOversizeReply, "The reply is larger than " + std::to_string(bytes_max) +
                                            " bytes; ask for less at once"});
}

std::string response(Expected<Request, Refusal>& request, Caller& caller, const Methods& methods,
                     std::size_t bytes_max) {
  if (!request) return response(request.error().id, request.error().error);
  const Answer result = answer(*request, caller, methods);
  return request->id.empty() ? "" : response(request->id, result, bytes_max);
}

}  // namespace

std::string answer(std::string_view text, Caller& caller, const Methods& methods,
                   const Limits& limits) {
  auto message = parse(text, limits);
  if (!message) return response("null", message.error());
  std::string replies;
  for (auto& request : message->requests) {
    const std::size_t left = limits.reply_bytes - std::min(limits.reply_bytes, replies.size());
    const std::string reply = response(request, caller, methods, left);
    if (!replies.empty() && !reply.empty()) replies += ',';
    replies += reply;
  }
  return message->batch && !replies.empty() ? "[" + replies + "]" : replies;
}

}  // namespace descent::rpc
