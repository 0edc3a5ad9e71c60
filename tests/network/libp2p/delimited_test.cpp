#include "network/libp2p/delimited.hpp"

#include <gtest/gtest.h>

#include "tests/network/random.hpp"

namespace descent::network::libp2p {
namespace {

TEST(Delimited, messages_arrive_whole_however_the_bytes_are_cut) {
  for (std::uint64_t seed = 0; seed < 500; ++seed) {
    Random random{seed};
    std::vector<Bytes> sent;
    Bytes bytes;
    for (std::size_t i = 0; i < 1 + random.below(10); ++i) {
      sent.push_back(random.bytes(random.below(400)));
      append(bytes, delimit(sent.back()));
    }
    Delimited reader{400};
    std::vector<Bytes> read;
    View rest = bytes;
    while (!rest.empty()) {
      const auto piece = rest.first(std::min(rest.size(), 1 + random.below(300)));
      auto whole = reader.receive(piece);
      ASSERT_TRUE(whole);
      for (auto& message : *whole) read.push_back(std::move(message));
      rest = rest.subspan(piece.size());
    }
    EXPECT_EQ(read, sent);
    EXPECT_FALSE(reader.is_within());
  }
}

TEST(Delimited, a_length_over_the_limit_is_refused_before_its_bytes_come) {
  Delimited reader{400};
  EXPECT_TRUE(reader.receive(Bytes{0x90, 0x03}));  // 400
  EXPECT_TRUE(reader.is_within());
  EXPECT_EQ(Delimited{400}.receive(Bytes{0x91, 0x03}).error(), Delimited::Fault::TooLong);
  EXPECT_EQ(Delimited{400}.receive(Bytes(9, 0xff)).error(), Delimited::Fault::BadLength);
}

}  // namespace
}  // namespace descent::network::libp2p
