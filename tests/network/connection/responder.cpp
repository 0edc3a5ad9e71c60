// A peer for tests from outside: listens on loopback, says where, and answers identify and ping.
// Each line of its input is an address that it dials, identifies and pings. Ends with its input.
#include <sodium/core.h>

#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/read_until.hpp>
#include <iostream>

#include "network/connection/transport.hpp"

namespace descent::network {
namespace {

namespace asio = boost::asio;

class Responder final : public Handler {
 public:
  explicit Responder(asio::io_context& io)
      : random_{system_random()},
        identity_{seed(random_)},
        transport_{io, identity_, options(), random_, *this},
        input_{io, 0} {}

  bool run() {
    const auto where = transport_.listen({asio::ip::address_v4::loopback(), 0});
    if (!where) {
      std::cerr << where.error() << '\n';
      return false;
    }
    const libp2p::Multiaddr address{libp2p::Ip4{127, 0, 0, 1}, where->port(), identity_.peer_id()};
    std::cout << "LISTENING " << address.text() << std::endl;
    read();
    return true;
  }

  void on_secured(Link& link) override {
    std::cout << "SECURED " << link.connection().remote().text() << std::endl;
    if (link.is_inbound()) return;
    libp2p::PingPayload payload;
    random_(payload);
    if (!link.services().identify(now()) || !link.services().ping(payload, now()))
      std::cout << "FAILED to ask" << std::endl;
  }
  void on_events(Link&, std::vector<libp2p::Event>) override {}
  void on_service(Link&, const libp2p::ServiceEvent& event) override {
    if (const auto* known = std::get_if<libp2p::event::Identified>(&event)) {
      std::cout << "IDENTIFIED " << known->identify.agent_version;
      for (const auto& protocol : known->identify.protocols) std::cout << ' ' << protocol;
      std::cout << std::endl;
    } else if (const auto* pinged = std::get_if<libp2p::event::Pinged>(&event)) {
      std::cout << "PINGED " << pinged->round_trip.count() << std::endl;
    } else {
      std::cout << "FAILED " << std::get<libp2p::event::ServiceFailed>(event).protocol << std::endl;
    }
  }
  void on_closed(Link&, const std::string& reason) override {
    std::cout << "CLOSED " << reason << std::endl;
  }
  void on_dial_failed(const libp2p::Multiaddr& address, const std::string& reason) override {
    std::cout << "UNREACHED " << address.text() << ' ' << reason << std::endl;
  }

 private:
  static crypto::Seed seed(const RandomSource& random) {
    crypto::Seed out;
    random(out);
    return out;
  }
  static Options options() {
    Options out;
    out.agent_version = "descent/responder";
    return out;
  }

  void read() {
    asio::async_read_until(input_, asio::dynamic_buffer(line_, 4096), '\n',
                           [this](boost::system::error_code fault, std::size_t size) {
                             if (fault) return transport_.stop();
                             dial(line_.substr(0, size - 1));
                             line_.erase(0, size);
                             read();
                           });
  }
  void dial(const std::string& text) {
    const auto address = libp2p::Multiaddr::from_text(text);
    if (!address || !transport_.dial(*address)) std::cout << "UNREACHED " << text << std::endl;
  }

  RandomSource random_;
  libp2p::Identity identity_;
  Transport transport_;
  asio::posix::stream_descriptor input_;
  std::string line_;
};

}  // namespace
}  // namespace descent::network

int main() {
  if (sodium_init() < 0) return 1;
  boost::asio::io_context io{1};
  descent::network::Responder responder{io};
  if (!responder.run()) return 1;
  io.run();
}
