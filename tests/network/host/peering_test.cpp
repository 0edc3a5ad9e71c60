#include "network/host/peering.hpp"

#include "network/host/book_file.hpp"
#include "tests/network/host/node.hpp"

namespace descent::network {
namespace {

/// A peer that speaks the chain's protocols and is told by the test what to say.
struct Rogue : Handler {
  Rogue(asio::io_context& io, std::uint64_t seed, const Hash& genesis = kGenesis)
      : random{seed}, identity{random.seed()} {
    Options options;
    options.settings.protocols = protocols_of(genesis);
    transport.emplace(
        io, identity, options,
        [this](std::span<std::uint8_t> out) {
          std::ranges::copy(random.bytes(out.size()), out.begin());
        },
        *this);
    handshake.genesis = genesis;
  }

  void on_secured(Link& link) override {
    ++secured;
    if (silent) return;
    talk.emplace(link.connection(), handshake, now());
    talk->start(now());
  }
  void on_events(Link& link, std::vector<libp2p::Event> events) override {
    for (auto& event : events)
      if (const auto* opened = std::get_if<libp2p::event::StreamOpened>(&event))
        if (opened->stream == own && !opened->inbound)
          static_cast<void>(link.connection().write(own, nonsense));
    if (talk) talk->handle(std::move(events), now());
    link.flush();
  }
  void on_service(Link&, const libp2p::ServiceEvent&) override {}
  void on_closed(Link&, const std::string&) override { ++closed; }
  void on_dial_failed(const libp2p::Multiaddr&, const std::string&) override { ++closed; }

  bool is_ready() const { return talk && talk->is_ready(); }
  Link& link() { return **transport->links().begin(); }
  /// Bytes of its own on a stream of a kind.
  void say(Kind kind, Bytes bytes) {
    nonsense = std::move(bytes);
    own = *link().connection().open({protocol_of(kind, kGenesis)}, libp2p::Priority::Normal, now());
    link().flush();
  }

  Random random;
  libp2p::Identity identity;
  message::Handshake handshake;
  std::optional<Conversation> talk;
  std::optional<Transport> transport;
  Bytes nonsense;
  libp2p::StreamId own = 0;
  bool silent = false;
  int secured = 0, closed = 0;
};

struct Against {
  explicit Against(const Hash& genesis = kGenesis) : rogue{io, 66, genesis} { node.start(); }
  ~Against() {
    rogue.transport->stop();
    stop_all(io, node);
  }

  void meet() {
    rogue.transport->dial(node.where());
    run_until(io, [&] { return rogue.is_ready() && node.peers() == 1; });
  }
  /// Cut off, and refused when it comes again.
  void expect_banned() {
    run_until(io, [&] { return rogue.closed == 1; });
    EXPECT_EQ(node.peers(), 0u);
    EXPECT_EQ(node.host->stats().bans, 1u);
    const auto met = node.met.size();
    rogue.transport->dial(node.where());
    run_until(io, [&] { return rogue.closed == 2; });
    EXPECT_EQ(node.host->stats().refused, 1u);
    EXPECT_EQ(node.met.size(), met);
  }

