#pragma once
// Connecting to others, each try within its time.
#include "network/connection/link.hpp"

namespace descent::network {

class Dialler : public std::enable_shared_from_this<Dialler> {
 public:
  explicit Dialler(std::shared_ptr<Shared> shared) : shared_{std::move(shared)} {}

  /// Looks the name up if it is one, and connects. A link follows, or Handler::on_dial_failed.
  /// False, and nothing follows, if as many dials as allowed are under way.
  bool dial(const libp2p::Multiaddr& address);

  std::size_t under_way() const { return tries_.size(); }

  void close();

 private:
  using Fault = boost::system::error_code;
  using Endpoints = std::vector<boost::asio::ip::tcp::endpoint>;

  struct Try {
    explicit Try(boost::asio::io_context& io, libp2p::Multiaddr to)
        : address{std::move(to)}, resolver{io}, socket{io}, timer{io} {}

    libp2p::Multiaddr address;
    boost::asio::ip::tcp::resolver resolver;
    boost::asio::ip::tcp::socket socket;
    boost::asio::steady_timer timer;
    Endpoints endpoints = {};
    bool over = false;
  };

  void resolve(const std::shared_ptr<Try>& one, const libp2p::DnsName& name);
  void connect(const std::shared_ptr<Try>& one);
  void on_connected(const std::shared_ptr<Try>& one, Fault fault);
  void give_up(const std::shared_ptr<Try>& one, const std::string& reason);
  void finish(const std::shared_ptr<Try>& one);

  std::shared_ptr<Shared> shared_;
  std::set<std::shared_ptr<Try>> tries_;
};

}  // namespace descent::network
