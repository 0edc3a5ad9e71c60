#include "network/libp2p/yamux/frame.hpp"

#include <gtest/gtest.h>

#include "runtime/scale/hex.hpp"
#include "tests/network/random.hpp"

namespace descent::network::libp2p::yamux {
namespace {

Expected<Header, Error> read(std::string_view hex) { return read_header(*from_hex(hex)); }

TEST(YamuxHeader, has_the_layout_of_the_specification) {
  Bytes out;
  append_header(out, {Type::WindowUpdate, kSyn | kFin, 0x01020304, 0x0a0b0c0d});
  EXPECT_EQ(to_hex(out),
            "0001"
            "0005"
            "01020304"
            "0a0b0c0d");
}

TEST(YamuxHeader, what_was_written_is_read) {
  Random random{1};
  for (int i = 0; i < 5'000; ++i) {
    const auto type = static_cast<Type>(random.below(4));
    const bool of_stream = type == Type::Data || type == Type::WindowUpdate;
    const Header header{type, static_cast<std::uint16_t>(random.below(16)),
                        of_stream ? static_cast<StreamId>(random()) | 1u : 0u,
                        static_cast<std::uint32_t>(random())};
    Bytes out;
    append_header(out, header);
    EXPECT_EQ(*read_header(out), header);
  }
}

TEST(YamuxHeader, unknown_versions_types_and_flags_are_refused) {
  EXPECT_EQ(read("010000000000000100000000").error(), Error::BadHeader);
  EXPECT_EQ(read("000400000000000100000000").error(), Error::BadHeader);
  EXPECT_EQ(read("000000100000000100000000").error(), Error::BadHeader);
  EXPECT_EQ(read("000080000000000100000000").error(), Error::BadHeader);
}

TEST(YamuxHeader, only_frames_of_a_stream_name_one) {
  EXPECT_EQ(read("000000000000000000000000").error(), Error::BadStreamId);
  EXPECT_EQ(read("000100000000000000000000").error(), Error::BadStreamId);
  EXPECT_EQ(read("000200000000000100000000").error(), Error::BadStreamId);
  EXPECT_EQ(read("000300000000000100000000").error(), Error::BadStreamId);
}

}  // namespace
}  // namespace descent::network::libp2p::yamux