  asio::io_context io;
  Node node{io, 1};
  Rogue rogue;
};

TEST(Peering, a_peer_of_another_genesis_is_banned) {
  Against against{Hash{{1, 2, 3, 4, 99}}};
  against.rogue.transport->dial(against.node.where());
  against.expect_banned();
  EXPECT_TRUE(against.node.met.empty());
}

TEST(Peering, a_peer_that_speaks_another_chains_protocols_is_cut) {
  Against against{Hash{{9, 9, 9, 9}}};
  against.rogue.transport->dial(against.node.where());
  run_until(against.io, [&] { return against.rogue.closed == 1; });
  EXPECT_TRUE(against.node.met.empty());
  EXPECT_EQ(against.node.host->stats().bans, 0u) << "it may be a stranger's mistake";
}

TEST(Peering, a_peer_that_floods_is_banned) {
  Against against;
  against.meet();
  for (std::uint32_t i = 0; i <= limits_of(Kind::Announce).burst + 50; ++i)
    static_cast<void>(against.rogue.talk->send(message::Announce{{1}}, now()));
  against.rogue.link().flush();
  against.expect_banned();
  EXPECT_GE(against.node.heard.size(), limits_of(Kind::Announce).burst) << "what came before";
  EXPECT_EQ(against.node.gone.size(), 1u);
}

TEST(Peering, a_peer_that_sends_nonsense_is_banned) {
  Against against;
  against.meet();
  against.rogue.say(Kind::Sync, {3, 0xff, 0xff, 0xff});
  against.expect_banned();
}

TEST(Peering, a_peer_that_is_silent_is_cut) {
  Against against;
  against.rogue.silent = true;
  against.rogue.transport->dial(against.node.where());
  run_until(against.io, [&] { return against.rogue.closed == 1; });
  EXPECT_EQ(against.rogue.secured, 1);
  EXPECT_TRUE(against.node.met.empty());
}

TEST(Peering, many_little_mistakes_are_a_ban) {
  Against against;
  against.meet();
  const auto number = against.node.met.front().number;
  for (int i = 0; i < 20; ++i) {
    EXPECT_EQ(against.node.peers(), 1u);
    EXPECT_EQ(against.node.host->peers().front().reputation, i * -50);
    against.node.host->report(number, Conduct::BadTransaction);
  }
  against.expect_banned();
}

TEST(Peering, a_peer_that_tells_unasked_is_reported) {
  Against against;
  against.meet();
  const message::Peers told{false, {{libp2p::Ip4{127, 0, 0, 1}, 1, libp2p::PeerId{{5}}}}};
  ASSERT_TRUE(against.rogue.talk->send(told, now()));
  ASSERT_TRUE(against.rogue.talk->send(told, now()));
  against.rogue.link().flush();
  run_until(against.io, [&] { return against.node.host->peers().front().reputation == -20; });
}

TEST(Peering, two_nodes_that_dial_each_other_keep_one_connection) {
  for (std::uint64_t seed = 0; seed < 5; ++seed) {
    asio::io_context io;
    // Their ports are known before they listen. A name is looked up first: both listen by then.
    HostOptions a = local_options(), b = local_options();
    tcp::acceptor p{io, kLoopback}, q{io, kLoopback};
    a.listen = {p.local_endpoint()};
    b.listen = {q.local_endpoint()};
    p.close();
    q.close();
    const libp2p::DnsName here{libp2p::DnsName::Family::V4, "localhost"};
    a.boot_nodes = {{here, b.listen.front().port()}};
    b.boot_nodes = {{here, a.listen.front().port()}};
    Node one{io, 10 + seed, a}, two{io, 20 + seed, b};
    one.start();
    two.start();
    run_until(io, [&] { return one.knows(two) && two.knows(one); });
    run_for(io, 100ms);
    EXPECT_EQ(one.peers(), 1u);
    EXPECT_EQ(two.peers(), 1u);
    ASSERT_TRUE(one.host->send(one.number_of(two), message::Consensus{{1}}));
    ASSERT_TRUE(two.host->send(two.number_of(one), message::Consensus{{1}}));
    run_until(io, [&] { return one.heard.size() == 1 && two.heard.size() == 1; });
    stop_all(io, one, two);
  }
}

TEST(Peering, a_node_does_not_talk_to_itself) {
  asio::io_context io;
  HostOptions options = local_options();
  tcp::acceptor free{io, kLoopback};
  options.listen = {free.local_endpoint()};
  free.close();
  options.boot_nodes = {address_of(options.listen.front())};
  Node one{io, 1, options};
  one.start();
  run_until(io, [&] { return one.host->stats().refused == 2; });
  EXPECT_TRUE(one.met.empty());
  stop_all(io, one);
}

TEST(Peering, a_reserved_peer_is_dialled_again_after_its_restart) {
  asio::io_context io;
  Node one{io, 1};
  const auto where = one.start().where();
  Node two{io, 2, with_reserved({where})};
  two.start();
  run_until(io, [&] { return two.knows(one); });
  one.host->stop();
  run_until(io, [&] { return two.peers() == 0; });
  run_until(io, [&] { return two.host->stats().dials_failed > 0; });
  HostOptions again = local_options();
  again.listen = {{asio::ip::address_v4::loopback(), where.port}};
  Node reborn{io, 1, again};
  reborn.start();
  run_until(io, [&] { return two.knows(reborn); });
  EXPECT_EQ(two.met.size(), 2u);
  EXPECT_NE(two.met[0].number, two.met[1].number);
  stop_all(io, one, two, reborn);
}

TEST(Peering, a_reserved_peer_is_let_in_when_all_slots_are_taken) {
  asio::io_context io;
  const Node named{io, 2};
  HostOptions options = local_options();
  options.inbound = 1;
  // It does not answer there; what counts is its id.
  options.reserved = {{libp2p::Ip4{127, 0, 0, 1}, 1, named.host->local_id()}};
  Node one{io, 1, options};
  one.start();
  Node stranger{io, 3, with_boot({one.where()})};
  stranger.start();
  run_until(io, [&] { return one.knows(stranger); });
  Node late{io, 4, with_boot({one.where()})};
  late.start();
  run_until(io, [&] { return one.host->stats().refused > 0; });
  Node reserved{io, 2, with_boot({one.where()})};
  reserved.start();
  run_until(io, [&] { return one.knows(reserved); });
  EXPECT_TRUE(one.knows(stranger));
  EXPECT_FALSE(one.knows(late));
  stop_all(io, one, stranger, late, reserved);
}

TEST(Peering, strangers_are_refused_where_only_the_reserved_may_come) {
  asio::io_context io;
  HostOptions options = local_options();
  options.reserved_only = true;
  Node one{io, 1, options};
  one.start();
  Node two{io, 2, with_boot({one.where()})};
  two.start();
  run_until(io, [&] { return one.host->stats().refused == 1; });
  EXPECT_EQ(one.peers(), 0u);
  stop_all(io, one, two);
}

TEST(Peering, boot_nodes_are_dialled_again_when_nobody_is_connected) {
  asio::io_context io;
  Node one{io, 1};
  const auto where = one.start().where();
  auto nameless = where;
  nameless.peer = {};
  Node two{io, 2, with_boot({nameless})};
  two.start();
  run_until(io, [&] { return two.knows(one); });
  one.host->stop();
  run_until(io, [&] { return two.peers() == 0; });
  HostOptions again = local_options();
  again.listen = {{asio::ip::address_v4::loopback(), where.port}};
  Node reborn{io, 3, again};  // another node in its place
  reborn.start();
  run_until(io, [&] { return two.knows(reborn); });
  stop_all(io, one, two, reborn);
}

TEST(Peering, the_book_survives_a_restart) {
  TemporaryFolder folder;
  asio::io_context io;
  Node one{io, 1};
  one.start();
  HostOptions options = with_boot({one.where()});
  options.book = folder.path / "network/book";
  {
    Node two{io, 2, options};
    two.start();
    run_until(io, [&] { return two.knows(one); });
    two.host->stop();
  }
  options.boot_nodes = {};
  Node two{io, 2, options};
  two.start();
  run_until(io, [&] { return two.knows(one); });
  EXPECT_TRUE(two.trouble.empty());
  stop_all(io, one, two);
}

TEST(Peering, a_damaged_book_is_an_empty_one_and_said) {
  TemporaryFolder folder;
  asio::io_context io;
  HostOptions options = local_options();
  options.book = folder.path / "book";
  AddressBook full{Random{7}.seed()};
  full.add({libp2p::Ip4{127, 0, 0, 1}, 1, libp2p::PeerId{{5}}}, libp2p::Ip4{1, 1, 1, 1}, now());
  ASSERT_TRUE(save_book(*options.book, full));
  std::filesystem::resize_file(*options.book, std::filesystem::file_size(*options.book) - 1);
  Node one{io, 1, options};
  one.start();
  ASSERT_EQ(one.trouble.size(), 1u);
  EXPECT_NE(one.trouble[0].find("damaged"), std::string::npos);
  EXPECT_EQ(one.host->stats().dials, 0u);
  stop_all(io, one);
}

TEST(Peering, a_host_that_did_not_begin_leaves_the_book_alone) {
  TemporaryFolder folder;
  asio::io_context io;
  HostOptions options = with_reserved({{libp2p::Ip4{127, 0, 0, 1}, 1}});
  options.book = folder.path / "book";
  AddressBook full{Random{7}.seed()};
  full.add({libp2p::Ip4{127, 0, 0, 1}, 1, libp2p::PeerId{{5}}}, libp2p::Ip4{1, 1, 1, 1}, now());
  ASSERT_TRUE(save_book(*options.book, full));
  Node one{io, 1, options};
  EXPECT_FALSE(one.host->start());
  stop_all(io, one);
  AddressBook kept{Random{8}.seed()};
  ASSERT_TRUE(load_book(*options.book, kept, now()));
  EXPECT_EQ(kept.fresh(), 1u);
}

}  // namespace
}  // namespace descent::network
