#pragma once
/// # The operator port
/// `GET /metrics` for Prometheus and `GET /health` for a supervisor, on a thread of its own. The
/// HTTP library has had faults that a hostile client can use, so keep it on loopback or behind a
/// proxy; what Boost.Beast serves is meant for the internet, this is not.
#include <boost/json/object.hpp>
#include <functional>
#include <memory>
#include <string>

#include "runtime/scale/expected.hpp"

namespace descent::metrics {

/// 200 if healthy, else 503; `details` is the body either way.
struct Health {
  bool healthy = false;
  boost::json::object details = {};
};

/// Both are called on the port's thread, and must be safe there.
struct Sources {
  std::function<std::string()> metrics;  ///< Prometheus' text format
  std::function<Health()> health;
};

class OperatorPort {
 public:
  /// Listens and serves. Port 0 takes a free one.
  /// errors  a text that names the address and what to do
  static Expected<std::unique_ptr<OperatorPort>, std::string> listen(const std::string& address,
                                                                     int port, Sources sources);
  virtual ~OperatorPort() = default;

  virtual int port() const = 0;

  /// Waits for requests under way, then for the thread; the sources are not called after it.
  virtual void stop() = 0;
};

}  // namespace descent::metrics
