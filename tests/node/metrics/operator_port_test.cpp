#include "node/metrics/operator_port.hpp"

#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <httplib.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>

namespace descent::metrics {
namespace {

class Port : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(opened); }
  httplib::Client client() { return httplib::Client{"127.0.0.1", port().port()}; }
  OperatorPort& port() { return **opened; }

  std::atomic<bool> healthy = true;
  Expected<std::unique_ptr<OperatorPort>, std::string> opened =
      OperatorPort::listen("127.0.0.1", 0,
                           {[] { return std::string{"answer 42\n"}; },
                            [this] {
                              return Health{healthy, {{"peers", 3}}};
                            }});
};

TEST_F(Port, metrics_are_served_as_text) {
  const auto reply = client().Get("/metrics");
  ASSERT_TRUE(reply);
  EXPECT_EQ(reply->status, 200);
  EXPECT_EQ(reply->body, "answer 42\n");
  EXPECT_EQ(reply->get_header_value("Content-Type"), "text/plain; version=0.0.4");
}

TEST_F(Port, health_is_200_or_503_with_the_details) {
  EXPECT_EQ(client().Get("/health")->status, 200);
  healthy = false;
  const auto reply = client().Get("/health");
  EXPECT_EQ(reply->status, 503);
  EXPECT_EQ(reply->body, R"({"peers":3})");
}

TEST_F(Port, any_other_path_or_method_is_refused) {
  EXPECT_EQ(client().Get("/")->status, 404);
  EXPECT_EQ(client().Post("/metrics")->status, 404);
}

TEST_F(Port, a_body_is_refused) {
  EXPECT_EQ(client().Post("/metrics", std::string(2'000, 'x'), "text/plain")->status, 413);
}

TEST_F(Port, a_header_over_the_limit_is_refused) {
  const auto reply = client().Get("/metrics", {{"X-Long", std::string(10'000, 'x')}});
  EXPECT_TRUE(!reply || reply->status == 400);
}

TEST_F(Port, a_client_that_says_nothing_does_not_keep_others_waiting) {
  const int idle = socket(AF_INET, SOCK_STREAM, 0);
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port().port()));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  ASSERT_EQ(connect(idle, reinterpret_cast<const sockaddr*>(&address), sizeof address), 0);
  EXPECT_EQ(client().Get("/health")->status, 200);
  char byte = 0;
  EXPECT_EQ(recv(idle, &byte, 1, 0), 0);  // closed by the port
  close(idle);
}

TEST_F(Port, a_taken_port_is_an_error_that_names_it) {
  const int taken = port().port();
  const auto second = OperatorPort::listen("127.0.0.1", taken, {});
  ASSERT_FALSE(second);
  EXPECT_THAT(second.error(), testing::HasSubstr("127.0.0.1:" + std::to_string(taken)));
}

TEST_F(Port, after_stop_nothing_answers) {
  port().stop();
  port().stop();
  EXPECT_FALSE(client().Get("/health"));
}

}  // namespace
}  // namespace descent::metrics
