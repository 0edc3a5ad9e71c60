#pragma once
// What a client sends: one request, or a batch of them in an array.
// source  JSON-RPC 2.0, sections 4 and 6
#include <boost/json/array.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "node/rpc/transport/error.hpp"
#include "node/rpc/transport/limits.hpp"

namespace descent::rpc {

struct Request {
  std::string id;  ///< JSON, echoed to the letter; empty for a notification, which gets no reply
  std::string method;
  json::array params;
};

/// A request that is refused before any method sees it.
struct Refusal {
  std::string id;  ///< JSON; "null" if none could be read
  Error error;
};

struct Message {
  bool batch = false;
  std::vector<Expected<Request, Refusal>> requests;  ///< one unless `batch`
};

/// Parses what came within the limits on depth, values and batch. Does not recurse.
/// errors  kParseError, kInvalidRequest for an empty batch, kOversizeBatch
Expected<Message, Error> parse(std::string_view text, const Limits& limits);

}  // namespace descent::rpc
