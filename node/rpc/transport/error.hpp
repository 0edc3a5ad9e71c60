#pragma once
// What a caller is told when a request fails.
// source  JSON-RPC 2.0, section 5.1; below -32000 the numbers Substrate's server uses
#include <boost/json/value.hpp>
#include <optional>
#include <string>

#include "runtime/scale/expected.hpp"

namespace descent::rpc {

namespace json = boost::json;

enum Code : int {
  kParseError = -32700,
  kInvalidRequest = -32600,
  kMethodNotFound = -32601,
  kInvalidParams = -32602,
  kInternalError = -32603,
  kNeedsWebSocket = -32000,  ///< a subscription asked for by HTTP POST
  kTooManySubscriptions = -32006,
  kOversizeReply = -32008,
  kBusy = -32009,  ///< more requests a second than one connection may send
  kOversizeBatch = -32010,
};

struct Error {
  int code{};
  std::string message;
  std::optional<json::value> data = {};
};

/// What a method returns: the `result` or the `error` of its response.
using Answer = Expected<json::value, Error>;

}  // namespace descent::rpc
