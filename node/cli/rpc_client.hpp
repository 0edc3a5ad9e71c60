#pragma once
// JSON-RPC 2.0 over HTTP POST: one question, one answer.
#include <boost/json/array.hpp>
#include <boost/json/value.hpp>
#include <string_view>

#include "node/cli/failure.hpp"

namespace descent::cli {

inline constexpr std::string_view kDefaultUrl = "http://127.0.0.1:9944";
inline constexpr std::size_t kAnswerBytesMax = 256U << 20;

class RpcClient {
 public:
  /// url     "http://host:port", or "ws://host:port": the node serves both on one port
  /// errors  Usage: another scheme, no host, a bad port
  static Outcome<RpcClient> at(std::string_view url);

  /// errors  NoConnection: nobody listens there, or whoever does is no node;
  ///         Refused: what the node says it refuses, with its reason
  Outcome<boost::json::value> call(std::string_view method, boost::json::array params) const;

  const std::string& url() const { return url_; }

 private:
  explicit RpcClient(std::string url) : url_{std::move(url)} {}
  Outcome<std::string> post(const std::string& body) const;

  std::string url_;
};

}  // namespace descent::cli
