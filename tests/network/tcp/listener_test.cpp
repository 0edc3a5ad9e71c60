#include "network/tcp/listener.hpp"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <boost/asio/ip/address.hpp>
#include <vector>

namespace descent::network {
namespace {

namespace asio = boost::asio;
using tcp = asio::ip::tcp;

const asio::ip::address kLoopback = asio::ip::address_v4::loopback();

struct Listening : testing::Test {
  asio::io_context io;
  std::vector<tcp::socket> admitted;
  std::vector<asio::ip::address> peers;
  std::shared_ptr<Listener> listener =
      std::make_shared<Listener>(io, [this](tcp::socket socket, const asio::ip::address& peer) {
        admitted.push_back(std::move(socket));
        peers.push_back(peer);
      });

  void open() {
    ASSERT_FALSE(listener->open({kLoopback, 0}));
    listener->accept();
  }
  tcp::socket connected() {
    tcp::socket socket{io};
    socket.connect(listener->endpoint());
    return socket;
  }
  /// Runs until so many are admitted, or nothing is left to do.
  void run_until(std::size_t count) {
    while (admitted.size() < count && io.run_one() > 0) {}
    EXPECT_EQ(admitted.size(), count);
  }
};

TEST_F(Listening, each_connection_is_handed_over_with_its_address) {
  open();
  EXPECT_NE(listener->endpoint().port(), 0);
  const tcp::socket one = connected(), other = connected();
  run_until(2);
  EXPECT_EQ(admitted[0].remote_endpoint(), one.local_endpoint());
  EXPECT_EQ(admitted[1].remote_endpoint(), other.local_endpoint());
  EXPECT_EQ(peers, (std::vector{kLoopback, kLoopback}));
}

TEST_F(Listening, a_port_that_is_taken_is_an_error) {
  open();
  Listener second{io, [](tcp::socket, const asio::ip::address&) {}};
  EXPECT_EQ(second.open(listener->endpoint()), asio::error::address_in_use);
}

TEST_F(Listening, both_versions_of_ip_can_be_listened_to_at_one_port) {
  ASSERT_FALSE(listener->open({tcp::v6(), 0}));
  Listener second{io, [](tcp::socket, const asio::ip::address&) {}};
  EXPECT_FALSE(second.open({tcp::v4(), listener->endpoint().port()}));
}

TEST_F(Listening, nobody_is_admitted_once_it_is_closed) {
  open();
  const tcp::socket waiting = connected();
  listener->close();
  io.run();
  EXPECT_TRUE(admitted.empty());
}

/// No descriptor of this process is free while this lives.
struct NoDescriptors {
  NoDescriptors() {
    getrlimit(RLIMIT_NOFILE, &before);
    rlimit none = before;
    none.rlim_cur = 0;
    setrlimit(RLIMIT_NOFILE, &none);
  }
  ~NoDescriptors() { setrlimit(RLIMIT_NOFILE, &before); }
  NoDescriptors(const NoDescriptors&) = delete;
  NoDescriptors& operator=(const NoDescriptors&) = delete;

  rlimit before{};
};

TEST_F(Listening, out_of_descriptors_it_pauses_and_admits_who_waited_later) {
  open();
  const tcp::socket waiting = connected();
  {
    const NoDescriptors scarce;
    io.run_one();
    EXPECT_EQ(io.poll(), 0u);  // one that tried again at once would not come back
  }
  EXPECT_TRUE(admitted.empty());
  run_until(1);
}

TEST_F(Listening, one_that_is_closed_while_it_pauses_admits_nobody) {
  open();
  const tcp::socket waiting = connected();
  {
    const NoDescriptors scarce;
    io.run_one();
  }
  listener->close();
  io.run();
  EXPECT_TRUE(admitted.empty());
}

}  // namespace
}  // namespace descent::network
