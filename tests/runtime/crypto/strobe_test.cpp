#include "runtime/crypto/strobe.hpp"

#include <gtest/gtest.h>

#include "tests/runtime/crypto/golden.hpp"

namespace descent::crypto {
namespace {

Bytes output(Strobe128 strobe, std::size_t size = 32) {
  Bytes out(size);
  strobe.prf(out, false);
  return out;
}

TEST(Strobe, agrees_with_another_implementation) {
  // The example of mimoo/StrobeGo's Dart port (justkawal/strobe, README.md)
  Strobe128 strobe{"custom_hash"};
  strobe.ad(as_view("Hello, Drop a star if you like this repo!"), false);
  EXPECT_EQ(to_hex(output(strobe, 16)), "7ce830010a697657a77b71efff657dd8");
}

TEST(Strobe, an_operation_may_come_in_pieces) {
  const Bytes data = counting(700);
  for (std::size_t cut = 0; cut <= data.size(); cut += 23) {
    Strobe128 whole{"test"}, pieces{"test"};
    whole.ad(data, false);
    pieces.ad(View{data}.first(cut), false);
    pieces.ad(View{data}.subspan(cut), true);
    EXPECT_EQ(output(whole), output(pieces));
    whole.key(data, false);
    pieces.key(View{data}.first(cut), false);
    pieces.key(View{data}.subspan(cut), true);
    EXPECT_EQ(output(whole), output(pieces));
  }
}

TEST(Strobe, output_may_come_in_pieces) {
  Strobe128 strobe{"test"};
  const Bytes whole = output(strobe, 500);
  Bytes pieces(500);
  strobe.prf(std::span{pieces}.first(200), false);
  strobe.prf(std::span{pieces}.subspan(200), true);
  EXPECT_EQ(whole, pieces);
}

TEST(Strobe, what_kind_of_operation_took_the_bytes_counts) {
  const Strobe128 start{"test"};
  Strobe128 ad = start, meta = start, key = start, twice = start;
  ad.ad(as_view("ab"), false);
  meta.meta_ad(as_view("ab"), false);
  key.key(as_view("ab"), false);
  twice.ad(as_view("a"), false);
  twice.ad(as_view("b"), false);
  const std::set<Bytes> all = {output(start), output(ad), output(meta), output(key), output(twice)};
  EXPECT_EQ(all.size(), 5U);
}

TEST(StrobeDeathTest, only_the_running_operation_can_go_on) {
  Strobe128 strobe{"test"};
  EXPECT_DEATH(strobe.ad(as_view("a"), true), "flags");
}

}  // namespace
}  // namespace descent::crypto
