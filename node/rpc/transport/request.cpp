#include "node/rpc/transport/request.hpp"

#include <boost/json/serialize.hpp>

#include "node/rpc/transport/document.hpp"

namespace descent::rpc {
namespace {

Error invalid(std::string why) { return {kInvalidRequest, "Invalid request: " + std::move(why)}; }

/// The id as it is echoed: "" if there is none, nullopt if it is of a wrong type.
std::optional<std::string> id_of(const json::object& request, const std::string* number) {
  const json::value* id = request.if_contains("id");
  if (id == nullptr) return "";
  if (id->is_number() && number != nullptr) return *number;
  if (id->is_string() || id->is_null()) return json::serialize(*id);
  return std::nullopt;
}

Expected<json::array, Error> params_of(json::object& request) {
  json::value* params = request.if_contains("params");
  if (params == nullptr || params->is_null()) return json::array{};
  if (params->is_array()) return std::move(params->get_array());
  if (!params->is_object()) return invalid("params must be a list");
  return Error{kInvalidParams,
               "Invalid params: parameters by name are not supported; send them as a list, in the "
               "order the method documents"};
}

Expected<Request, Refusal> request_of(json::value& value, const std::string* number) {
  if (!value.is_object()) return Refusal{"null", invalid("it must be an object")};
  json::object& object = value.get_object();
  const auto id = id_of(object, number);
  if (!id) return Refusal{"null", invalid("id must be a string, a number or null")};
  const std::string shown = id->empty() ? "null" : *id;
  const json::value* version = object.if_contains("jsonrpc");
  if (version == nullptr || *version != "2.0")
    return Refusal{shown, invalid("jsonrpc must be \"2.0\"")};
  const json::value* method = object.if_contains("method");
  if (method == nullptr || !method->is_string())
    return Refusal{shown, invalid("method must be a string")};
  auto params = params_of(object);
  if (!params) return Refusal{shown, params.error()};
  return Request{*id, std::string{method->get_string()}, *std::move(params)};
}

}  // namespace

Expected<Message, Error> parse(std::string_view text, const Limits& limits) {
  Document document = DESCENT_TRY(read_document(text, limits));
  const auto number_at = [&](std::size_t place) -> const std::string* {
    const auto found = document.number_ids.find(place);
    return found == document.number_ids.end() ? nullptr : &found->second;
  };
  Message message;
  message.batch = document.value.is_array();
  if (!message.batch) {
    message.requests.push_back(request_of(document.value, number_at(0)));
    return message;
  }
  json::array& batch = document.value.get_array();
  if (batch.empty()) return invalid("the batch is empty");
  if (batch.size() > limits.batch)
    return Error{kOversizeBatch, "The batch has " + std::to_string(batch.size()) +
                                     " requests; send at most " + std::to_string(limits.batch)};
  for (std::size_t i = 0; i < batch.size(); ++i)
    message.requests.push_back(request_of(batch[i], number_at(i)));
  return message;
}

}  // namespace descent::rpc
