#pragma once
/// # The RPC server
/// JSON-RPC 2.0 on one port, by WebSocket and by HTTP POST. Everything runs on the threads of the
/// caller's io_context, of which there must be one.
///
///   auto server = DESCENT_TRY(Server::listen(io, {.listen = {{loopback, 9944}}}, methods));
///   io.run();
#include "network/tcp/listener.hpp"
#include "node/rpc/transport/limits.hpp"
#include "node/rpc/transport/methods.hpp"
#include "node/rpc/transport/origins.hpp"

namespace descent::rpc {

struct Options {
  /// Where to listen. Port 0 takes a free one. Loopback unless the operator opens the node up.
  std::vector<boost::asio::ip::tcp::endpoint> listen = {
      {boost::asio::ip::address_v4::loopback(), 9944}};
  std::vector<std::string> origins = default_origins();
  bool unsafe_methods = true;  ///< answered to callers on this machine; false: to nobody
  Limits limits = {};
};

/// What the server has done since it began.
struct Stats {
  std::uint64_t sessions_opened = 0;  ///< WebSocket sessions
  std::uint64_t sessions_closed = 0;
  std::uint64_t messages = 0;  ///< answered, by WebSocket or POST
  std::uint64_t refused = 0;   ///< connections over a limit
};

struct Shared;

class Server {
 public:
  using Listeners = std::vector<std::shared_ptr<network::Listener>>;

  /// Listens at once; serves when `io` runs.
  /// errors  a text that names the address and what to do
  /// REQUIRES: `io` outlives the server; limits.queue_bytes >= 2 * limits.reply_bytes
  static Expected<std::unique_ptr<Server>, std::string> listen(boost::asio::io_context& io,
                                                               const Options& options,
                                                               Methods methods);
  Server(std::shared_ptr<Shared> shared, Listeners listeners);
  Server(const Server&) = delete;
  Server& operator=(const Server&) = delete;
  ~Server() { stop(); }

  /// Where it listens, with the ports that were taken.
  std::vector<boost::asio::ip::tcp::endpoint> endpoints() const;

  const Stats& stats() const;

  /// Stops listening, ends every subscription (its on_close is called here), and closes every
  /// connection: WebSocket clients are told, and waited for no longer than limits.close. No handler
  /// is called from here on; `io` runs out of work.
  void stop();

 private:
  std::shared_ptr<Shared> shared_;
  Listeners listeners_;
};

}  // namespace descent::rpc
