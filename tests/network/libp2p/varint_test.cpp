#include "network/libp2p/varint.hpp"

#include <gtest/gtest.h>

#include "runtime/scale/hex.hpp"
#include "tests/network/random.hpp"

namespace descent::network::libp2p {
namespace {

std::string hex(std::uint64_t value) {
  Bytes out;
  append_varint(out, value);
  return to_hex(out);
}

TEST(Varint, has_the_bytes_of_the_specification) {
  EXPECT_EQ(hex(0), "00");
  EXPECT_EQ(hex(1), "01");
  EXPECT_EQ(hex(127), "7f");
  EXPECT_EQ(hex(128), "8001");
  EXPECT_EQ(hex(255), "ff01");
  EXPECT_EQ(hex(300), "ac02");
  EXPECT_EQ(hex(16384), "808001");
  EXPECT_EQ(hex((std::uint64_t{1} << 63) - 1), "ffffffffffffffff7f");
}

TEST(Varint, what_was_written_is_read) {
  Random random{1};
  for (int i = 0; i < 10'000; ++i) {
    const std::uint64_t value = (random() >> 1) >> random.below(63);
    Bytes bytes;
    append_varint(bytes, value);
    const std::size_t size = bytes.size();
    append(bytes, random.bytes(random.below(3)));
    const auto read = read_varint(bytes);
    ASSERT_TRUE(read && *read);
    EXPECT_EQ((*read)->value, value);
    EXPECT_EQ((*read)->size, size);
    for (std::size_t n = 0; n < size; ++n) {
      const auto partial = read_varint(View{bytes}.first(n));
      EXPECT_TRUE(partial && !*partial);
    }
  }
}

TEST(Varint, a_longer_form_than_needed_is_refused) {
  for (const auto* text : {"8000", "ff00", "80808000", "ffffffffffffffffff01",
                           "80808080808080808001", "ffffffffffffffffff"})
    EXPECT_FALSE(read_varint(*from_hex(text))) << text;
}

}  // namespace
}  // namespace descent::network::libp2p
