#pragma once
/// # A link
/// A socket and the machines that run over it. Everything happens on the thread of its io_context.
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <set>

#include "network/connection/options.hpp"
#include "network/tcp/seats.hpp"

namespace descent::network {

class Link;

/// Who is told what happens. It may write to, flush and close any link while it is being told.
class Handler {
 public:
  virtual ~Handler() = default;

  virtual void on_secured(Link& link) = 0;
  /// Events of the protocols that the node brings itself.
  virtual void on_events(Link& link, std::vector<libp2p::Event> events) = 0;
  virtual void on_service(Link& link, const libp2p::ServiceEvent& event) = 0;
  /// Once for each link that was secured; it is gone afterwards. The reason is for people.
  virtual void on_closed(Link& link, const std::string& reason) = 0;
  /// Nobody was reached at `address`, or not the peer it names.
  virtual void on_dial_failed(const libp2p::Multiaddr& address, const std::string& reason) = 0;
};

struct Stats {
  std::uint64_t accepted = 0, refused = 0;  ///< inbound; refused for want of a seat or a welcome
  std::uint64_t failed = 0;                 ///< links that ended before they were secured
};

/// What the listener, the dialler and the links of one transport share.
struct Shared {
  boost::asio::io_context& io;
  const libp2p::Identity& identity;
  Options options;
  RandomSource random;
  Handler* handler;  ///< nullptr once nobody is to be told any more
  Seats seats;
  std::set<std::shared_ptr<Link>> links = {};
  std::vector<boost::asio::ip::tcp::endpoint> listening = {};
  Stats stats = {};
  bool stopped = false;
};

libp2p::Multiaddr address_of(const boost::asio::ip::tcp::endpoint& endpoint);

/// The steady clock.
Instant now();

/// It tells its peer where this node listens as far as that can tell: where the node listens at
/// every address of the machine, at the one this connection has.
class Link : public std::enable_shared_from_this<Link> {
 public:
  using Socket = boost::asio::ip::tcp::socket;

  /// dialled  where it was dialled; nullopt if the remote dialled us
  Link(Socket socket, std::shared_ptr<Shared> shared, std::optional<libp2p::Multiaddr> dialled,
       Seats::Seat seat);

  void run();

  bool is_inbound() const { return !dialled_; }
  const std::optional<libp2p::Multiaddr>& dialled() const { return dialled_; }
  const boost::asio::ip::tcp::endpoint& endpoint() const { return endpoint_; }

  libp2p::Connection& connection() { return connection_; }
  libp2p::Services& services() { return services_; }

  /// Sends what the connection has to say. To be called after writing to it.
  void flush();
  /// Says goodbye and ends it; on_closed follows, not from within this call.
  void close(const std::string& reason);
  /// Ends it without a goodbye; on_closed follows as well.
  void drop(const std::string& reason);

 private:
  using Fault = boost::system::error_code;

  void read();
  void on_read(Fault fault, std::size_t bytes);
  void write();
  void on_written(Fault fault);
  void pump();
  void tell();
  void arm();
  void on_timer();

  std::shared_ptr<Shared> shared_;
  Seats::Seat seat_;
  Socket socket_;
  boost::asio::ip::tcp::endpoint endpoint_;
  std::optional<libp2p::Multiaddr> dialled_;
  libp2p::Connection connection_;
  libp2p::Services services_;
  boost::asio::steady_timer timer_;
  Instant armed_{Instant::max()}, write_began_{};
  std::array<std::uint8_t, 16 << 10> incoming_{};
  Bytes outgoing_;
  bool writing_ = false, dropped_ = false, secured_ = false;
  std::optional<std::string> closing_;
};

}  // namespace descent::network
