#pragma once
// JSON text to a value, and the numbers among its ids as they were written: 1e3 and
// 12345678901234567890123 would not survive a double.
#include <boost/json/value.hpp>
#include <map>
#include <string>
#include <string_view>

#include "node/rpc/transport/error.hpp"
#include "node/rpc/transport/limits.hpp"

namespace descent::rpc {

struct Document {
  json::value value;
  /// The text of each number that is the "id" of a request, by the request's place: 0, or its
  /// place in the array that the document is.
  std::map<std::size_t, std::string> number_ids;
};

/// errors  kParseError, with what is wrong and at which byte
Expected<Document, Error> read_document(std::string_view text, const Limits& limits);

}  // namespace descent::rpc
