#pragma once
/// # The transport
/// Listens, dials, and runs a link for each connection; a Handler is told what happens. Everything
/// happens on the thread of the io_context.
///
///   Transport transport{io, identity, options, system_random(), handler};
///   auto where = transport.listen({asio::ip::address_v4::any(), 30333});
///   transport.dial(*libp2p::Multiaddr::from_text("/dns/boot.example/tcp/30333/p2p/12D3Koo..."));
#include "network/connection/dialler.hpp"
#include "network/tcp/listener.hpp"

namespace descent::network {

class Transport {
 public:
  /// REQUIRES  io, identity and handler outlive it; random is a cryptographic source
  Transport(boost::asio::io_context& io, const libp2p::Identity& identity, const Options& options,
            RandomSource random, Handler& handler);
  Transport(const Transport&) = delete;
  Transport& operator=(const Transport&) = delete;
  /// Ends every link at once, and tells nobody.
  ~Transport();

  /// Where it listens, with the port that was taken.
  /// errors  a text that names the address and what is wrong
  Expected<boost::asio::ip::tcp::endpoint, std::string> listen(
      const boost::asio::ip::tcp::endpoint& endpoint);

  /// A link follows, or Handler::on_dial_failed. False if too many dials are under way.
  bool dial(const libp2p::Multiaddr& address) { return dialler_->dial(address); }

  const std::set<std::shared_ptr<Link>>& links() const { return shared_->links; }
  const Stats& stats() const { return shared_->stats; }

  /// Says goodbye on every link and ends it, listens and dials no more; the io_context runs out of
  /// work within Options::write.
  void stop();

 private:
  std::shared_ptr<Shared> shared_;
  std::shared_ptr<Dialler> dialler_;
  std::vector<std::shared_ptr<Listener>> listeners_;
};

}  // namespace descent::network
