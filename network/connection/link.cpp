#include "network/connection/link.hpp"

#include <sodium/randombytes.h>

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>

namespace descent::network {

namespace asio = boost::asio;

namespace {

constexpr std::size_t kOutputMax = 64 << 10;

libp2p::noise::Secrets secrets(const RandomSource& random) {
  libp2p::noise::Secrets out;
  random(out.static_key);
  random(out.ephemeral);
  return out;
}

libp2p::Settings with_services(libp2p::Settings settings) {
  for (auto& protocol : libp2p::Services::protocols())
    settings.protocols.push_back(std::move(protocol));
  return settings;
}

std::vector<libp2p::Multiaddr> listens(const Shared& shared, const Link::Socket& socket) {
  auto out = shared.options.announced;
  boost::system::error_code gone;
  const auto local = socket.local_endpoint(gone);
  for (auto endpoint : shared.listening) {
    const bool is_any = endpoint.address().is_unspecified();
    if (is_any && (gone || local.protocol() != endpoint.protocol())) continue;
    if (is_any) endpoint.address(local.address());
    out.push_back(address_of(endpoint));
  }
  if (out.size() > libp2p::Identify::kAddressesMax) out.resize(libp2p::Identify::kAddressesMax);
  return out;
}

libp2p::Identify about(const Shared& shared, const Link::Socket& socket,
                       const asio::ip::tcp::endpoint& remote) {
  return {.peer = shared.identity.peer_id(),
          .listens = listens(shared, socket),
          .protocols = with_services(shared.options.settings).protocols,
          .observed = address_of(remote),
          .protocol_version = "descent/1",
          .agent_version = shared.options.agent_version};
}

std::optional<libp2p::PeerId> peer_of(const std::optional<libp2p::Multiaddr>& address) {
  return address ? address->peer : std::nullopt;
}

asio::ip::tcp::endpoint remote_of(const asio::ip::tcp::socket& socket) {
  boost::system::error_code gone;
  return socket.remote_endpoint(gone);
}

}  // namespace

libp2p::Multiaddr address_of(const asio::ip::tcp::endpoint& endpoint) {
  const auto address = endpoint.address();
  if (address.is_v4()) return {address.to_v4().to_bytes(), endpoint.port()};
  return {address.to_v6().to_bytes(), endpoint.port()};
}

RandomSource system_random() {
  return [](std::span<std::uint8_t> out) { randombytes_buf(out.data(), out.size()); };
}

Instant now() {
  return std::chrono::duration_cast<Instant>(std::chrono::steady_clock::now().time_since_epoch());
}

Link::Link(Socket socket, std::shared_ptr<Shared> shared, std::optional<libp2p::Multiaddr> dialled,
           Seats::Seat seat)
    : shared_{std::move(shared)},
      seat_{std::move(seat)},
      socket_{std::move(socket)},
      endpoint_{remote_of(socket_)},
      dialled_{std::move(dialled)},
      connection_{dialled_ ? libp2p::Role::Dialler : libp2p::Role::Listener,
                  with_services(shared_->options.settings),
                  shared_->identity,
                  secrets(shared_->random),
                  peer_of(dialled_),
                  now()},
      services_{connection_, about(*shared_, socket_, endpoint_)},
      timer_{shared_->io} {}

void Link::run() {
  shared_->links.insert(shared_from_this());
  Fault ignored;
  socket_.set_option(asio::ip::tcp::no_delay(true), ignored);
  read();
  pump();
}

// ---- Reading and writing --------------------------------------------------------------------

void Link::read() {
  socket_.async_read_some(
      asio::buffer(incoming_),
      [self = shared_from_this()](Fault fault, std::size_t bytes) { self->on_read(fault, bytes); });
}

void Link::on_read(Fault fault, std::size_t bytes) {
  if (dropped_) return;
  if (fault == asio::error::eof) return drop("the peer closed the connection");
  if (fault) return drop(fault.message());
  connection_.receive(View{incoming_}.first(bytes), now());
  pump();
  if (!dropped_ && !connection_.error()) read();
}

void Link::write() {
  if (writing_ || dropped_) return;
  outgoing_ = connection_.output(kOutputMax);
  if (outgoing_.empty()) {
    if (connection_.error()) drop(std::string{libp2p::describe(*connection_.error())});
    if (closing_) drop(*closing_);
    return;
  }
  writing_ = true;
  write_began_ = now();
  asio::async_write(
      socket_, asio::buffer(outgoing_),
      [self = shared_from_this()](Fault fault, std::size_t) { self->on_written(fault); });
}

void Link::on_written(Fault fault) {
  writing_ = false;
  if (dropped_) return;
  if (fault) return drop(fault.message());
  write();
  arm();
}

void Link::flush() {
  write();
  arm();
}

void Link::close(const std::string& reason) {
  if (closing_ || dropped_) return;
  closing_ = reason;
  connection_.go_away();
  asio::post(shared_->io, [self = shared_from_this()] { self->write(); });
}

// ---- What has happened ----------------------------------------------------------------------

void Link::pump() {
  if (!closing_) tell();
  write();
  arm();
}

void Link::tell() {
  if (!secured_ && connection_.is_secured()) {
    secured_ = true;
    shared_->handler->on_secured(*this);
  }
  auto events = services_.handle(connection_.events(), now());
  std::erase_if(events, [](const libp2p::Event& event) {
    return std::holds_alternative<libp2p::event::Secured>(event);
  });
  if (!events.empty()) shared_->handler->on_events(*this, std::move(events));
  for (const auto& event : services_.events()) shared_->handler->on_service(*this, event);
}

// ---- Time -----------------------------------------------------------------------------------

void Link::arm() {
  if (dropped_) return;
  Instant deadline = connection_.deadline();
  if (writing_) deadline = std::min(deadline, write_began_ + shared_->options.write);
  if (deadline >= armed_) return;
  armed_ = deadline;
  timer_.expires_at(std::chrono::steady_clock::time_point{deadline});
  timer_.async_wait([self = shared_from_this()](Fault cancelled) {
    if (!cancelled) self->on_timer();
  });
}

void Link::on_timer() {
  armed_ = Instant::max();
  if (dropped_) return;
  if (writing_ && now() >= write_began_ + shared_->options.write)
    return drop("the peer does not take what is sent");
  connection_.elapse(now());
  pump();
}

void Link::drop(const std::string& reason) {
  if (dropped_) return;
  dropped_ = true;
  const auto self = shared_from_this();
  Fault ignored;
  socket_.shutdown(asio::ip::tcp::socket::shutdown_both, ignored);
  socket_.close(ignored);
  timer_.cancel();
  seat_.reset();
  shared_->links.erase(self);
  if (!secured_) ++shared_->stats.failed;
  asio::post(shared_->io, [self, reason] {
    auto* handler = self->shared_->handler;
    if (handler != nullptr && self->secured_) handler->on_closed(*self, reason);
    if (handler != nullptr && !self->secured_ && self->dialled_ && !self->shared_->stopped)
      handler->on_dial_failed(*self->dialled_, reason);
  });
}

}  // namespace descent::network
