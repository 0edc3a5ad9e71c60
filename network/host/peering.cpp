#include "network/host/peering.hpp"

#include <boost/asio/post.hpp>

#include "network/host/book_file.hpp"

namespace descent::network {
namespace {

namespace asio = boost::asio;

constexpr Duration kTick{1'000};
constexpr Duration kSaveAgain{300'000};  ///< the book
constexpr std::size_t kUndecided = 8;    ///< connections whose peer is not known yet
constexpr std::size_t kAgentMax = 64;

Options transport_options(const HostOptions& options, const Hash& genesis) {
  Options out;
  out.settings.protocols = protocols_of(genesis);
  out.agent_version = options.agent_version;
  out.announced = options.announced;
  out.inbound = options.inbound + options.reserved.size() + kUndecided;
  out.inbound_per_address = options.inbound_per_address;
  out.dials = options.outbound + options.reserved.size();
  return out;
}

RosterOptions roster_options(const HostOptions& options) {
  return {.slots = {options.outbound, options.inbound, options.reserved_only},
          .boot_nodes = options.boot_nodes,
          .reserved = options.reserved,
          .allow_private = options.allow_private_addresses};
}

crypto::Seed secret(const RandomSource& random) {
  crypto::Seed out;
  random(out);
  return out;
}

/// A stranger's text, fit for a terminal.
std::string printable(std::string text) {
  if (text.size() > kAgentMax) text.resize(kAgentMax);
  for (char& c : text)
    if (c < ' ' || c > '~') c = '?';
  return text;
}

}  // namespace

Peering::Peering(asio::io_context& io, const libp2p::Identity& identity, HostOptions options,
                 const Hash& genesis, std::function<message::Handshake()> ours, RandomSource random,
                 HostEvents& events)
    : io_{io},
      identity_{identity},
      options_{std::move(options)},
      genesis_{genesis},
      ours_{std::move(ours)},
      random_{std::move(random)},
      events_{events},
      roster_{roster_options(options_), identity.peer_id(), secret(random_)},
      transport_{io, identity, admitting(transport_options(options_, genesis)), random_, *this},
      timer_{io} {}

Options Peering::admitting(Options options) {
  options.admits = [this](const asio::ip::address& from) {
    return roster_.admits(address_of({from, 0}).host, now());
  };
  return options;
}

// ---- Beginning and end ----------------------------------------------------------------------

Expected<std::vector<asio::ip::tcp::endpoint>, std::string> Peering::start() {
  for (const auto& address : options_.reserved)
    if (!address.peer)
      return "the reserved node " + address.text() + " has no peer id; add /p2p/ and its id";
  for (const auto& endpoint : options_.listen)
    endpoints_.push_back(DESCENT_TRY(transport_.listen(endpoint)));
  load();
  dial();
  arm();
  return endpoints_;
}

void Peering::load() {
  saved_ = now();
  if (!options_.book) return;
  const auto loaded = load_book(*options_.book, roster_.book(), *saved_);
  if (!loaded) events_.on_trouble(loaded.error());
}

void Peering::stop() {
  if (std::exchange(stopped_, true)) return;
  timer_.cancel();
  save();
  transport_.stop();
  peers_.clear();
}

/// Never before it was loaded: that would make it empty.
void Peering::save() {
  if (!options_.book || !saved_) return;
  saved_ = now();
  const auto done = save_book(*options_.book, roster_.book());
  if (!done) events_.on_trouble(done.error());
}

// ---- Links ----------------------------------------------------------------------------------

void Peering::on_secured(Link& link) {
  if (stopped_) return;
  const PeerNumber number = ++last_;
  const auto& id = link.connection().remote();
  const auto admission = roster_.secured({number, id, link.dialled(), address_of(link.endpoint())},
                                         now(), random_number());
  if (admission.refused) {
    ++stats_.refused;
    return link.close(std::string{describe(*admission.refused)});
  }
  if (admission.instead_of) make_way(*admission.instead_of, id);
  Peer& peer = peers_
                   .emplace(number, Peer{link.shared_from_this(), id,
                                         Conversation{link.connection(), ours_(), now()}})
                   .first->second;
  peer.conversation.start(now());
  static_cast<void>(link.services().identify(now()));  // a peer that is gone already is told of
  advance(number);
}

void Peering::make_way(PeerNumber number, const libp2p::PeerId& for_whom) {
  const Peer* peer = find(number);
  const bool same = peer != nullptr && peer->id == for_whom;
  if (!same) ++stats_.evicted;
  cut(number, same ? "a newer connection to the peer is kept" : "others need the slot",
      End::Goodbye);
}

void Peering::on_events(Link& link, std::vector<libp2p::Event> events) {
  const auto number = number_of(link);
  if (!number) return;
  // What is left over is of no protocol of ours, or a goodbye that the end of the link follows.
  static_cast<void>(peers_.at(*number).conversation.handle(std::move(events), now()));
  advance(*number);
}

void Peering::on_service(Link& link, const libp2p::ServiceEvent& event) {
  const auto number = number_of(link);
  const auto* known = std::get_if<libp2p::event::Identified>(&event);
  if (!number || known == nullptr) return;
  peers_.at(*number).agent = printable(known->identify.agent_version);
  roster_.listens(*number, known->identify.listens, now());
}

void Peering::on_closed(Link& link, const std::string&) {
  if (const auto number = number_of(link)) forget(*number);
}

void Peering::on_dial_failed(const libp2p::Multiaddr& address, const std::string&) {
  if (stopped_) return;
  ++stats_.dials_failed;
  roster_.failed(address, now(), random_number());
}

/// Without a goodbye whoever misbehaves is gone before he is read again.
void Peering::cut(PeerNumber number, const std::string& reason, End end) {
  const Peer* peer = find(number);
  if (peer == nullptr) return;
  const auto link = peer->link;
  forget(number);
  if (end == End::Goodbye) return link->close(reason);
  link->drop(reason);
}

/// The owner is told later: he may be in the midst of a call.
void Peering::forget(PeerNumber number) {
  const auto peer = peers_.extract(number);
  roster_.closed(number, now(), random_number());
  if (!peer || !peer.mapped().told) return;
  --(peer.mapped().link->is_inbound() ? stats_.peers_in : stats_.peers_out);
  asio::post(io_, [weak = weak_from_this(), number] {
    const auto self = weak.lock();
    if (self && !self->stopped_) self->events_.on_gone(number);
  });
}

// ---- Conversations --------------------------------------------------------------------------

/// Passes on what a peer said, and parts with it if it is at fault.
void Peering::advance(PeerNumber number) {
  Peer* peer = find(number);
  if (peer == nullptr) return;
  const auto heard = peer->conversation.heard();
  for (std::size_t kind = 0; kind < kKinds; ++kind) {
    stats_.heard[kind].messages += heard[kind].messages;
    stats_.heard[kind].bytes += heard[kind].bytes;
  }
  for (auto& message : peer->conversation.messages()) {
    hear(number, std::move(message));
    if (find(number) == nullptr) return;
  }
  peer = find(number);
  if (peer == nullptr || !peer->conversation.fault()) return;
  const Fault fault = *peer->conversation.fault();
  if (roster_.report(number, conduct_of(fault), now())) ++stats_.bans;
  cut(number, std::string{describe(fault)}, End::AtOnce);
}

void Peering::hear(PeerNumber number, Message message) {
  if (std::holds_alternative<message::Handshake>(message)) return meet(number);
  if (const auto* peers = std::get_if<message::Peers>(&message)) return hear_peers(number, *peers);
  events_.on_message(number, std::move(message));
}

void Peering::meet(PeerNumber number) {
  Peer& peer = peers_.at(number);
  roster_.ready(number, now());
  peer.told = true;
  ++(peer.link->is_inbound() ? stats_.peers_in : stats_.peers_out);
  events_.on_peer(info(number, peer));
  ask();
}

void Peering::hear_peers(PeerNumber number, const message::Peers& peers) {
  const auto reply = roster_.heard(number, peers, now(), random_number());
  if (reply.addresses && !reply.addresses->empty())
    static_cast<void>(send(number, message::Peers{false, *reply.addresses}));
  if (reply.conduct) report(number, *reply.conduct);
}

Expected<void, Refusal> Peering::send(PeerNumber number, const Message& message) {
  Peer* peer = find(number);
  if (peer == nullptr) return Refusal::NotReady;
  return send(*peer, kind_of(message), encode(message));
}

Expected<void, Refusal> Peering::send(Peer& peer, Kind kind, View encoded) {
  const auto sent = peer.conversation.send(kind, encoded, now());
  if (!sent) {
    ++stats_.unsent[static_cast<std::size_t>(sent.error())];
    return sent;
  }
  auto& said = stats_.said[static_cast<std::size_t>(kind)];
  ++said.messages;
  said.bytes += encoded.size();
  peer.link->flush();
  return {};
}

std::size_t Peering::broadcast(const Message& message, std::optional<PeerNumber> except) {
  const Bytes encoded = encode(message);
  const Kind kind = kind_of(message);
  std::size_t out = 0;
  for (auto& [number, peer] : peers_)
    if (peer.told && number != except && send(peer, kind, encoded)) ++out;
  return out;
}

void Peering::report(PeerNumber number, Conduct conduct) {
  if (!roster_.report(number, conduct, now())) return;
  ++stats_.bans;
  cut(number, "the peer " + std::string{row_of(conduct).words}, End::AtOnce);
}

// ---- Time -----------------------------------------------------------------------------------

void Peering::arm() {
  timer_.expires_after(kTick);
  timer_.async_wait([weak = weak_from_this()](boost::system::error_code cancelled) {
    const auto self = weak.lock();
    if (self && !cancelled && !self->stopped_) self->tick();
  });
}

void Peering::tick() {
  std::vector<PeerNumber> numbers;
  for (const auto& [number, peer] : peers_) numbers.push_back(number);
  for (const auto number : numbers) {
    if (Peer* peer = find(number)) peer->conversation.elapse(now());
    advance(number);
  }
  if (stopped_) return;
  dial();
  ask();
  if (saved_ && now() >= *saved_ + kSaveAgain) save();
  stats_.known_addresses = roster_.book().fresh() + roster_.book().tried();
  arm();
}

void Peering::dial() {
  for (const auto& address : roster_.dials(now(), [this] { return random_number(); })) {
    ++stats_.dials;
    if (!transport_.dial(address)) roster_.failed(address, now(), random_number());
  }
}

void Peering::ask() {
  for (const auto number : roster_.ask(now()))
    static_cast<void>(send(number, message::Peers{true, {}}));
}

// ---- What is known --------------------------------------------------------------------------

Peering::Peer* Peering::find(PeerNumber number) {
  const auto found = peers_.find(number);
  return found == peers_.end() ? nullptr : &found->second;
}

std::optional<PeerNumber> Peering::number_of(const Link& link) const {
  for (const auto& [number, peer] : peers_)
    if (peer.link.get() == &link) return number;
  return std::nullopt;
}

PeerInfo Peering::info(PeerNumber number, const Peer& peer) const {
  return {.number = number,
          .id = peer.id,
          .inbound = peer.link->is_inbound(),
          .address = address_of(peer.link->endpoint()).text(),
          .handshake = *peer.conversation.theirs(),
          .reputation = roster_.reputation(peer.id, now()),
          .agent = peer.agent};
}

std::vector<PeerInfo> Peering::peers() const {
  std::vector<PeerInfo> out;
  for (const auto& [number, peer] : peers_)
    if (peer.told) out.push_back(info(number, peer));
  return out;
}

std::vector<libp2p::Multiaddr> Peering::listening() const {
  auto out = options_.announced;
  for (const auto& endpoint : endpoints_) out.push_back(address_of(endpoint));
  for (auto& address : out) address.peer = identity_.peer_id();
  return out;
}

std::uint64_t Peering::random_number() {
  std::array<std::uint8_t, 8> bytes{};
  random_(bytes);
  std::uint64_t out = 0;
  for (const auto byte : bytes) out = out << 8 | byte;
  return out;
}

}  // namespace descent::network
