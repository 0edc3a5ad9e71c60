#include "node/metrics/operator_port.hpp"

#include <httplib.h>

#include <boost/json/serialize.hpp>
#include <thread>

namespace descent::metrics {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t kBodyBytes = 1'024;  ///< nothing here takes a body
constexpr std::size_t kThreads = 2;        ///< a stalled client leaves one for the others
constexpr auto kTimeout = 2s;              ///< for the next bytes of a request, or of a reply taken

class HttpPort final : public OperatorPort {
 public:
  explicit HttpPort(Sources sources) : sources_{std::move(sources)} {
    // The library's own limits hold for a request line and for each header: 8 KiB.
    server_.set_payload_max_length(kBodyBytes);
    server_.set_read_timeout(kTimeout);
    server_.set_write_timeout(kTimeout);
    server_.set_keep_alive_max_count(100);
    server_.set_keep_alive_timeout(std::chrono::seconds{kTimeout}.count());
    server_.new_task_queue = [] { return new httplib::ThreadPool{kThreads}; };
    // The library would set SO_REUSEPORT, by which two nodes share a port and neither notices.
    server_.set_socket_options([](socket_t socket) {
      const int yes = 1;
      setsockopt(socket, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
    });
    server_.Get("/metrics", [this](const httplib::Request&, httplib::Response& reply) {
      reply.set_content(sources_.metrics(), "text/plain; version=0.0.4");
    });
    server_.Get("/health", [this](const httplib::Request&, httplib::Response& reply) {
      const Health health = sources_.health();
      reply.status = health.healthy ? 200 : 503;
      reply.set_content(boost::json::serialize(health.details), "application/json");
    });
  }
  HttpPort(const HttpPort&) = delete;
  HttpPort& operator=(const HttpPort&) = delete;
  ~HttpPort() override { stop(); }

  bool start(const std::string& address, int port) {
    if (port == 0) {
      port_ = server_.bind_to_any_port(address);
    } else {
      port_ = server_.bind_to_port(address, port) ? port : -1;
    }
    if (port_ <= 0) return false;
    thread_ = std::thread{[this] { server_.listen_after_bind(); }};
    // A stop before the loop runs would be forgotten.
    while (!server_.is_running()) std::this_thread::sleep_for(1ms);
    return true;
  }

  int port() const override { return port_; }

  void stop() override {
    if (!thread_.joinable()) return;
    server_.stop();
    thread_.join();
  }

 private:
  Sources sources_;
  httplib::Server server_;
  std::thread thread_;
  int port_ = -1;
};

}  // namespace

Expected<std::unique_ptr<OperatorPort>, std::string> OperatorPort::listen(
    const std::string& address, int port, Sources sources) {
  auto opened = std::make_unique<HttpPort>(std::move(sources));
  if (!opened->start(address, port))
    return "cannot serve metrics at " + address + ":" + std::to_string(port) +
           "; choose another address or port, or stop the program that has it";
  return std::unique_ptr<OperatorPort>{std::move(opened)};
}

}  // namespace descent::metrics
